import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPosted, readReceipt, readReceipts } from '../../src/formats/index.ts';
import { Problem } from '../../src/texts/problem.ts';

const bare = {
  code: 3,
  operationType: 1,
  dateTime: '2026-11-20T12:14:00',
  fiscalDriveNumber: '9999078900001234',
  fiscalDocumentNumber: 1,
  fiscalSign: 1,
  items: [{ name: 'Пакет', price: 1500, quantity: 1, sum: 1500 }],
  totalSum: 1500,
  cashTotalSum: 1500,
};
const item = bare.items[0];

function problem(input: string | Uint8Array): Problem {
  try {
    readReceipts(input);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('a wrong field is named by its path', () => {
  test.each([
    ['totalSum', { ...bare, totalSum: undefined }],
    ['totalSum', { ...bare, totalSum: 'много' }],
    ['totalSum', { ...bare, totalSum: -1 }],
    ['totalSum', { ...bare, totalSum: 1e15 }],
    ['operationType', { ...bare, operationType: 'приход' }],
    ['operationType', { ...bare, operationType: null }],
    ['dateTime', { ...bare, dateTime: '2026-13-01T10:00:00' }],
    ['dateTime', { ...bare, dateTime: 'вчера' }],
    ['dateTime', { ...bare, dateTime: {} }],
    ['fiscalSign', { ...bare, fiscalSign: 4294967296 }],
    ['fiscalSign', { ...bare, fiscalSign: 'abc' }],
    ['fiscalDriveNumber', { ...bare, fiscalDriveNumber: '73804409000000011' }],
    ['fiscalDriveNumber', { ...bare, fiscalDriveNumber: '123' }],
    ['items', { ...bare, items: 'нет' }],
    ['items[0]', { ...bare, items: [1] }],
    ['items[1].sum', { ...bare, items: [item, { ...item, sum: null }] }],
    ['items[0].quantity', { ...bare, items: [{ ...item, quantity: 'две' }] }],
    ['items[0].quantity', { ...bare, items: [{ ...item, quantity: -2 }] }],
    ['items[0].price', { ...bare, totalSum: 1500, items: [{ ...item, price: '15 руб' }] }],
    ['items[0].nds', { ...bare, items: [{ ...item, nds: 'двадцать' }] }],
    ['items[0].name', { ...bare, items: [{ ...item, name: { ru: 'Пакет' } }] }],
    ['items[0].name', { ...bare, items: [{ ...item, name: 'я'.repeat(1001) }] }],
    ['items', { ...bare, items: Array.from({ length: 1001 }, () => item) }],
    ['internetSign', { ...bare, internetSign: 'да' }],
    ['properties', { ...bare, properties: 'x' }],
  ])('%s', (path, value) => {
    const found = problem(JSON.stringify(value));
    expect(found.path).toBe(path);
    expect(found.status).toBe(400);
    for (const language of ['ru', 'en'] as const) expect(found.tell(language)).toMatch(/^[^\n{}]+\.$/);
  });

  test('through its wrappings', () => {
    const wrapped = [{ ticket: { document: { receipt: { ...bare, items: [{ ...item, sum: 1.5 }] } } } }];
    expect(problem(JSON.stringify(wrapped)).path).toBe('[0].ticket.document.receipt.items[0].sum');
    expect(problem(JSON.stringify({ payload: JSON.stringify({ ...bare, totalSum: 'x' }) })).path).toBe(
      'payload.totalSum',
    );
    expect(problem(JSON.stringify({ receipt: { ...bare, totalSum: 'x' }, to: 'a@b.ru' })).path).toBe(
      'receipt.totalSum',
    );
  });
});

describe('what is no receipt at all', () => {
  test.each([
    ['', 'inputEmpty'],
    ['\ufeff \n', 'inputEmpty'],
    ['{', 'jsonMalformed'],
    ['{"a":1,}', 'jsonMalformed'],
    ['[1,2', 'jsonMalformed'],
    ['<xml/>', 'jsonMalformed'],
    ['{"a":NaN}', 'jsonMalformed'],
    ['{"a":01}', 'jsonMalformed'],
    ["{'a':1}", 'jsonMalformed'],
    ['"\u0001"', 'jsonMalformed'],
    ['null', 'receiptFormatUnknown'],
    ['42', 'receiptFormatUnknown'],
    ['"text"', 'receiptFormatUnknown'],
    ['{}', 'receiptFormatUnknown'],
    ['[]', 'receiptFormatUnknown'],
    ['[null]', 'receiptFormatUnknown'],
    ['{"code":5,"data":"чек ещё не поступил"}', 'receiptFormatUnknown'],
    ['{"ticket":{"document":{}}}', 'receiptFormatUnknown'],
    ['{"payload":"{"}', 'jsonMalformed'],
    ['{"__proto__":{"totalSum":1,"items":[]}}', 'receiptFormatUnknown'],
    [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'bodyTooDeep'],
    [`{"a":${'{"a":'.repeat(40)}1${'}'.repeat(41)}`, 'bodyTooDeep'],
    [JSON.stringify({ payload: JSON.stringify({ payload: '['.repeat(50) }) }), 'bodyTooDeep'],
  ])('%s', (input, code) => {
    const found = problem(input);
    expect(found.code).toBe(code);
    expect(found.tell('ru')).toMatch(/^[^\n{}]+\.$/);
  });

  test('a key that stands twice in one object is named, however it is written', () => {
    const text = JSON.stringify({ ...bare, messageFiscalSign: 1 });
    const twice = [
      text.replace('"totalSum"', '"totalSum" : 1, "totalSum"'),
      text.replace('"totalSum"', '"\\u0074otalSum":1,"totalSum"'),
      text.replace('"totalSum"', '"totalSum":9297262010185070123,"totalSum"'),
      JSON.stringify({ payload: text.replace('"totalSum"', '"totalSum":[{}],"totalSum"') }),
    ];
    for (const input of twice)
      expect(problem(input)).toMatchObject({ code: 'jsonKeyTwice', params: { name: 'totalSum' } });
    expect(readReceipts(text.replace('"Пакет"', '"a: {\\"b\\": 1}"'))).toHaveLength(1);
  });

  test('bytes that are not UTF-8', () => {
    expect(problem(Uint8Array.of(0x7b, 0xcf, 0xf0, 0x7d)).code).toBe('textNotUtf8');
  });

  test('any text ends in a Problem or a receipt', () => {
    const anyKey = fc.constantFrom(
      'ticket',
      'document',
      'receipt',
      'payload',
      'items',
      'totalSum',
      'dateTime',
      'nds',
      'properties',
      'x',
    );
    const { node } = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 6 },
        fc.jsonValue(),
        fc.dictionary(anyKey, tie('node')),
        fc.array(tie('node'), { maxLength: 3 }),
      ),
    }));
    const anyInput = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      node.map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(anyInput, (input) => {
        try {
          readReceipts(input);
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('any broken field of a receipt ends in a Problem or a receipt', () => {
    const keys = Object.keys(bare) as (keyof typeof bare)[];
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.jsonValue(), (key, value) => {
        try {
          readReceipts(JSON.stringify({ ...bare, [key]: value }));
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

test('a byte order mark is skipped, in bytes and in text', () => {
  const text = `\ufeff${JSON.stringify(bare)}`;
  expect(readReceipt(text).receipt.total).toBe(1500);
  expect(readReceipt(new TextEncoder().encode(text)).receipt.total).toBe(1500);
});

test('several receipts of one file, and the one who wanted a single', () => {
  const app = { ticket: { document: { receipt: bare } } };
  expect(readReceipts(JSON.stringify([app, app, app]))).toHaveLength(3);
  expect(() => readReceipt(JSON.stringify([app, app]))).toThrowError(
    expect.objectContaining({ code: 'receiptNotOne' }),
  );
});

test('a number of many digits keeps them all', () => {
  const text = JSON.stringify(bare).replace('"9999078900001234"', '9960440332522865');
  expect(readReceipt(text).receipt.fiscalDriveNumber).toBe('9960440332522865');
  const weighed = JSON.stringify(bare).replace('"quantity":1', '"quantity":0.1234567890123456789');
  expect(readReceipt(weighed).receipt.items[0]?.quantity).toBe('0.1234567890123456789');
  const tiny = JSON.stringify(bare).replace('"quantity":1', '"quantity":1.5e-7');
  expect(readReceipt(tiny).receipt.items[0]?.quantity).toBe('0.00000015');
});

test('control signs of a name become spaces, with a warning', () => {
  const { receipt, warnings } = readReceipt(
    JSON.stringify({ ...bare, items: [{ ...item, name: 'Пакет\r\nBcc: x\u0000\u2028y' }] }),
  );
  expect(receipt.items[0]?.name).toBe('Пакет Bcc: x y');
  expect(warnings).toContainEqual({ code: 'controlSigns', path: 'items[0].name', params: {} });
});

test('250 items, a total above ten millions, a sign of 1', () => {
  const items = Array.from({ length: 250 }, (_, index) => ({
    ...item,
    name: `Товар ${index}`,
    price: 5_000_000,
    sum: 5_000_000,
  }));
  const { receipt, warnings } = readReceipt(
    JSON.stringify({ ...bare, items, totalSum: 1_250_000_000, cashTotalSum: 1_250_000_000 }),
  );
  expect(receipt).toMatchObject({ total: 1_250_000_000, fiscalSign: '1' });
  expect(receipt.items).toHaveLength(250);
  expect(warnings).toEqual([]);
});

test('an envelope is told apart from its receipt', () => {
  const { receipts, envelope } = readPosted(
    JSON.stringify({ receipt: bare, to: 'buyer@example.com', channel: 'email' }),
  );
  expect(receipts[0]?.receipt.total).toBe(1500);
  expect(envelope).toEqual({ to: 'buyer@example.com', channel: 'email' });
  expect(readPosted(JSON.stringify(bare))).not.toHaveProperty('envelope');
  const sample = readFileSync(join(import.meta.dirname, '../../samples/1-grocery.json'), 'utf8');
  expect(
    readPosted(`{"receipt":${sample.slice(sample.indexOf('{'), sample.lastIndexOf('}') + 1)},"to":"a@example.com"}`)
      .receipts[0]?.format,
  ).toBe('fns-app');
});
