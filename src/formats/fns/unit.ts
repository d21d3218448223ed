import { isObject, type Json, JsonNumber, type JsonObject } from '../json-text.ts';

const sums = ['totalSum', 'cashTotalSum', 'ecashTotalSum', 'prepaidSum', 'creditSum', 'provisionSum'];

/**
 * The unit of a receipt's sums. Dialects of the FNS write whole kopecks, «Мои чеки онлайн» roubles with two decimals, so a sum
 * written with two decimals, or with a part of a unit, shows roubles. Where a program in between has cut `.00` off, the dialect's
 * own marks decide: the sign and the version as text.
 */
export function unitOf(receipt: JsonObject): { unit: 'kopecks' | 'roubles'; assumed: boolean } {
  const items = Array.isArray(receipt.items) ? receipt.items.filter(isObject) : [];
  const values = [...sums.map((name) => receipt[name]), ...items.flatMap((item) => [item.sum, item.price])];
  if (values.some(inRoubles)) return { unit: 'roubles', assumed: false };
  const marked = typeof receipt.fiscalSign === 'string' && typeof receipt.fiscalDocumentFormatVer === 'string';
  return { unit: marked ? 'roubles' : 'kopecks', assumed: marked };
}

function inRoubles(value: Json | undefined): boolean {
  if (!(value instanceof JsonNumber)) return false;
  return /\.\d\d$/.test(value.source) || value.decimal()?.includes('.') === true;
}
