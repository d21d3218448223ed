import { type Decimal, type Kopecks, LARGEST_SUM, parseDecimal, toKopecks } from '../receipt/money.ts';
import { exactNumber, isObject, type Json, JsonNumber } from './json-text.ts';

/** Absent, `null`, `""`, and what holds nothing. */
export function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

export const isZero = (value: Json) => value === false || exactNumber(value) === '0';

export const isWhole = (value: Json): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** A text, or a number as its exact text; undefined for anything else. */
export function scalar(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  return exactNumber(value) ?? (value instanceof JsonNumber ? value.source : undefined);
}

/** The exact value of a number, or of a text with a point or a comma. */
export function exact(value: Json): Decimal | undefined {
  return typeof value === 'string' ? parseDecimal(value) : exactNumber(value);
}

/** Roubles from a program that counts in floating point: `59.699999999999996` is meant as 59.70, `12.345` as nothing. */
export function withoutNoise(roubles: Decimal): Decimal {
  const [whole = '', fraction = ''] = roubles.split('.');
  if (!/^\d\d(0{6}|9{6})/.test(fraction)) return roubles;
  const kopecks = BigInt(whole + fraction.slice(0, 2)) + (fraction[2] === '9' ? 1n : 0n);
  const digits = String(kopecks).padStart(3, '0');
  return parseDecimal(`${digits.slice(0, -2)}.${digits.slice(-2)}`) ?? roubles;
}

/** Kopecks from a whole number of them. */
export function wholeKopecks(decimal: Decimal): Kopecks | undefined {
  return /^\d{1,15}$/.test(decimal) && Number(decimal) <= LARGEST_SUM ? toKopecks(Number(decimal)) : undefined;
}
