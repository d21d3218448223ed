import { type Decimal, parseDecimal } from '../receipt/money.ts';
import { Problem } from '../texts/problem.ts';

/** Nesting that a real document never reaches; deeper input is refused before it is parsed. */
const DEEPEST = 32;

/** A number of a JSON text kept by its source: `9297262010185070123`, `0.10`, `9.29e+18` lose nothing. */
export class JsonNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  /** The exact value; undefined where its exponent makes more than 30 digits. */
  decimal(): Decimal | undefined {
    const [mantissa = '', exponent = '0'] = this.source.toLowerCase().split('e');
    const shift = Number(exponent);
    if (shift === 0) return parseDecimal(mantissa);
    if (Math.abs(shift) > 30) return undefined;
    const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
    const digits = whole + fraction;
    const point = whole.length + shift;
    const padded = point <= 0 ? `${'0'.repeat(1 - point)}${digits}` : digits.padEnd(point, '0');
    const at = Math.max(point, 1);
    const text = at < padded.length ? `${padded.slice(0, at)}.${padded.slice(at)}` : padded;
    return parseDecimal(mantissa.startsWith('-') ? `-${text}` : text);
  }

  toString(): string {
    return this.source;
  }
}

export type Json = null | boolean | string | JsonNumber | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

/** True for a JSON object (not null, a list or a number). */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber);
}

/** Text of UTF-8 bytes, a byte order mark skipped. Throws the Problem `textNotUtf8`. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem('textNotUtf8');
  }
}

/** Parses JSON without losing a digit of its numbers. Throws the Problem `jsonMalformed`, or `bodyTooDeep` before parsing. */
export function parseLossless(text: string): Json {
  const source = text.replace(/^\ufeff/, '');
  refuseDeep(source);
  const keep = (_key: string, value: Json | number, context?: { source: string }): Json =>
    typeof value === 'number' ? new JsonNumber(context?.source ?? String(value)) : value;
  try {
    return JSON.parse(source, keep) as Json;
  } catch (cause) {
    throw new Problem('jsonMalformed', { cause });
  }
}

function refuseDeep(text: string): void {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    if (quoted) {
      if (sign === 0x5c) i++;
      else if (sign === 0x22) quoted = false;
    } else if (sign === 0x22) quoted = true;
    else if (sign === 0x7b || sign === 0x5b) {
      if (++depth > DEEPEST) throw new Problem('bodyTooDeep', { params: { limit: DEEPEST } });
    } else if (sign === 0x7d || sign === 0x5d) depth--;
  }
}

/** The value with its numbers as JavaScript's own. */
export function plain(value: Json): unknown {
  if (value instanceof JsonNumber) return Number(value.source);
  if (Array.isArray(value)) return value.map(plain);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)])) : value;
}
