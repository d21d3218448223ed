import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkReceipt } from '../../src/receipt/check.ts';
import { isInn, isRegistrationNumber } from '../../src/receipt/check-digits.ts';
import { type Decimal, type Kopecks, LARGEST_SUM } from '../../src/receipt/money.ts';
import type { Receipt, ReceiptItem } from '../../src/receipt/receipt.ts';
import { tellWarning } from '../../src/receipt/warning.ts';
import { anyReceipt } from './arbitrary.ts';

const kopecks = (amount: number) => amount as Kopecks;
const item = (sum: number, more: Partial<ReceiptItem> = {}): ReceiptItem => ({
  price: kopecks(sum),
  quantity: '1' as Decimal,
  sum: kopecks(sum),
  ...more,
});
const receipt = (items: ReceiptItem[], total: number, more: Partial<Receipt> = {}): Receipt => ({
  form: 3,
  ffd: '1.2',
  calculationType: 1,
  dateTime: '2026-11-20T12:14:00',
  seller: {},
  items,
  total: kopecks(total),
  payments: { cash: kopecks(total) },
  vat: [],
  ...more,
});
const codes = (one: Receipt) => checkReceipt(one).map(({ code, path }) => `${code} ${path}`);

describe('arithmetic', () => {
  test('what adds up is not mentioned', () => {
    const items = [item(12200, { vatRate: 11, vatSum: kopecks(2200) }), item(10000, { vatRate: 6 })];
    const vat = [
      { rate: 11, sum: kopecks(2200) },
      { rate: 6, sum: kopecks(10000) },
    ];
    expect(codes(receipt(items, 22200, { vat }))).toEqual([]);
  });

  test('a cost may differ from price × quantity by a kopeck', () => {
    const weighed = (sum: number) => item(sum, { price: kopecks(89900), quantity: '0.352' as Decimal });
    expect(codes(receipt([weighed(31644)], 31644))).toEqual([]);
    expect(codes(receipt([weighed(31646)], 31646))).toEqual(['itemCost items[0].sum']);
  });

  test('a total rounded to roubles is one thing, a wrong total another', () => {
    expect(codes(receipt([item(5338)], 5300))).toEqual(['totalRounded total']);
    expect(codes(receipt([item(5338)], 5200))).toEqual(['totalOfItems total']);
  });

  test('payments', () => {
    expect(codes(receipt([item(100)], 100, { payments: { cash: kopecks(50), prepaid: kopecks(50) } }))).toEqual([]);
    expect(codes(receipt([item(100)], 100, { payments: { cash: kopecks(50) } }))).toEqual(['paymentsOfTotal payments']);
    expect(codes(receipt([item(100)], 100, { payments: {}, ffd: '1.0' }))).toEqual([]);
  });

  test.each([
    [1, '2018-12-31T23:59', 1800, 11800],
    [1, '2019-01-01T00:00', 2000, 12000],
    [2, '2026-01-01T00:00', 1000, 11000],
    [7, '2026-01-01T00:00', 500, 10500],
    [8, '2026-01-01T00:00', 700, 10700],
    [9, '2026-01-01T00:00', 500, 10500],
    [11, '2026-01-01T00:00', 2200, 12200],
    [12, '2026-01-01T00:00', 2200, 12200],
  ])('rate %d at %s is %d of %d', (rate, dateTime, tax, sum) => {
    const of = (vat: number) =>
      codes(
        receipt([item(sum, { vatRate: rate, vatSum: kopecks(vat) })], sum, {
          dateTime,
          vat: [{ rate, sum: kopecks(tax) }],
        }),
      );
    expect(of(tax)).toEqual([]);
    expect(of(tax + 2)).toEqual(['itemVat items[0].vatSum']);
  });

  test('VAT of the receipt that its items or its total cannot hold', () => {
    const vat = (rate: number, sum: number) => ({ vat: [{ rate, sum: kopecks(sum) }] });
    expect(codes(receipt([item(12200, { vatRate: 11 })], 12200, vat(11, 1000)))).toEqual(['vatOfItems vat[0].sum']);
    expect(codes(receipt([item(12200)], 12200, vat(11, 5000)))).toEqual(['vatOfTotal vat[0].sum']);
  });
});

describe('codes and numbers', () => {
  test('a code the vocabulary does not know is told by its number', () => {
    const odd = receipt(
      [item(100, { vatRate: 99, paymentMethod: 9, paymentSubject: 99, measure: 99, agentType: 256 })],
      100,
      {
        form: 5,
        calculationType: 7,
        taxationSystem: 3,
      },
    );
    expect(codes(odd)).toEqual([
      'unknownCode form',
      'unknownCode calculationType',
      'unknownCode taxationSystem',
      'unknownCode items[0].vatRate',
      'unknownCode items[0].paymentMethod',
      'unknownCode items[0].paymentSubject',
      'unknownCode items[0].measure',
      'unknownCode items[0].agentType',
    ]);
  });

  test.each(['7707083893', '7825706086', '500100732259'])('ИНН %s', (inn) => expect(isInn(inn)).toBe(true));
  test.each(['7707083894', '500100732258', '', '123', '77070838930', 'ABCDEFGHIJ'])('not an ИНН: %s', (inn) =>
    expect(isInn(inn)).toBe(false),
  );

  test.each([
    ['0006828493046904', '7825706086', '0141870012176301'],
    ['0007993537061927', '4703148343', '00106925180632'],
    ['0007795807005569', '7825706086', '00105726645591'],
  ])('РН ККТ %s fits ИНН %s and %s', (number, inn, serial) => {
    expect(isRegistrationNumber(number, inn, serial)).toBe(true);
    const mistyped = number.replace(/.$/, (last) => String((Number(last) + 1) % 10));
    expect(isRegistrationNumber(mistyped, inn, serial)).toBe(false);
  });

  test('a mistyped ИНН, a short drive number, a missing time', () => {
    const odd = receipt([item(100)], 100, {
      seller: { inn: '7707083894' },
      fiscalDriveNumber: '999907890000',
      dateTime: '2026-11-20',
    });
    expect(codes(odd)).toEqual([
      'innCheckDigits seller.inn',
      'driveNumberLength fiscalDriveNumber',
      'dateWithoutTime dateTime',
    ]);
  });
});

test('any receipt is checked without failing, and every warning is a sentence in both languages', () => {
  fc.assert(
    fc.property(anyReceipt(), (any) => {
      for (const warning of checkReceipt(any))
        for (const language of ['ru', 'en'] as const) {
          const told = tellWarning(warning, language);
          expect(told).not.toMatch(/\{\{|undefined/);
          expect(told.length).toBeGreaterThan(10);
        }
    }),
  );
});

test('sums beyond 2^53 in all are still told', () => {
  const items = Array.from({ length: 1_000 }, () => item(LARGEST_SUM));
  expect(codes(receipt(items, 100))).toEqual(['totalOfItems total']);
});
