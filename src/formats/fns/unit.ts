import { exactNumber, type Json, JsonNumber, type JsonObject } from '../json-text.ts';
import type { ReceiptFormat } from './find.ts';

/**
 * The unit of a receipt's sums. All wrapped dialects write whole kopecks. «Мои чеки онлайн» writes a bare receipt in roubles with two
 * decimals, so a total written with them, or with a part of a unit, shows roubles. Where a program in between has cut `.00` off, the
 * dialect's own marks decide: the sign and the version as text.
 */
export function unitOf(receipt: JsonObject, format: ReceiptFormat): { unit: 'kopecks' | 'roubles'; assumed: boolean } {
  if (format !== 'fns-receipt') return { unit: 'kopecks', assumed: false };
  if (inRoubles(receipt.totalSum)) return { unit: 'roubles', assumed: false };
  const marked = typeof receipt.fiscalSign === 'string' && typeof receipt.fiscalDocumentFormatVer === 'string';
  return { unit: marked ? 'roubles' : 'kopecks', assumed: marked };
}

function inRoubles(value: Json | undefined): boolean {
  const withDecimals = value instanceof JsonNumber && /\.\d\d$/.test(value.source);
  return withDecimals || (value !== undefined && exactNumber(value)?.includes('.') === true);
}
