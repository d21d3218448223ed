import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { receiptKey } from '../../src/receipt/key.ts';
import type { Kopecks } from '../../src/receipt/money.ts';
import { parseQr, qrText } from '../../src/receipt/qr.ts';
import type { Receipt } from '../../src/receipt/receipt.ts';
import { anyReceipt } from './arbitrary.ts';

const receipt: Receipt = {
  form: 3,
  ffd: '1.2',
  calculationType: 1,
  dateTime: '2026-10-08T13:05:42',
  fiscalDriveNumber: '7380440902582955',
  fiscalDocumentNumber: 9895,
  fiscalSign: '85813599',
  seller: {},
  items: [],
  total: 80730 as Kopecks,
  payments: {},
  vat: [],
};

test('the official example, to the letter', () => {
  const example: Receipt = {
    ...receipt,
    dateTime: '2015-07-20T16:38',
    total: 999999900 as Kopecks,
    fiscalDriveNumber: '000110000105',
    fiscalDocumentNumber: 12345678,
    fiscalSign: '123456',
    calculationType: 2,
  };
  expect(qrText(example)).toBe('t=20150720T1638&s=9999999.00&fn=000110000105&i=12345678&fp=123456&n=2');
});

test('the sign is not padded, seconds are left out', () => {
  expect(qrText(receipt)).toBe('t=20261008T1305&s=807.30&fn=7380440902582955&i=9895&fp=85813599&n=1');
  expect(qrText({ ...receipt, fiscalSign: '1' })).toContain('&fp=1&');
});

test("the register's own text is kept to the letter", () => {
  const qr = 't=20261008t130542&s=807.3&fn=7380440902582955&i=9895&fp=0085813599&n=1';
  expect(qrText({ ...receipt, qr })).toBe(qr);
});

test.each([
  ['fiscalDriveNumber', 'ФН (1041)'],
  ['fiscalDocumentNumber', 'ФД (1040)'],
  ['fiscalSign', 'ФП (1077)'],
] as const)('without %s there is neither a QR nor a key, and the tag is named', (field, tag) => {
  const { [field]: _, ...rest } = receipt;
  expect(() => qrText(rest as Receipt)).toThrowError(
    expect.objectContaining({ code: 'receiptWithoutQr', params: { missing: tag } }),
  );
  expect(() => receiptKey(rest as Receipt)).toThrowError(
    expect.objectContaining({ code: 'receiptWithoutKey', params: { missing: tag } }),
  );
});

test('a date without a time makes no QR', () => {
  expect(() => qrText({ ...receipt, dateTime: '2026-10-08' })).toThrowError(
    expect.objectContaining({ params: { missing: 'время (1012)' } }),
  );
});

describe('reading a QR', () => {
  test.each([
    't=20240917t1801&s=1285.21&fn=7281440536434520&i=30526&fp=1216087572&n=1',
    't=20240917T180100&s=1285.21&fn=7281440536434520&i=30526&fp=1216087572&n=1',
    'n=1&fp=01216087572&i=0030526&fn=7281440536434520&s=1285.210&t=20240917T1801&x=9',
    'https://check.example/?t=20240917T1801&s=1285,21&fn=7281440536434520&i=30526&fp=1216087572&n=1',
    ' T=20240917T1801&S=1285.21&FN=7281440536434520&I=30526&FP=1216087572&N=1\r\n',
  ])('%s', (text) =>
    expect(parseQr(text)).toMatchObject({
      dateTime: expect.stringMatching(/^2024-09-17T18:01/),
      total: 128521,
      fiscalDriveNumber: '7281440536434520',
      fiscalDocumentNumber: 30526,
      fiscalSign: '1216087572',
      calculationType: 1,
    }),
  );

  test.each([
    '',
    'hello',
    't=20240917T1801&s=1285.21',
    't=20241317T1801&s=1&fn=7281440536434520&i=1&fp=1&n=1',
    't=20240917T1801&s=1&fn=7281440536434520&i=1&fp=4294967296&n=1',
    't=20240917T1801&s=1&fn=7281440536434520&i=1&fp=1&n=5',
    't=20240917T1801&s=1e3&fn=7281440536434520&i=1&fp=1&n=1',
    'mailto:buyer@example.com',
  ])('refuses «%s»', (text) => expect(parseQr(text)).toBeUndefined());

  test('any text that is made is read back', () => {
    fc.assert(
      fc.property(anyReceipt({ maxItems: 0 }), (any) => {
        const whole: Receipt = {
          ...receipt,
          total: any.total,
          dateTime: any.dateTime.length > 10 ? any.dateTime : receipt.dateTime,
          fiscalSign: any.fiscalSign ?? '1',
          fiscalDocumentNumber: any.fiscalDocumentNumber ?? 1,
          calculationType: (any.calculationType % 4) + 1,
        };
        expect(parseQr(qrText(whole))).toEqual({
          dateTime: whole.dateTime.slice(0, 16),
          total: whole.total,
          ...receiptKey(whole),
          calculationType: whole.calculationType,
        });
      }),
    );
  });
});
