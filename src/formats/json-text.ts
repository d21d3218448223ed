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

export type Json = null | boolean | string | number | JsonNumber | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

/** True for a JSON object (not null, a list or a number). */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber);
}

/** The exact value of a number, undefined for anything else. A number of JavaScript stands only for a source it is equal to. */
export function exactNumber(value: Json): Decimal | undefined {
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? (String(value) as Decimal) : new JsonNumber(String(value)).decimal();
  return value instanceof JsonNumber ? value.decimal() : undefined;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Text of UTF-8 bytes, a byte order mark skipped. Throws the Problem `textNotUtf8`. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Problem('textNotUtf8');
  }
}

const keepSource = (_key: string, value: Json, context?: { source: string }): Json =>
  typeof value === 'number' ? new JsonNumber(context?.source ?? String(value)) : value;

/**
 * Parses JSON without losing a digit of its numbers: they are kept by their source where JavaScript's would differ. (Keeping each is six
 * times slower.) Throws the Problem `jsonMalformed`, `inputEmpty`, `jsonKeyTwice` (JavaScript would keep the last one in silence), or
 * `bodyTooDeep` before parsing.
 */
export function parseLossless(text: string): Json {
  const source = text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
  if (source.trim() === '') throw new Problem('inputEmpty');
  const { lossy, keys } = scan(source);
  let json: Json;
  try {
    json = (lossy ? JSON.parse(source, keepSource) : JSON.parse(source)) as Json;
  } catch (cause) {
    throw new Problem('jsonMalformed', { cause });
  }
  if (keysOf(json) !== keys) throw new Problem('jsonKeyTwice', { params: { name: repeatedKey(source) } });
  return json;
}

const BYTE_ORDER_MARK = 0xfeff;

/** Refuses nesting too deep; `lossy` if JavaScript may not give a number of the text back as it is written, and the number of keys. */
function scan(text: string): { lossy: boolean; keys: number } {
  let depth = 0;
  let lossy = false;
  let keys = 0;
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    if (sign === 0x22) i = endOfString(text, i);
    else if (sign === 0x3a) keys++;
    else if (sign === 0x7b || sign === 0x5b) {
      if (++depth > DEEPEST) throw new Problem('bodyTooDeep', { params: { limit: DEEPEST } });
    } else if (sign === 0x7d || sign === 0x5d) depth--;
    else if (isDigit(sign)) {
      const end = endOfNumber(text, i);
      lossy ||= end - i > 15 || isZeroOfFraction(text, end - 1) || isExponent(text.charCodeAt(end));
      i = end - 1;
    }
  }
  return { lossy, keys };
}

/** The digit at `at` is a zero after a decimal point: `0.10`, which JavaScript writes `0.1`. */
function isZeroOfFraction(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== 0x30) return false;
  let before = at - 1;
  while (isDigit(text.charCodeAt(before))) before--;
  return text.charCodeAt(before) === 0x2e;
}

const isDigit = (sign: number): boolean => sign >= 0x30 && sign <= 0x39;
const isExponent = (sign: number): boolean => sign === 0x65 || sign === 0x45;

/** How many keys the objects of a value have. */
function keysOf(value: Json): number {
  if (typeof value !== 'object' || value === null || value instanceof JsonNumber) return 0;
  let count = 0;
  if (Array.isArray(value)) for (const inner of value) count += keysOf(inner);
  else for (const key in value) count += 1 + keysOf(value[key] ?? null);
  return count;
}

/** The first key that stands twice in one object of a well-formed text. */
function repeatedKey(text: string): string {
  const open: Set<string>[] = [];
  for (let i = 0; i < text.length; i++) {
    const sign = text.charAt(i);
    if (sign === '"') {
      const end = endOfString(text, i);
      if (/^\s*:/.test(text.slice(end + 1, end + 100))) {
        const key = JSON.parse(text.slice(i, end + 1)) as string;
        if (open.at(-1)?.has(key)) return key;
        open.at(-1)?.add(key);
      }
      i = end;
    } else if (sign === '{' || sign === '[') open.push(new Set());
    else if (sign === '}' || sign === ']') open.pop();
  }
  return '';
}

/** The place after the digits and points that begin at `start`. */
function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  for (let sign = text.charCodeAt(end); isDigit(sign) || sign === 0x2e; sign = text.charCodeAt(end)) end++;
  return end;
}

/** The place of the quote that closes the string opened at `start`, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === 0x22) return at;
    if (sign === 0x5c) at++;
  }
  return text.length;
}

/** The value with its numbers as JavaScript's own; itself where they are so already. */
export function plain(value: Json): unknown {
  return holdsSource(value) ? copied(value) : value;
}

function holdsSource(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof JsonNumber) return true;
  if (Array.isArray(value)) return value.some(holdsSource);
  for (const key in value) if (holdsSource(value[key] ?? null)) return true;
  return false;
}

function copied(value: Json): unknown {
  if (value instanceof JsonNumber) return Number(value.source);
  if (Array.isArray(value)) return value.map(copied);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copied(inner)]))
    : value;
}
