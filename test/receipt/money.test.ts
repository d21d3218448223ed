import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Decimal,
  displayRoubles,
  formatRoubles,
  isCostOf,
  isDecimal,
  type Kopecks,
  multiply,
  parseDecimal,
  parseRoubles,
} from '../../src/receipt/money.ts';
import { anyQuantity, anySum } from './arbitrary.ts';

const decimal = (text: string) => text as Decimal;
const kopecks = (amount: number) => amount as Kopecks;

describe('roubles as text', () => {
  test.each([
    ['12', 1200],
    ['12.5', 1250],
    ['12,50', 1250],
    ['0.1', 10],
    ['0,070', 7],
    [' 1 240,50 ', 124050],
    ['1\u00a0240,5', 124050],
    ['12\u202f345\u202f678.90', 1234567890],
    ['-0.01', -1],
  ])('%s', (text, expected) => expect(parseRoubles(text)).toBe(expected));

  test.each([
    '',
    '1e3',
    '12.345',
    '1.2.3',
    '.5',
    '5.',
    '12 руб',
    'NaN',
    '0x10',
    '99999999999999999',
    '1,234.50',
    '--1',
    '١٢',
  ])('refuses «%s»', (text) => expect(parseRoubles(text)).toBeUndefined());

  test('printed and displayed', () => {
    expect(formatRoubles(kopecks(124050))).toBe('1240.50');
    expect(formatRoubles(kopecks(5))).toBe('0.05');
    expect(displayRoubles(kopecks(124050))).toBe('1\u00a0240,50');
    expect(displayRoubles(kopecks(1_000_000_000))).toBe('10\u00a0000\u00a0000,00');
    expect(displayRoubles(kopecks(-7))).toBe('-0,07');
  });

  test('any sum is read back from what is printed or displayed', () => {
    fc.assert(
      fc.property(anySum(), (sum) => {
        expect(parseRoubles(formatRoubles(sum))).toBe(sum);
        expect(parseRoubles(displayRoubles(sum))).toBe(sum);
      }),
    );
  });
});

describe('decimals', () => {
  test.each([
    ['007', '7'],
    ['1,500', '1.5'],
    ['-0.0', '0'],
    ['+3', '3'],
    ['0.000001', '0.000001'],
  ])('%s is %s', (text, canonical) => expect(parseDecimal(text)).toBe(canonical));

  test.each(['1e3', 'Infinity', '', '1_000', '1,2,3'])('refuses «%s»', (text) =>
    expect(parseDecimal(text)).toBeUndefined(),
  );

  test('reading is idempotent', () => {
    fc.assert(
      fc.property(anyQuantity(), (quantity) => {
        expect(parseDecimal(quantity)).toBe(quantity);
        expect(isDecimal(quantity)).toBe(true);
      }),
    );
  });
});

describe('price × quantity', () => {
  test.each([
    [52_50, '41.905', 220001],
    [89900, '0.352', 31645],
    [1, '0.5', 1],
    [1, '0.4', 0],
    [100, '0.333333', 33],
  ])('%d × %s = %d', (price, quantity, cost) => expect(multiply(kopecks(price), decimal(quantity))).toBe(cost));

  test('is exact beyond 2^53 and agrees with the check of a cost', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000).map(kopecks), anyQuantity(), (price, quantity) => {
        const cost = multiply(price, quantity);
        expect(isCostOf(cost, price, quantity)).toBe(true);
        expect(isCostOf(kopecks(cost + 2), price, quantity)).toBe(false);
      }),
    );
  });
});
