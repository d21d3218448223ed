import { receiptToJson } from '../../receipt/json.ts';
import type { Receipt } from '../../receipt/receipt.ts';
import type { SaleDocument } from '../../receipt/sale.ts';
import { atolResult } from '../atol/write.ts';
import { kkmServerResult } from '../kkmserver/write.ts';
import { documentOutputParameters } from '../onec/write.ts';
import type { SaleFormat } from './read.ts';

/** The receipt of a fiscalised sale in the words of the caller: what the register's own driver would have answered. */
export function writeSaleResult(
  format: SaleFormat,
  sale: SaleDocument,
  receipt: Receipt,
): { contentType: string; body: string } {
  switch (format) {
    case '1c':
      return { contentType: 'application/xml; charset=utf-8', body: documentOutputParameters(receipt) };
    case 'atol':
      return json(atolResult(receipt));
    case 'kkmserver':
      return json(kkmServerResult(sale, receipt));
    case 'kvitok':
      return json(receiptToJson(receipt));
  }
}

function json(value: unknown): { contentType: string; body: string } {
  return { contentType: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}
