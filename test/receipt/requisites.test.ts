import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Decimal, Kopecks } from '../../src/receipt/money.ts';
import type { Receipt } from '../../src/receipt/receipt.ts';
import { requisites } from '../../src/receipt/requisites.ts';
import { anyReceipt } from './arbitrary.ts';

const complete: Receipt = {
  form: 3,
  ffd: '1.05',
  calculationType: 1,
  dateTime: '2026-11-20T12:14:00',
  fiscalDriveNumber: '9999078900001234',
  fiscalDocumentNumber: 1204,
  fiscalSign: '85813599',
  registrationNumber: '0009990001010101',
  shiftNumber: 57,
  numberInShift: 12,
  seller: { name: 'ООО «Пример»', inn: '7700000000' },
  items: [{ name: 'Пакет', price: 1500 as Kopecks, quantity: '1' as Decimal, sum: 1500 as Kopecks, vatRate: 6 }],
  total: 1500 as Kopecks,
  payments: { cash: 1500 as Kopecks },
  vat: [{ rate: 6, sum: 1500 as Kopecks }],
};
const missing = (receipt: Receipt, contact?: string) =>
  requisites(receipt, contact)
    .filter((one) => one.required === 'always' && !one.present)
    .map(({ tag }) => tag);

test('complete by table 48', () => expect(missing(complete)).toEqual([]));

test('FFD 1.2 asks for the address and the place as well (table 146)', () => {
  expect(missing({ ...complete, ffd: '1.2' })).toEqual([1009, 1187]);
});

test('FFD 1.05 asks for at least one sum of VAT, the others do not', () => {
  expect(missing({ ...complete, vat: [] })).toEqual([1102]);
  expect(missing({ ...complete, vat: [], ffd: '1.0' })).toEqual([]);
});

test('an e-mailed receipt must have its QR', () => {
  expect(missing({ ...complete, dateTime: '2026-11-20' }, 'buyer@example.com')).toEqual([1012, 1196]);
  expect(missing({ ...complete, dateTime: '2026-11-20' }, '+79990000000')).toEqual([1012]);
});

test.each([
  ['fiscalDriveNumber', 1041],
  ['fiscalDocumentNumber', 1040],
  ['fiscalSign', 1077],
  ['registrationNumber', 1037],
  ['shiftNumber', 1038],
  ['numberInShift', 1042],
] as const)('without %s the tag %d is missing', (field, tag) => {
  const { [field]: _, ...rest } = complete;
  expect(missing(rest as Receipt)).toContain(tag);
});

describe('a correction', () => {
  test('asks for its type, date, and by order for the number (table 147)', () => {
    expect(missing({ ...complete, form: 31 })).toEqual([1173, 1178]);
    expect(missing({ ...complete, form: 31, correction: { type: 1, date: '2026-11-19' } })).toEqual([1179]);
    expect(missing({ ...complete, form: 41, items: [], correction: { type: 0, date: '2026-11-19' } })).toEqual([]);
  });
});

test('values are those that are printed', () => {
  const values = new Map(requisites(complete, '+79990000000').map(({ tag, value }) => [tag, value]));
  expect(
    Object.fromEntries([1000, 1012, 1054, 1020, 1077, 1102, 1008, 1031].map((tag) => [tag, values.get(tag as never)])),
  ).toEqual({
    1000: 'КАССОВЫЙ ЧЕК',
    1008: '+79990000000',
    1012: '20.11.26 12:14',
    1020: '15.00',
    1031: '15.00',
    1054: 'ПРИХОД',
    1077: '0085813599',
    1102: 'ИТОГО без НДС: 15.00',
  });
});

test('any receipt has its list, named in both languages', () => {
  fc.assert(
    fc.property(
      anyReceipt(),
      fc.option(fc.constantFrom('a@b.example', '+79990000000'), { nil: undefined }),
      (receipt, contact) => {
        for (const language of ['ru', 'en'] as const)
          for (const { name, present, value } of requisites(receipt, contact, language)) {
            expect(name).not.toMatch(/^receipt\./);
            expect(present).toBe(value !== undefined);
          }
      },
    ),
  );
});

test('what belongs to an item is listed with the number of items that carry it: agent, supplier, customs, fraction', () => {
  const [item] = complete.items;
  if (!item) throw new Error('no item');
  const receipt: Receipt = {
    ...complete,
    ffd: '1.2',
    internetOnly: true,
    items: [
      {
        ...item,
        agentType: 64,
        supplier: { name: 'ООО «Поставщик»', inn: '7700000000' },
        originCountry: '643',
        customsDeclaration: '10001000/010126/0000001',
        fraction: { numerator: 1, denominator: 2 },
        industryRequisites: [{ value: 'mode=horeca' }],
      },
      item,
    ],
  };
  const found = new Map(requisites(receipt).map(({ tag, value }) => [tag, value]));
  expect([1222, 1224, 1226, 1230, 1231, 1260, 1291].map((tag) => found.get(tag))).toEqual(Array(7).fill('1/2'));
  expect(found.get(1108)).toBe('1');
  expect(found.get(1223)).toBeUndefined();
});
