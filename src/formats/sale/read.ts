import type { SaleDocument } from '../../receipt/sale.ts';
import { saleFromJson } from '../../receipt/sale-json.ts';
import { Problem } from '../../texts/problem.ts';
import { readAtolTask } from '../atol/read.ts';
import { Fields, type Reading } from '../fields.ts';
import { decodeUtf8, isObject, type Json, type JsonObject, parseLossless, plain } from '../json-text.ts';
import { readKkmServerCheck } from '../kkmserver/read.ts';
import { readCheckPackage, roots } from '../onec/read.ts';
import { decodeXml, parseXml } from '../onec/xml.ts';

/** Who wrote the sale, and in whose words the result is told. */
export type SaleFormat = 'kvitok' | 'atol' | 'kkmserver' | '1c';

/** A sale as it was read. */
export interface ReadSale {
  format: SaleFormat;
  sale: SaleDocument;
}

/**
 * A sale to be fiscalised, its format found by content: our JSON, a task of the ATOL driver (alone or within `{ uuid, request }`),
 * `RegisterCheck` of KkmServer, CheckPackage of 1C in XML. A byte order mark is skipped; XML may be in windows-1251 where it says so.
 * What cannot be fiscalised is refused with the path of the wrong field.
 */
export function readSale(input: Uint8Array, contentType?: string): ReadSale {
  return isXml(input) ? readXml(input, contentType) : readJson(parseLossless(decodeUtf8(input)));
}

/** XML begins with `<` after a byte order mark and spaces. */
function isXml(bytes: Uint8Array): boolean {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  return /^(ï»¿)?\s*</.test(start);
}

function readXml(bytes: Uint8Array, contentType: string | undefined): ReadSale {
  const root = parseXml(decodeXml(bytes, contentType));
  if (!roots.includes(root.name)) throw new Problem('saleFormatUnknown', { path: root.name });
  return { format: '1c', sale: readCheckPackage(root) };
}

function readJson(json: Json): ReadSale {
  if (!isObject(json)) throw new Problem('saleFormatUnknown');
  if (json.Command === 'RegisterCheck') return { format: 'kkmserver', sale: readKkmServerCheck(rooted(json, '')) };
  if ('request' in json) return { format: 'atol', sale: readRequest(json) };
  if (typeof json.type === 'string') return { format: 'atol', sale: readAtolTask(rooted(json, ''), undefined) };
  if ('calculationType' in json) return { format: 'kvitok', sale: saleFromJson(plain(json)) };
  throw new Problem('saleFormatUnknown');
}

/** The body of the ATOL web server: its `uuid` is the sale's id. */
function readRequest(body: JsonObject): SaleDocument {
  const id = rooted(body, '').trimmed(['uuid'], 100);
  const tasks = Array.isArray(body.request) ? body.request : [body.request];
  const [task] = tasks;
  if (tasks.length !== 1) throw new Problem('saleNotOne', { path: 'request', params: { count: tasks.length } });
  const path = Array.isArray(body.request) ? 'request[0]' : 'request';
  if (!isObject(task)) throw new Problem('fieldNotObject', { path, params: { path } });
  return readAtolTask(rooted(task, path), id);
}

function rooted(object: JsonObject, path: string): Fields {
  const reading: Reading = { unit: 'roubles', warnings: [] };
  return new Fields(object, path, reading);
}
