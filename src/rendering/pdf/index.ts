import { availableParallelism } from 'node:os';
import { createPool } from '../../base/pool.ts';
import type { Receipt } from '../../receipt/receipt.ts';
import type { LayoutOptions } from '../layout.ts';
import type { PdfBytes, PdfJob } from './worker.ts';

const pool = createPool<PdfJob, PdfBytes>({
  script: new URL('./worker.ts', import.meta.url),
  size: Math.min(2, availableParallelism()),
  idleMs: 20_000,
  // With V8's own choice the process grows to 505 MB under load, with this to 280 MB at no cost in speed.
  limits: { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 192 },
});

/**
 * A receipt as PDF/A-2a, 80 mm wide, drawn in a thread of its own so that the event loop is never held up. The same receipt and options
 * give the same bytes. Rejects if the drawing failed.
 */
export function renderPdf(receipt: Receipt, { contact, withoutQr }: LayoutOptions = {}): Promise<Uint8Array> {
  const options: LayoutOptions = {
    ...(contact === undefined ? {} : { contact }),
    ...(withoutQr === undefined ? {} : { withoutQr }),
  };
  return pool.run({ receipt, options });
}

/** Ends the threads; drawings under way are rejected. */
export const closePdfPool = (): Promise<void> => pool.close();
