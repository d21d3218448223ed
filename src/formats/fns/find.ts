import { Problem } from '../../texts/problem.ts';
import { isObject, type Json, type JsonObject, parseLossless } from '../json-text.ts';

/** Dialects of a receipt as others write it; `kvitok` is our own JSON. */
export type ReceiptFormat =
  | 'kvitok'
  | 'fns-app'
  | 'fns-document'
  | 'fns-receipt'
  | 'irkkt'
  | 'mco'
  | 'ofd-dump'
  | 'proverkacheka';

/** A receipt's own object, found inside its wrappings. */
export interface Found {
  format: ReceiptFormat;
  object: JsonObject;
  /** Where it lies in the source: `[0].ticket.document.receipt`. */
  path: string;
  form?: number;
  /** Text of the paper's QR that the buyer scanned, where the service keeps it. */
  qr?: string;
}

const MOST_RECEIPTS = 1_000;

// The key that holds the receipt tells its form.
const forms: [key: string, form: number][] = [
  ['receipt', 3],
  ['bso', 4],
  ['receiptCorrection', 31],
  ['bsoCorrection', 41],
];

/** The receipts of a document, each dialect known by its shape. Throws `receiptFormatUnknown` where there is none. */
export function findReceipts(json: Json): Found[] {
  // An envelope of the API holds a whole export in its field `receipt`.
  if (isObject(json) && Array.isArray(json.receipt)) return found(json.receipt, 'receipt');
  return Array.isArray(json) ? found(json, '') : [unwrap(json, '', undefined)];
}

function found(json: Json[], path: string): Found[] {
  if (json.length === 0) throw new Problem('receiptFormatUnknown');
  if (json.length > MOST_RECEIPTS) throw new Problem('receiptsTooMany', { params: { limit: MOST_RECEIPTS } });
  return json.map((one, index) => unwrap(one, `${path}[${index}]`, undefined));
}

function unwrap(value: Json | undefined, path: string, outer: ReceiptFormat | undefined): Found {
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  if (!isObject(value)) throw new Problem('receiptFormatUnknown', { path });
  const { payload, ticket, document, data } = value;
  if (typeof payload === 'string') return unwrap(parseLossless(payload), at('payload'), 'ofd-dump');
  if (isObject(ticket)) {
    const found = unwrap(ticket, at('ticket'), outer ?? ('statusReal' in value ? 'irkkt' : 'fns-app'));
    return typeof value.qr === 'string' ? { ...found, qr: value.qr } : found;
  }
  if (isObject(document)) return unwrapForm(document, at('document'), outer ?? 'fns-document');
  if (isObject(data) && isObject(data.json)) return unwrap(data.json, at('data.json'), 'proverkacheka');
  if ('calculationType' in value && 'ffd' in value) return { format: 'kvitok', object: value, path };
  if ('totalSum' in value || 'items' in value) return { format: outer ?? 'fns-receipt', object: value, path };
  return unwrapForm(value, path, outer);
}

function unwrapForm(holder: JsonObject, path: string, outer: ReceiptFormat | undefined): Found {
  for (const [key, form] of forms) {
    const inner = holder[key];
    if (!isObject(inner)) continue;
    const found = unwrap(inner, path === '' ? key : `${path}.${key}`, outer);
    return found.form === undefined && found.format !== 'kvitok' ? { ...found, form } : found;
  }
  throw new Problem('receiptFormatUnknown', { path });
}
