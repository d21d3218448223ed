import fc from 'fast-check';
import type { Static } from 'typebox';
import { expect, expectTypeOf, test } from 'vitest';
import { receiptFromJson, receiptToJson } from '../../src/receipt/json.ts';
import type { Receipt } from '../../src/receipt/receipt.ts';
import type { receiptSchema } from '../../src/receipt/schema.ts';
import { Problem } from '../../src/texts/problem.ts';
import { anyReceipt } from './arbitrary.ts';

const small = {
  form: 3,
  ffd: '1.2',
  calculationType: 1,
  dateTime: '2026-11-20T12:14:00',
  seller: {},
  items: [{ price: 1500, quantity: '1', sum: 1500 }],
  total: 1500,
  payments: {},
  vat: [],
};

test('the schema and the type are one', () => {
  expectTypeOf<Static<typeof receiptSchema>>().toExtend<Receipt>();
  expectTypeOf<Receipt>().toExtend<Static<typeof receiptSchema>>();
});

test('any receipt the model can hold survives JSON → model → JSON', () => {
  fc.assert(
    fc.property(anyReceipt(), (receipt) => {
      const text = JSON.stringify(receiptToJson(receipt));
      const back = receiptFromJson(JSON.parse(text));
      expect(back).toEqual(receipt);
      expect(JSON.stringify(receiptToJson(back))).toBe(text);
    }),
  );
});

test.each([
  ['total', { ...small, total: 15.5 }],
  ['total', { ...small, total: -1 }],
  ['total', { ...small, total: 2 ** 60 }],
  ['total', { ...small, total: '1500' }],
  ['items[0].quantity', { ...small, items: [{ ...small.items[0], quantity: '1.50' }] }],
  ['items[0].quantity', { ...small, items: [{ ...small.items[0], quantity: '1e3' }] }],
  ['items[0].sum', { ...small, items: [{ price: 1, quantity: '1' }] }],
  ['items[0].name', { ...small, items: [{ ...small.items[0], name: 'a\nb' }] }],
  ['items[0].name', { ...small, items: [{ ...small.items[0], name: '\ud800' }] }],
  ['items[0].colour', { ...small, items: [{ ...small.items[0], colour: 'red' }] }],
  ['items', { ...small, items: Array.from({ length: 1001 }, () => small.items[0]) }],
  ['dateTime', { ...small, dateTime: '2026-02-30T12:00' }],
  ['dateTime', { ...small, dateTime: '2026-11-20T25:00' }],
  ['dateTime', { ...small, dateTime: '2026-11-20T12:00:00Z' }],
  ['fiscalSign', { ...small, fiscalSign: '4294967296' }],
  ['fiscalSign', { ...small, fiscalSign: '0085813599' }],
  ['fiscalDriveNumber', { ...small, fiscalDriveNumber: '738044090000000X' }],
  ['seller.name', { ...small, seller: { name: '' } }],
  ['seller', { ...small, seller: null }],
  ['', null],
  ['', []],
  ['', 'text'],
])('a wrong %s is named', (path, value) => {
  const problem = caught(() => receiptFromJson(value));
  expect(problem.path).toBe(path);
  expect(problem.tell('ru')).toMatch(/^[^\n]+\.$/);
});

test('the path begins at the root given', () => {
  expect(caught(() => receiptFromJson({ ...small, total: 1.5 }, 'receipt')).path).toBe('receipt.total');
});

function caught(act: () => unknown): Problem {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
