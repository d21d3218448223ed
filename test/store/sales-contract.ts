import { expect, test } from 'vitest';
import { uuidv7 } from '../../src/base/uuid.ts';
import type { NewSale, Store } from '../../src/store/index.ts';

let clock = Date.UTC(2026, 10, 24);

export function newSale(more: Partial<NewSale> = {}): NewSale {
  return {
    id: uuidv7(++clock),
    naturalKey: null,
    fingerprint: 'f',
    documentId: null,
    register: '1',
    profile: 'default',
    format: 'kvitok',
    body: '{}',
    total: 1_500,
    calculationType: 1,
    contactSealed: null,
    contactHash: null,
    contactMask: null,
    contactProblem: null,
    electronically: false,
    state: 'awaiting-contact',
    commandId: null,
    asked: 0,
    dueAt: null,
    reason: null,
    reply: null,
    result: null,
    receiptId: null,
    deliveryProblem: null,
    createdAt: clock,
    ...more,
  };
}

/** What every engine promises of sales. */
export function saleContract(store: () => Store, reopen: () => Promise<Store>): void {
  test('a sale is kept once under its natural key, and any number without one', async () => {
    const [one, two] = await Promise.all([
      store().addSale(newSale({ naturalKey: 'a' })),
      store().addSale(newSale({ naturalKey: 'a', total: 99 })),
    ]);
    expect([one.created, two.created]).toEqual([true, false]);
    expect(two.sale).toEqual(one.sale);
    for (let count = 0; count < 2; count++) expect((await store().addSale(newSale())).created).toBe(true);
    expect(await store().getSale({ id: one.sale.id })).toMatchObject({ total: 1_500, version: 1 });
    expect(await store().getSale({ id: 'none' })).toBeNull();
  });

  test('of several who move a sale from one state one moves it, and the others learn what it is', async () => {
    const { sale } = await store().addSale(newSale());
    const moves = await Promise.all(
      ['a', 'b', 'c'].map((commandId) =>
        store().moveSale({
          id: sale.id,
          from: ['awaiting-contact'],
          set: { state: 'fiscalising', commandId, electronically: true },
          now: 9_000,
        }),
      ),
    );
    expect(moves.map((one) => one.moved)).toEqual([true, false, false]);
    const last = (await reopen()).getSale({ id: sale.id });
    expect(await last).toEqual({ ...moves[0]?.sale });
    expect(moves[2]?.sale).toMatchObject({ state: 'fiscalising', commandId: 'a', electronically: true, version: 2 });
    const stale = { id: sale.id, from: ['fiscalising'], commandId: 'b', set: { state: 'failed' }, now: 1 } as const;
    expect(await store().moveSale(stale)).toMatchObject({ moved: false, sale: { state: 'fiscalising' } });
    expect(await store().moveSale({ ...stale, id: 'none' })).toEqual({ moved: false, sale: null });
  });

  test('sales are listed by register and state, and by when something is to be done', async () => {
    const made: string[] = [];
    for (const [index, state] of (['awaiting-contact', 'failed', 'awaiting-contact', 'fiscalised'] as const).entries())
      made.push((await store().addSale(newSale({ state, dueAt: index === 1 ? null : 1_000 * (5 - index) }))).sale.id);
    const states = ['awaiting-contact', 'failed'] as const;
    const ids = async (newestFirst: boolean, register = '1') =>
      (await store().listSales({ register, states, newestFirst, limit: 2 })).map((one) => made.indexOf(one.id));
    expect(await ids(false)).toEqual([0, 1]);
    expect(await ids(true)).toEqual([2, 1]);
    expect(await ids(true, '2')).toEqual([]);
    const { due, next } = await store().dueSales({ now: 3_000, limit: 10 });
    expect([due.map((one) => made.indexOf(one.id)), next]).toEqual([[3, 2], 5_000]);
  });

  test('a form opens once, a receipt knows its sale, ended sales go by age', async () => {
    const { sale } = await store().addSale(newSale({ createdAt: 10, state: 'fiscalised' }));
    const { sale: open } = await store().addSale(newSale({ createdAt: 10 }));
    expect(await store().openForm({ id: sale.id })).toEqual({ register: '1' });
    expect(await store().openForm({ id: sale.id })).toBeNull();
    await store().moveSale({ id: sale.id, from: ['fiscalised'], set: { receiptId: 'r' }, now: 20 });
    expect(await store().saleOfReceipt({ receiptId: 'r' })).toEqual({ id: sale.id, register: '1' });
    expect(await store().saleOfReceipt({ receiptId: 'x' })).toBeNull();
    expect(await store().purgeSales({ before: 20, limit: 10 })).toBe(1);
    expect(await store().getSale({ id: open.id })).not.toBeNull();
  });

  test('a contact that is erased is erased from its sales', async () => {
    const sealed = Buffer.from('sealed');
    const { sale } = await store().addSale(
      newSale({ contactSealed: sealed, contactHash: 'h', contactMask: 'i***@mail.ru' }),
    );
    await store().eraseContact({ contactHash: 'h', now: 5 });
    expect(await store().getSale({ id: sale.id })).toMatchObject({
      contactSealed: null,
      contactHash: null,
      contactMask: null,
    });
  });
}
