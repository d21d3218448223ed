import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decide } from '../../src/till/decision.ts';
import { keepCopies, receiptOf } from '../../src/till/index.ts';
import { Shop, until } from './shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await Shop.open();
});
afterEach(() => shop.close());

const sell = async (given: Parameters<Shop['create']>[0] = {}) => {
  const { sale } = await shop.create(given);
  await shop.till.confirm(sale.id);
  return shop.ended(sale.id);
};

test('a fiscalised sale flows into delivery by itself, with the numbers of the register', async () => {
  const sale = await sell({ customerContact: 'ivan@mail.ru' });
  await until(() => shop.email.sent.length === 1);
  expect(shop.email.sent).toEqual(['ivan@mail.ru']);
  const kept = await shop.delivery.receipt(sale.receiptId ?? '');
  expect(kept?.receipt).toEqual(JSON.parse(JSON.stringify(receiptOf(sale))));
  expect(kept?.receipt).toMatchObject({
    fiscalDocumentNumber: 1,
    fiscalDriveNumber: '9999078900001234',
    seller: { senderAddress: 'shop@example.ru' },
  });
  expect(shop.register().told[0]?.sale).toMatchObject({
    customerContact: 'ivan@mail.ru',
    senderAddress: 'shop@example.ru',
  });
});

test('without a contact the receipt is kept and sent to nobody', async () => {
  const sale = await sell();
  expect(await shop.delivery.receipt(sale.receiptId ?? '')).not.toBeNull();
  expect(await shop.delivery.list({ receiptId: sale.receiptId ?? '', limit: 9 })).toEqual([]);
});

test.each([
  ['we', 1],
  ['both', 1],
  ['ofd', 0],
] as const)('where «%s» deliver we send %i message, and the register has the contact', async (delivers, count) => {
  await shop.settings.change('registers', [{ id: '1', delivers }], 'test');
  const sale = await sell({ customerContact: '+79161234567', electronically: true });
  expect(shop.register().told[0]?.sale).toMatchObject({ customerContact: '+79161234567', electronically: true });
  // SMS is off in this shop, so where we deliver, the sale says why nothing was sent.
  expect(sale.deliveryProblem).toBe(count === 0 ? undefined : 'smsOff');
});

test('the contact is kept from the register only where the shop says so and the law lets it', async () => {
  const { sale } = await shop.create({ customerContact: 'иван@почта.рф' });
  const told = (more: object, delivers: 'we' | 'ofd' | 'both' = 'we', contactToRegister = false) =>
    decide(
      { ...sale, ...more },
      { register: { delivers, contactToRegister }, electronically: 'yes', mailbox: 'shop@example.ru' },
    ).document.customerContact;
  expect(told({})).toBeUndefined();
  expect(told({}, 'we', true)).toBe('иван@xn--80a1acny.xn--p1ai');
  expect(told({}, 'ofd')).toBeDefined();
  expect(told({ electronically: true })).toBeDefined();
  expect(told({ document: { ...sale.document, internetPayment: true } })).toBeDefined();
  const long = { kind: 'email' as const, value: `${'a'.repeat(60)}@mail.ru` };
  expect(told({ contact: long }, 'both', true)).toBeUndefined();
});

test('a process that dies between the register and delivery loses no delivery and makes no second one', async () => {
  await shop.till.close();
  let accepted = 0;
  await shop.openTill({
    ...shop.delivery,
    accept: async (wanted) => {
      if (++accepted === 1) await shop.delivery.accept(wanted);
      throw new Error('power cut');
    },
  });
  const { sale } = await shop.create({ customerContact: 'ivan@mail.ru' });
  await shop.till.confirm(sale.id);
  await until(() => shop.faults.length > 0);
  expect(await shop.till.get(sale.id)).toMatchObject({ state: 'fiscalised' });
  await shop.restart();
  const ended = await shop.ended(sale.id);
  expect(await shop.delivery.list({ receiptId: ended.receiptId ?? '', limit: 9 })).toHaveLength(1);
  expect(shop.register().told).toHaveLength(1);
});

test('a channel that is switched off never fails the sale', async () => {
  shop.email.on = false;
  expect(await sell({ customerContact: 'ivan@mail.ru' })).toMatchObject({
    state: 'fiscalised',
    deliveryProblem: 'emailOff',
    receiptId: expect.any(String),
  });
});

test('registers of two profiles have forms, mailboxes and deliveries of their own', async () => {
  await shop.settings.change('registers', [{ id: '1' }, { id: '2', profile: 'cafe' }], 'test');
  const heard: string[] = [];
  shop.settings.onChange((section, profile) => heard.push(`${section} ${profile}`));
  await shop.settings.change('email', { senderName: 'Магазин' }, 'test');
  await shop.settings.change('form', { askContact: false }, 'test', 'cafe');
  await shop.settings.change('email', { login: 'cafe@example.ru' }, 'test', 'cafe');
  await shop.settings.change('email', { senderName: 'Лавка' }, 'test');
  expect(heard).toEqual(['email default', 'email cafe', 'form cafe', 'email cafe', 'email default']);
  const { sale } = await shop.create({ register: '2', customerContact: 'ivan@mail.ru' });
  const ended = await shop.ended(sale.id);
  expect(shop.register().told[0]?.sale.senderAddress).toBe('cafe@example.ru');
  expect(await shop.delivery.list({ receiptId: ended.receiptId ?? '', limit: 9 })).toMatchObject([
    { account: 'email:cafe' },
  ]);
  expect((await shop.create()).sale.state).toBe('awaiting-contact');
});

test('who listens to a till hears its own sales and outcomes in order, and nobody else’s', async () => {
  await shop.settings.change('registers', [{ id: '1' }, { id: '2', device: '2' }], 'test');
  const heard: string[] = [];
  shop.till.onSale((sale) => heard.push(`${sale.register} ${sale.state} ${sale.version}`));
  shop.till.onDelivery((register, row) => heard.push(`${register} ${row.status}`));
  await sell({ customerContact: 'ivan@mail.ru' });
  await until(() => heard.includes('1 sent'));
  expect(heard.filter((one) => !one.includes('queued') && !one.includes('sending'))).toEqual([
    '1 awaiting-contact 1',
    '1 fiscalising 2',
    '1 fiscalised 3',
    expect.stringMatching(/1 (sent|fiscalised 4)/),
    expect.stringMatching(/1 (sent|fiscalised 4)/),
  ]);
});

test('each receipt is also written into the shop’s folder, whole; a folder that fails fails no sale', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kvitok-copies-'));
  const faults: unknown[] = [];
  const copies = keepCopies({
    settings: shop.settings,
    delivery: shop.delivery,
    onFault: (_message, error) => faults.push(error),
  });
  await sell();
  await shop.settings.change('privacy', { copiesFolder: folder }, 'test');
  await sell({ customerContact: 'ivan@mail.ru' });
  await copies.done();
  const day = join(folder, '2026-11-24');
  const name = '9999078900001234-2';
  expect(readdirSync(day).sort()).toEqual([`${name}.html`, `${name}.json`, `${name}.pdf`, `${name}.txt`]);
  expect(
    readFileSync(join(day, `${name}.pdf`))
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect(JSON.parse(readFileSync(join(day, `${name}.json`), 'utf8'))).toMatchObject({ fiscalDocumentNumber: 2 });

  shop.sms.on = true;
  await sell({ customerContact: '+79161234567' });
  await until(() => readdirSync(day).some((one) => one.endsWith('.sms.txt')));
  const sms = readdirSync(day).find((one) => one.endsWith('.sms.txt')) ?? '';
  expect(readFileSync(join(day, sms), 'utf8')).toMatch(/15[.,=]00.*85813003/s);

  const file = join(folder, 'file');
  writeFileSync(file, '');
  await shop.settings.change('privacy', { copiesFolder: file }, 'test');
  expect(await sell()).toMatchObject({ state: 'fiscalised' });
  await copies.done();
  expect([copies.failed(), faults.length]).toEqual([file, 1]);
  await shop.settings.change('privacy', { copiesFolder: folder }, 'test');
  await sell();
  await copies.done();
  expect(copies.failed()).toBeUndefined();
  rmSync(folder, { recursive: true, force: true });
});
