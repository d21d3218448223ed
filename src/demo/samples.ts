import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readReceipt } from '../formats/index.ts';

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
        title: [
          receipt.seller.settlementPlace ?? receipt.seller.name ?? name,
          receipt.calculationType === 1 ? '' : '(возврат)',
        ]
          .filter(Boolean)
          .join(' '),
        total: receipt.total,
        items: receipt.items.length,
        dateTime: receipt.dateTime,
        receipt: JSON.parse(source.toString('utf8')) as unknown,
      };
    });
}
