import { type Decimal, type Kopecks, LARGEST_SUM, roublesToKopecks, toKopecks } from '../receipt/money.ts';
import type { Warning } from '../receipt/warning.ts';
import { Problem, type ProblemCode } from '../texts/problem.ts';
import { isObject, type Json, JsonNumber, type JsonObject } from './json-text.ts';
import { exact, isEmpty, isWhole, isZero, scalar, wholeKopecks, withoutNoise } from './scalar.ts';

/** How a document is read: the unit of its sums, and where warnings go. */
export interface Reading {
  unit: 'kopecks' | 'roubles';
  warnings: Warning[];
}

// Half of a surrogate pair counts here: every sign of one does.
const UNPRINTED = /[\p{Cc}\u2028\u2029\ud800-\udfff]/u;
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;

/**
 * The fields of one JSON object, each read once by name. Absent, `null` and `""` are the same. A wrong value throws the Problem that names
 * its path; what nobody read is told by `unread`, so that no requisite is dropped in silence.
 *
 * Methods take the names a field goes by; the first with a value is read, and another one with the same value is taken as its repetition.
 */
export class Fields {
  readonly path: string;
  readonly reading: Reading;
  readonly #object: JsonObject;
  readonly #read = new Set<string>();

  constructor(object: JsonObject, path: string, reading: Reading) {
    this.#object = object;
    this.path = path;
    this.reading = reading;
  }

  /** The path of a field: `items[0].sum`. */
  at(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  has(name: string): boolean {
    return !isEmpty(this.#object[name]);
  }

  /** Printed text to the letter; control signs become spaces, with a warning. At most `limit` signs. */
  text(names: readonly string[], limit = 1_000): string | undefined {
    return this.#take(names, (value, name) => {
      const text = scalar(value);
      if (text === undefined) throw this.wrong('fieldNotText', name);
      const clean = UNPRINTED.test(text) ? text.toWellFormed().replace(CONTROLS, ' ') : text;
      if (clean.length > limit) throw this.wrong('fieldTooLong', name, { limit });
      if (clean !== text) this.warn('controlSigns', name);
      return clean === '' ? undefined : clean;
    });
  }

  /** Text without the spaces that pad it (ИНН, РН ККТ). */
  trimmed(names: readonly string[], limit?: number): string | undefined {
    return this.text(names, limit)?.trim() || undefined;
  }

  /** A marking code: spaces that pad it removed, its separators kept. */
  raw(names: readonly string[], limit = 1_000): string | undefined {
    return this.#take(names, (value, name) => {
      const text = scalar(value);
      if (text === undefined) throw this.wrong('fieldNotText', name);
      if (text.length > limit) throw this.wrong('fieldTooLong', name, { limit });
      return text.toWellFormed().replaceAll('\0', '').trimEnd() || undefined;
    });
  }

  /** Digits, of a text or a number, padding spaces removed. */
  digits(names: readonly string[], least: number, most: number): string | undefined {
    return this.#take(names, (value, name) => {
      const text = scalar(value)?.trim();
      if (text === '') return undefined;
      if (text === undefined || !/^\d+$/.test(text)) throw this.wrong('fieldNotDigits', name);
      if (text.length > most) throw this.wrong('fieldTooLong', name, { limit: most });
      if (text.length < least) throw this.wrong('fieldWrong', name);
      return text;
    });
  }

  /** A whole number of the format's 32 bits, as a number or as text. */
  whole(names: readonly string[]): number | undefined {
    return this.#take(names, (value, name) => {
      if (isWhole(value) && value < 2 ** 32) return value;
      const decimal = exact(value);
      if (decimal === undefined || !/^\d+$/.test(decimal)) throw this.wrong('fieldNotWhole', name);
      if (Number(decimal) >= 2 ** 32) throw this.wrong('fieldTooLarge', name, { limit: 2 ** 32 - 1 });
      return Number(decimal);
    });
  }

  /** Bits of an agent's sign: 0 and the -1 of one dialect mean none. */
  bits(names: readonly string[]): number | undefined {
    const name = names.find((one) => this.has(one));
    const negative = name !== undefined && exact(this.#object[name] ?? null) === '-1';
    if (negative) this.skip(name);
    return negative ? undefined : this.whole(names) || undefined;
  }

  decimal(names: readonly string[]): Decimal | undefined {
    return this.#take(names, (value, name) => {
      const decimal = exact(value);
      if (decimal === undefined) throw this.wrong('fieldNotDecimal', name);
      if (decimal.startsWith('-')) throw this.wrong('fieldTooSmall', name, { limit: 0 });
      if (decimal.length > 40) throw this.wrong('fieldTooLong', name, { limit: 40 });
      return decimal;
    });
  }

  /** A sum in the document's unit. */
  sum(names: readonly string[]): Kopecks | undefined {
    return this.#take(names, (value, name) => {
      if (this.reading.unit === 'kopecks' && isWhole(value) && value <= LARGEST_SUM) return toKopecks(value);
      const decimal = exact(value);
      if (decimal?.startsWith('-')) throw this.wrong('fieldTooSmall', name, { limit: 0 });
      const roubles = this.reading.unit === 'roubles';
      const sum =
        decimal === undefined ? undefined : roubles ? roublesToKopecks(withoutNoise(decimal)) : wholeKopecks(decimal);
      if (sum === undefined) throw this.wrong(roubles ? 'fieldNotRoubles' : 'fieldNotKopecks', name);
      return sum;
    });
  }

  /** A sign of one bit: 1, true and their texts are yes. */
  flag(names: readonly string[]): boolean | undefined {
    return this.#take(names, (value, name) => {
      const text = typeof value === 'boolean' ? String(value) : scalar(value)?.toLowerCase();
      if (text === '1' || text === 'true') return true;
      if (text === '0' || text === 'false') return false;
      throw this.wrong('fieldNotYesNo', name);
    });
  }

  /** A text or a list of texts, empty ones left out; undefined where none is left. */
  texts(names: readonly string[], limit = 100): string[] | undefined {
    return this.#take(names, (value, name) => {
      const list = Array.isArray(value) ? value : [value];
      if (list.length > limit) throw this.wrong('fieldTooMany', name, { limit });
      const found = list
        .filter((one) => !isEmpty(one))
        .map((one) => {
          const text = scalar(one);
          if (text === undefined) throw this.wrong('fieldNotText', name);
          return text
            .toWellFormed()
            .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
            .trim()
            .slice(0, 100);
        });
      const texts = found.filter((text) => text !== '');
      return texts.length === 0 ? undefined : texts;
    });
  }

  object(name: string): Fields | undefined {
    return this.#take([name], (value) => {
      if (!isObject(value)) throw this.wrong('fieldNotObject', name);
      return new Fields(value, this.at(name), this.reading);
    });
  }

  /** The objects of a list; a single object counts as a list of one. */
  list(name: string, limit: number): Fields[] {
    const list = this.#take([name], (value) => {
      if (!Array.isArray(value) && !isObject(value)) throw this.wrong('fieldNotList', name);
      const single = !Array.isArray(value);
      const objects = single ? [value] : value;
      if (objects.length > limit) throw this.wrong('fieldTooMany', name, { limit });
      return objects.map((one, index) => {
        const path = single ? name : `${name}[${index}]`;
        if (!isObject(one)) throw this.wrong('fieldNotObject', path);
        return new Fields(one, this.at(path), this.reading);
      });
    });
    return list ?? [];
  }

  /** The fields of an object found within a value that was read by itself. */
  nested(object: JsonObject, name: string): Fields {
    return new Fields(object, this.at(name), this.reading);
  }

  /** The same for a value that may be no object at all. */
  nestedObject(value: Json, name: string): Fields {
    if (!isObject(value)) throw this.wrong('fieldNotObject', name);
    return this.nested(value, name);
  }

  isNumber(name: string): boolean {
    return typeof this.#object[name] === 'number' || this.#object[name] instanceof JsonNumber;
  }

  /** The value as it stands in the source, for what has a form of its own. */
  value(names: readonly string[]): { value: Json; name: string } | undefined {
    return this.#take(names, (value, name) => ({ value, name }));
  }

  /** Names that need no reading. */
  skip(...names: string[]): void {
    for (const name of names) this.#read.add(name);
  }

  /** A code by its word (or its number, where the dialect takes both). An unknown one throws the Problem that lists those allowed. */
  choice(names: readonly string[], words: ReadonlyMap<string, number>, numbers = false): number | undefined {
    return this.#take(names, (value, name) => {
      const word = scalar(value)?.trim();
      if (word === '') return undefined;
      const code = words.get(word ?? '') ?? (numbers && /^\d{1,3}$/.test(word ?? '') ? Number(word) : undefined);
      if (code !== undefined) return code;
      throw this.wrong('saleCodeUnknown', name, { value: word ?? '—', allowed: [...words.keys()].join(', ') });
    });
  }

  /** Bytes in Base64 as text of one sign a byte: a marking code with its separators. */
  base64(names: readonly string[], limit = 1_000): string | undefined {
    return this.#take(names, (value, name) => {
      const text = scalar(value)?.replace(/\s+/g, '') ?? '';
      if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 === 1) throw this.wrong('fieldNotBase64', name);
      const bytes = Buffer.from(text, 'base64').toString('latin1');
      if (bytes.length > limit) throw this.wrong('fieldTooLong', name, { limit });
      if (bytes.includes('\0')) throw this.wrong('fieldForbiddenSigns', name);
      return bytes === '' ? undefined : bytes;
    });
  }

  /** A value that must be there. */
  need<T>(value: T | undefined, name: string): T {
    if (value === undefined) throw this.wrong('fieldMissing', name);
    return value;
  }

  wrong(code: ProblemCode, name: string, params: Record<string, string | number> = {}): Problem {
    const path = this.at(name);
    return new Problem(code, { path, params: { path, ...params } });
  }

  warn(code: Warning['code'], name: string, params: Warning['params'] = {}): void {
    this.reading.warnings.push({ code, path: this.at(name), params });
  }

  /** Warns of each field with a value that nobody read, but for the noise. */
  warnUnread(noise: ReadonlySet<string>): void {
    for (const [name, value] of Object.entries(this.#object))
      if (!this.#read.has(name) && !noise.has(name) && !isEmpty(value) && !isZero(value))
        this.warn('unknownField', name);
  }

  #take<T>(names: readonly string[], read: (value: Json, name: string) => T): T | undefined {
    for (const name of names) {
      const value = this.#object[name];
      if (value === undefined || isEmpty(value)) continue;
      this.#read.add(name);
      this.#passRepetitions(names, name, value);
      return read(value, name);
    }
    return undefined;
  }

  #passRepetitions(names: readonly string[], taken: string, value: Json): void {
    for (const name of names)
      if (name !== taken && this.has(name) && JSON.stringify(this.#object[name]) === JSON.stringify(value))
        this.#read.add(name);
  }
}
