import { checkReceipt } from '../receipt/check.ts';
import { receiptFromJson } from '../receipt/json.ts';
import { parseQr } from '../receipt/qr.ts';
import type { Receipt } from '../receipt/receipt.ts';
import type { Warning } from '../receipt/warning.ts';
import { Problem } from '../texts/problem.ts';
import { Fields, type Reading } from './fields.ts';
import { type Found, findReceipts, type ReceiptFormat } from './fns/find.ts';
import { readFnsReceipt } from './fns/receipt.ts';
import { unitOf } from './fns/unit.ts';
import { decodeUtf8, isObject, type Json, parseLossless, plain } from './json-text.ts';

/** A receipt as it was read. `contact` is tag 1008 as the source has it; it is no part of the receipt. */
export interface ReadReceipt {
  format: ReceiptFormat;
  receipt: Receipt;
  contact?: string;
  readonly warnings: Warning[];
}

export interface ReadOptions {
  /** Time zone of the shop (IANA), for dialects that write seconds since 1970. Default `Europe/Moscow`. */
  zone?: string;
}

/** All receipts of a document: our JSON or any FNS dialect, found by content. Throws a Problem with the path of the wrong field. */
export function readReceipts(input: Uint8Array | string, options: ReadOptions = {}): ReadReceipt[] {
  return findReceipts(parse(input)).map((found) => readFound(found, options));
}

/** The only receipt of a document. Several are the Problem `receiptNotOne`. */
export function readReceipt(input: Uint8Array | string, options: ReadOptions = {}): ReadReceipt {
  const [first, ...more] = readReceipts(input, options);
  if (first === undefined || more.length > 0)
    throw new Problem('receiptNotOne', { params: { count: more.length + 1 } });
  return first;
}

/** A posted body: receipts in any format, or one within an envelope `{ receipt, … }` whose other fields are given as plain JSON. */
export function readPosted(
  input: Uint8Array | string,
  options: ReadOptions = {},
): { receipts: ReadReceipt[]; envelope?: Record<string, unknown> } {
  const json = parse(input);
  const receipts = findReceipts(json).map((found) => readFound(found, options));
  if (!isObject(json) || !('receipt' in json)) return { receipts };
  const { receipt: _, ...rest } = json;
  return { receipts, envelope: plain(rest) as Record<string, unknown> };
}

function parse(input: Uint8Array | string): Json {
  return parseLossless(typeof input === 'string' ? input : decodeUtf8(input));
}

function readFound({ format, object, path, form, qr }: Found, { zone = 'Europe/Moscow' }: ReadOptions): ReadReceipt {
  if (format === 'kvitok') {
    return new Read(format, receiptFromJson(plain(object), path), NONE);
  }
  const { unit, assumed } = unitOf(object, format);
  const reading: Reading = { unit, warnings: [] };
  const fields = new Fields(object, path, reading);
  if (assumed) fields.warn('roublesAssumed', 'totalSum');
  const { receipt, contact } = readFnsReceipt(fields, {
    form,
    zone,
    localTime: qr === undefined ? undefined : parseQr(qr)?.dateTime,
  });
  const dialect = format === 'fns-receipt' && unit === 'roubles' ? 'mco' : format;
  return new Read(dialect, receiptFromJson(receipt, path), reading.warnings, contact);
}

const NONE: readonly Warning[] = [];

/** What is odd about the receipt is worked out when somebody asks: whoever only keeps it need not wait for that. */
class Read implements ReadReceipt {
  readonly format: ReceiptFormat;
  readonly receipt: Receipt;
  declare readonly contact?: string;
  readonly #ofReading: readonly Warning[];

  constructor(format: ReceiptFormat, receipt: Receipt, ofReading: readonly Warning[], contact?: string) {
    this.format = format;
    this.receipt = receipt;
    if (contact !== undefined) this.contact = contact;
    this.#ofReading = ofReading;
  }

  get warnings(): Warning[] {
    return [...this.#ofReading, ...checkReceipt(this.receipt)];
  }
}
