import { Problem } from '../texts/problem.ts';
import { parseDateTime } from './date-time.ts';
import { missingTags } from './key.ts';
import { formatRoubles, type Kopecks, parseRoubles } from './money.ts';
import type { Receipt } from './receipt.ts';

/** What the QR of a receipt says. */
export interface FiscalQr {
  /** Local time of the settlement place, `YYYY-MM-DDTHH:MM[:SS]`. */
  dateTime: string;
  total: Kopecks;
  fiscalDriveNumber: string;
  fiscalDocumentNumber: number;
  /** Without padding. */
  fiscalSign: string;
  calculationType: number;
}

/**
 * Text of the receipt's QR (tag 1196; 229@, 61–62): `t=20150720T1638&s=9999999.00&fn=…&i=…&fp=…&n=2`. The register's own text, where it
 * gave one, is returned to the letter. Throws the Problem `receiptWithoutQr`, naming the missing requisites with their tags.
 */
export function qrText(receipt: Receipt): string {
  if (receipt.qr !== undefined) return receipt.qr;
  const at = parseDateTime(receipt.dateTime);
  const { fiscalDriveNumber: fn, fiscalDocumentNumber: fd, fiscalSign: fp } = receipt;
  if (at?.time === undefined || fn === undefined || fd === undefined || fp === undefined) {
    const missing = [...missingTags(receipt), ...(at?.time === undefined ? ['время (1012)'] : [])];
    throw new Problem('receiptWithoutQr', { params: { missing: missing.join(', ') }, status: 422 });
  }
  const t = `${at.year}${at.month}${at.day}T${at.time.hours}${at.time.minutes}`;
  return `t=${t}&s=${formatRoubles(receipt.total)}&fn=${fn}&i=${fd}&fp=${fp}&n=${receipt.calculationType}`;
}

const TIME = /^(\d{4})(\d\d)(\d\d)t(\d\d)(\d\d)(\d\d)?$/i;

/**
 * Reads a fiscal QR as found in the field: fields in any order, `t` in either case and with or without seconds, a sum with 0–2 decimals,
 * padded numbers, unknown fields, a URL around it. Undefined if the text is not one.
 */
export function parseQr(text: string): FiscalQr | undefined {
  const query = text.trim().replace(/^[^?]*\?/, '');
  const fields = new Map(
    query.split('&').map((pair): [string, string] => {
      const at = pair.indexOf('=');
      return [pair.slice(0, Math.max(at, 0)).toLowerCase(), pair.slice(at + 1).trim()];
    }),
  );
  const [, year, month, day, hours, minutes, seconds] = TIME.exec(fields.get('t') ?? '') ?? [];
  const dateTime = `${year}-${month}-${day}T${hours}:${minutes}${seconds === undefined ? '' : `:${seconds}`}`;
  const total = parseRoubles(fields.get('s') ?? '');
  const fiscalDriveNumber = fields.get('fn') ?? '';
  const fiscalDocumentNumber = uint32(fields.get('i'));
  const fiscalSign = uint32(fields.get('fp'));
  const calculationType = fields.get('n') ?? '';
  if (parseDateTime(dateTime) === undefined || total === undefined || total < 0) return undefined;
  if (!/^\d{10,16}$/.test(fiscalDriveNumber) || !/^[1-4]$/.test(calculationType)) return undefined;
  if (fiscalDocumentNumber === undefined || fiscalSign === undefined) return undefined;
  return {
    dateTime,
    total,
    fiscalDriveNumber,
    fiscalDocumentNumber,
    fiscalSign: String(fiscalSign),
    calculationType: Number(calculationType),
  };
}

function uint32(digits: string | undefined): number | undefined {
  if (digits === undefined || !/^\d{1,12}$/.test(digits)) return undefined;
  const value = Number(digits);
  return value < 2 ** 32 ? value : undefined;
}
