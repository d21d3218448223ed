import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { refused, Shop, START, saleDocument, unknown, until } from './shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await Shop.open();
});
afterEach(() => shop.close());

const stateOf = async (id: string) => (await shop.till.get(id))?.state;

describe('a sale arrives', () => {
  test('it waits for the contact, prefilled with its own, which is nowhere in clear', async () => {
    const { sale, created } = await shop.create({ customerContact: ' Ivan@Mail.RU ' });
    expect(created).toBe(true);
    expect(sale).toMatchObject({
      state: 'awaiting-contact',
      register: '1',
      contact: { kind: 'email', value: 'Ivan@mail.ru' },
    });
    expect(JSON.stringify(await shop.store.getSale({ id: sale.id }))).not.toMatch(/ivan/i);
    expect(shop.register().told).toEqual([]);
  });

  test('the same again is the same sale, also after a restart; another one under its id is refused', async () => {
    const document = saleDocument({ id: 'same' });
    const first = await shop.create(document);
    const second = await shop.create(document);
    expect(second).toEqual({ sale: first.sale, created: false });
    await shop.till.confirm(first.sale.id);
    await shop.ended(first.sale.id);
    await shop.restart();
    expect(await shop.create(document)).toMatchObject({
      created: false,
      sale: { id: first.sale.id, state: 'fiscalised' },
    });
    expect(shop.register().told).toHaveLength(1);
    await expect(shop.create({ ...document, machineNumber: '2' })).rejects.toMatchObject({
      code: 'saleDiffers',
      status: 409,
    });
    expect((await shop.create({ ...document, calculationType: 2 })).created).toBe(true);
  });

  test('a caller’s key tells sales apart where the document has no id', async () => {
    const { id: _, ...document } = saleDocument();
    const one = await shop.till.create({ format: 'kvitok', sale: document, key: 'a' });
    expect(await shop.till.create({ format: 'kvitok', sale: document, key: 'a' })).toEqual({ ...one, created: false });
    expect((await shop.till.create({ format: 'kvitok', sale: document, key: 'b' })).created).toBe(true);
  });

  test('where the shop asks for no contact it goes straight to the register, and must be known by an id', async () => {
    await shop.settings.change('form', { askContact: false }, 'test');
    const { sale } = await shop.create({ customerContact: '+7 916 123-45-67' });
    expect(sale).toMatchObject({ state: 'fiscalising', commandId: expect.any(String) });
    expect(await shop.ended(sale.id)).toMatchObject({ state: 'fiscalised' });
    expect(shop.register().told).toMatchObject([{ id: sale.commandId, sale: { customerContact: '+79161234567' } }]);
    const { id: _, ...document } = saleDocument();
    await expect(shop.till.create({ format: 'kvitok', sale: document })).rejects.toMatchObject({
      code: 'saleWithoutKey',
    });
  });

  test('a bad contact never stops the sale and never reaches the register', async () => {
    const { sale } = await shop.create({ customerContact: 'ivan@', electronically: true });
    expect(sale).toMatchObject({ contactRefusal: { code: expect.any(String) } });
    expect(sale.contact).toBeUndefined();
    expect(shop.till.decision(sale)).toMatchObject({ paper: true, because: 'noContact' });
    await shop.till.confirm(sale.id);
    await shop.ended(sale.id);
    expect(shop.register().told[0]?.sale).toMatchObject({ electronically: false });
    expect(shop.register().told[0]?.sale).not.toHaveProperty('customerContact');
    const { sale: none } = await shop.create({ customerContact: 'none' });
    expect(none.contactRefusal).toBeUndefined();
  });

  test('an unknown register, and a shop without one, are told', async () => {
    await expect(shop.create({ register: '9' })).rejects.toMatchObject({ code: 'registerUnknown', status: 404 });
    await shop.settings.change('registers', [], 'test');
    await expect(shop.create()).rejects.toMatchObject({ code: 'registersNotSetUp', status: 409 });
  });
});

describe('the cashier', () => {
  test('changes the contact, takes it away, and is told of a wrong one', async () => {
    const { sale } = await shop.create({ customerContact: 'ivan@mail.ru' });
    const phone = await shop.till.setContact(sale.id, { contact: '89161234567', electronically: true });
    expect(phone).toMatchObject({ contact: { kind: 'phone', value: '+79161234567' }, electronically: true });
    await expect(shop.till.setContact(sale.id, { contact: '+7916' })).rejects.toMatchObject({
      code: 'contactWrong',
      path: 'contact',
    });
    expect((await shop.till.setContact(sale.id, { contact: '' })).contact).toBeUndefined();
    expect(await shop.till.get(sale.id)).toMatchObject({ electronically: true });
  });

  test('confirms twice in two windows, and one receipt is made; the command was on disk before the register heard of it', async () => {
    const { sale } = await shop.create();
    let onDisk: unknown;
    shop.register().onCommand = async ({ id }) => {
      onDisk = await shop.store.getSale({ id: sale.id });
      return shop.register().make(id);
    };
    const answers = await Promise.all([1, 2, 3].map(() => shop.till.confirm(sale.id)));
    expect(new Set(answers.map((one) => one.commandId)).size).toBe(1);
    expect(await shop.ended(sale.id)).toMatchObject({
      state: 'fiscalised',
      fiscal: { result: { fiscalDocumentNumber: 1 } },
    });
    expect(onDisk).toMatchObject({ state: 'fiscalising', commandId: answers[0]?.commandId });
    expect(await shop.till.confirm(sale.id)).toMatchObject({ state: 'fiscalised' });
    expect(shop.register().told).toHaveLength(1);
  });

  test('cancels, and nothing is made after it', async () => {
    const { sale } = await shop.create();
    expect(await shop.till.cancel(sale.id)).toMatchObject({ state: 'cancelled' });
    expect(await shop.till.cancel(sale.id)).toMatchObject({ state: 'cancelled' });
    await expect(shop.till.confirm(sale.id)).rejects.toMatchObject({ code: 'saleCancelled', status: 409 });
    await expect(shop.till.setContact(sale.id, { contact: 'a@mail.ru' })).rejects.toMatchObject({
      code: 'saleCancelled',
    });
    expect(shop.register().told).toEqual([]);
    const { sale: sold } = await shop.create();
    await shop.till.confirm(sold.id);
    await shop.ended(sold.id);
    await expect(shop.till.cancel(sold.id)).rejects.toMatchObject({ code: 'saleFiscalised', status: 409 });
    await expect(shop.till.cancel('none')).rejects.toMatchObject({ code: 'saleUnknown', status: 404 });
  });

  test('knows before money is taken that a register makes no receipts without paper', async () => {
    const { sale } = await shop.create({ customerContact: 'ivan@mail.ru', electronically: true });
    expect(shop.till.decision(sale)).toMatchObject({ paper: false });
    shop.register().electronically = 'no';
    expect(shop.till.decision(sale)).toMatchObject({ paper: true, because: 'register' });
    await expect(shop.till.setContact(sale.id, { electronically: true })).rejects.toMatchObject({
      code: 'registerNotElectronic',
    });
    await shop.till.confirm(sale.id);
    await shop.ended(sale.id);
    expect(shop.register().told[0]?.sale.electronically).toBe(false);
    await shop.restart();
    expect(shop.configs.at(-1)).toMatchObject({ electronically: 'no' });
  });
});

describe('a form that stays open', () => {
  test('ends on paper in time, also when the service was down meanwhile', async () => {
    await shop.settings.change('form', { timeLimit: 60 }, 'test');
    const { sale } = await shop.create({ customerContact: 'ivan@mail.ru', electronically: true });
    expect(sale.endsAt).toBe(START + 60_000);
    shop.now += 59_000;
    await shop.till.tick();
    expect(await stateOf(sale.id)).toBe('awaiting-contact');
    await shop.till.setContact(sale.id, { contact: 'other@mail.ru' });
    shop.now += 2_000;
    await shop.till.tick();
    expect(await stateOf(sale.id)).toBe('awaiting-contact');
    await shop.stop();
    shop.now += 60_000;
    await shop.start();
    expect(await shop.ended(sale.id)).toMatchObject({ state: 'fiscalised', fiscal: { paper: true } });
    expect(shop.register().told[0]?.sale).toMatchObject({ electronically: false, customerContact: 'other@mail.ru' });
  });

  test('is cancelled if the shop says so', async () => {
    await shop.settings.change('form', { timeLimit: 60, whenTimeIsUp: 'cancel' }, 'test');
    const { sale } = await shop.create();
    shop.now += 60_000;
    await shop.till.tick();
    expect(await shop.till.get(sale.id)).toMatchObject({ state: 'cancelled', reason: { code: 'till.timeIsUp' } });
    expect(shop.register().told).toEqual([]);
  });
});

describe('an answer that is lost', () => {
  const lose = (whatHappened: 'made' | 'nothing') => {
    shop.register().onCommand = ({ id }) => {
      if (whatHappened === 'made') shop.register().make(id);
      return unknown;
    };
  };

  test('is asked for: the receipt is found, and no second one is made', async () => {
    lose('made');
    const { sale } = await shop.create();
    await shop.till.confirm(sale.id);
    expect(await shop.ended(sale.id)).toMatchObject({ state: 'fiscalised' });
    expect([shop.register().told.length, shop.register().asked.length]).toEqual([1, 1]);
  });

  test('and of a command that never arrived: failed, repeated only by a person, under a new command', async () => {
    lose('nothing');
    const { sale } = await shop.create();
    await shop.till.confirm(sale.id);
    expect(await shop.ended(sale.id)).toMatchObject({ state: 'failed', reason: { code: 'till.absent' } });
    await expect(shop.till.confirm(sale.id)).rejects.toMatchObject({ code: 'saleFailed' });
    shop.register().onCommand = ({ id }) => shop.register().make(id);
    await Promise.all([shop.till.repeat(sale.id), shop.till.repeat(sale.id)]);
    expect(await shop.ended(sale.id)).toMatchObject({ state: 'fiscalised' });
    const ids = shop.register().told.map((command) => command.id);
    expect([ids.length, new Set(ids).size, shop.register().documents.size]).toEqual([2, 2, 1]);
  });

  test('and never found is unclear: asked again and again, never repeated, until the register tells', async () => {
    lose('made');
    shop.register().onFind = () => unknown;
    const { sale } = await shop.create();
    await shop.till.confirm(sale.id);
    expect(await shop.ended(sale.id)).toMatchObject({ state: 'unclear', reason: { code: 'register.silent' } });
    for (const wrong of ['confirm', 'cancel', 'repeat'] as const)
      await expect(shop.till[wrong](sale.id), wrong).rejects.toMatchObject({ code: 'saleUnclear', status: 409 });
    const pauses: number[] = [];
    for (let asked = shop.register().asked.length; pauses.length < 4; ) {
      shop.now += 100;
      await shop.till.tick();
      if (shop.register().asked.length === asked) continue;
      pauses.push(shop.now);
      asked = shop.register().asked.length;
    }
    const gaps = pauses.slice(1).map((at, index) => at - (pauses[index] ?? 0));
    expect(gaps).toEqual([...gaps].sort((one, other) => one - other));
    expect(shop.register().told).toHaveLength(1);
    shop.register().onFind = (id) => shop.register().make(id);
    shop.now += 60_000;
    await shop.till.tick();
    expect(await shop.ended(sale.id)).toMatchObject({ state: 'fiscalised' });
    expect([shop.register().told.length, shop.register().documents.size]).toEqual([1, 1]);
  });

  test('is settled by a person who looked at the register', async () => {
    lose('nothing');
    shop.register().onFind = () => unknown;
    const [{ sale: one }, { sale: two }] = [
      await shop.create(),
      await shop.create({ customerContact: 'ivan@mail.ru' }),
    ];
    for (const { id } of [one, two]) {
      await shop.till.confirm(id);
      expect(await shop.ended(id)).toMatchObject({ state: 'unclear' });
    }
    expect(await shop.till.resolve(one.id, { made: false })).toMatchObject({
      state: 'failed',
      reason: { code: 'till.notMade' },
    });
    const receipt = { fiscalDocumentNumber: 77, fiscalSign: '85813599', dateTime: '2026-11-24T12:30' };
    await shop.till.look('1');
    await shop.till.resolve(two.id, { made: true, ...receipt });
    expect(await shop.ended(two.id)).toMatchObject({ state: 'fiscalised', fiscal: { result: receipt } });
    await expect(shop.till.resolve(one.id, { made: false })).rejects.toMatchObject({ code: 'saleFailed' });
  });

  test('a refusal is told with the register’s words; the contact may be mended before it is repeated', async () => {
    shop.register().onCommand = () => refused;
    const { sale } = await shop.create({ customerContact: 'ivan@mail.ru' });
    await shop.till.confirm(sale.id);
    expect(await shop.ended(sale.id)).toMatchObject({
      state: 'failed',
      reason: { code: 'register.paperOut', reply: 'Нет бумаги' },
    });
    await shop.till.setContact(sale.id, { contact: null });
    shop.register().onCommand = ({ id }) => shop.register().make(id);
    await shop.till.repeat(sale.id);
    await shop.ended(sale.id);
    expect(shop.register().told[1]?.sale).not.toHaveProperty('customerContact');
  });
});

describe('a process that dies', () => {
  test('leaves its sales to the next one, which asks about them before the register gets anything new', async () => {
    shop.register().onCommand = ({ id }) => {
      shop.register().make(id);
      return new Promise(() => {});
    };
    const { sale } = await shop.create();
    const { sale: queued } = await shop.create();
    await shop.till.confirm(sale.id);
    await shop.till.confirm(queued.id);
    await until(() => shop.register().told.length === 1);
    await shop.stop();

    const order: string[] = [];
    shop.register().onCommand = ({ id }) => {
      order.push('command');
      return shop.register().make(id);
    };
    const { onFind } = shop.register();
    shop.register().onFind = async (id) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push('question');
      return onFind(id);
    };
    await shop.start();
    const { sale: fresh } = await shop.create();
    await shop.till.confirm(fresh.id);
    expect(await shop.ended(fresh.id)).toMatchObject({ state: 'fiscalised' });
    expect(order).toEqual(['question', 'question', 'command']);
    expect(await shop.ended(sale.id)).toMatchObject({ state: 'fiscalised' });
    expect(await shop.ended(queued.id)).toMatchObject({ state: 'failed', reason: { code: 'till.absent' } });
    expect(shop.register().documents.size).toBe(2);
  });

  test('a register gets one command at a time, in the order of the confirmations; another register does not wait', async () => {
    await shop.settings.change(
      'registers',
      [
        { id: '1', device: '1' },
        { id: '2', device: '2' },
      ],
      'test',
    );
    const ends: (() => void)[] = [];
    shop.register('1').onCommand = async ({ id }) => {
      await new Promise<void>((resolve) => ends.push(resolve));
      return shop.register('1').make(id);
    };
    const sales = [];
    for (const register of ['1', '1', '1', '2']) sales.push((await shop.create({ register })).sale);
    for (const { id } of sales) await shop.till.confirm(id);
    expect(await shop.ended(sales[3]?.id ?? '')).toMatchObject({ state: 'fiscalised' });
    for (let count = 1; count <= 3; count++) {
      await until(() => ends.length === count);
      ends[count - 1]?.();
    }
    for (const { id } of sales) expect(await shop.ended(id)).toMatchObject({ state: 'fiscalised' });
    expect(shop.register('1').mostUnderWay).toBe(1);
    const told = shop.register('1').told.map((command) => command.sale.id);
    expect(told).toEqual(sales.slice(0, 3).map((sale) => sale.documentId));
  });

  test('a register that is gone from the settings gets nothing, and its unclear sales stay for a person', async () => {
    shop.register().onCommand = () => unknown;
    shop.register().onFind = () => unknown;
    const [{ sale: one }, { sale: two }] = [await shop.create(), await shop.create()];
    await shop.till.confirm(one.id);
    await shop.ended(one.id);
    await shop.settings.change('registers', [{ id: '2' }], 'test');
    await shop.restart();
    await shop.till.confirm(two.id);
    expect(await shop.ended(two.id)).toMatchObject({ state: 'failed', reason: { code: 'till.registerGone' } });
    await until(async () => (await shop.till.get(one.id))?.reason?.code === 'till.registerGone');
    expect(await stateOf(one.id)).toBe('unclear');
    expect(shop.register().told).toHaveLength(1);
    await shop.settings.change('registers', [{ id: '1' }], 'test');
    shop.register().onFind = (id) => shop.register().make(id);
    await shop.restart();
    await until(async () => (await stateOf(one.id)) === 'fiscalised');
  });
});
