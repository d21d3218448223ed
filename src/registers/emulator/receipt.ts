import type { Receipt } from '../../receipt/receipt.ts';
import { receiptOfSale } from '../../receipt/sale-receipt.ts';
import type { DriveFacts } from './facts.ts';
import type { DriveDocument } from './fiscal-drive.ts';

/** The receipt that a document of the drive is; undefined for the others. */
export function receiptOf(facts: DriveFacts, document: DriveDocument): Receipt | undefined {
  const { sale, dateTime, number, sign, shift, numberInShift } = document;
  if (sale === undefined) return undefined;
  return receiptOfSale(
    sale,
    {
      dateTime,
      fiscalDocumentNumber: number,
      fiscalSign: sign,
      shiftNumber: shift,
      ...(numberInShift === undefined ? {} : { numberInShift }),
    },
    facts,
  );
}
