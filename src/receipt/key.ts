import { Problem } from '../texts/problem.ts';
import type { Receipt } from './receipt.ts';

/** The natural key of a fiscal document: two receipts with one key are one receipt. */
export interface ReceiptKey {
  /** Tag 1041. */
  fiscalDriveNumber: string;
  /** Tag 1040. */
  fiscalDocumentNumber: number;
  /** Tag 1077, without padding. */
  fiscalSign: string;
}

/** The receipt's key. Throws the Problem `receiptWithoutKey`, naming the missing requisites with their tags. */
export function receiptKey(receipt: Receipt): ReceiptKey {
  const { fiscalDriveNumber, fiscalDocumentNumber, fiscalSign } = receipt;
  if (fiscalDriveNumber !== undefined && fiscalDocumentNumber !== undefined && fiscalSign !== undefined)
    return { fiscalDriveNumber, fiscalDocumentNumber, fiscalSign };
  throw new Problem('receiptWithoutKey', { params: { missing: missingTags(receipt).join(', ') }, status: 422 });
}

/** Tags of the key that the receipt lacks, as people cite them: `ФН (1041)`. */
export function missingTags(receipt: Receipt): string[] {
  return [
    receipt.fiscalDriveNumber === undefined && 'ФН (1041)',
    receipt.fiscalDocumentNumber === undefined && 'ФД (1040)',
    receipt.fiscalSign === undefined && 'ФП (1077)',
  ].filter((tag) => tag !== false);
}

/** The fiscal sign as printed: padded with zeros to 10 digits (tag 1077). */
export function printedFiscalSign(fiscalSign: string): string {
  return fiscalSign.padStart(10, '0');
}
