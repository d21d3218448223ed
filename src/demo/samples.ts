import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readReceipt } from '../formats/index.ts';
import type { Receipt } from '../receipt/receipt.ts';
import { calculationTypes, printed } from '../receipt/vocabulary.ts';

const folder = join(import.meta.dirname, '..', '..', 'samples');

/** A sample receipt of the demo: what it shows, and its own JSON. */
export interface Sample {
  id: string;
  title: string;
  total: number;
  items: number;
  dateTime: string;
  receipt: unknown;
}

/** The receipts in `samples/`, in the order of their file names. */
export function readSamples(): Sample[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const source = readFileSync(join(folder, name));
      const { receipt } = readReceipt(source);
      return {
        id: name.replace(/\.json$/, ''),
        title: titleOf(receipt),
        total: receipt.total,
        items: receipt.items.length,
        dateTime: receipt.dateTime,
        receipt: JSON.parse(source.toString('utf8')) as unknown,
      };
    });
}

/** The shop, and what kind of receipt it is unless a plain sale. */
function titleOf(receipt: Receipt): string {
  const place = receipt.seller.settlementPlace ?? receipt.seller.name ?? '';
  if (receipt.form === 31 || receipt.form === 41) return `${place} (коррекция)`;
  return receipt.calculationType === 1
    ? place
    : `${place} (${printed(calculationTypes, receipt.calculationType).toLowerCase()})`;
}
