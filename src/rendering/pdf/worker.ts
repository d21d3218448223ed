import { parentPort } from 'node:worker_threads';
import type { Receipt } from '../../receipt/receipt.ts';
import type { LayoutOptions } from '../layout.ts';
import { drawPdf } from './draw.ts';

export interface PdfJob {
  id: number;
  receipt: Receipt;
  options: LayoutOptions;
}

export type PdfDone = { id: number; bytes: Uint8Array } | { id: number; failed: string };

parentPort?.on('message', ({ id, receipt, options }: PdfJob) => {
  drawPdf(receipt, options).then(
    (bytes) => parentPort?.postMessage({ id, bytes } satisfies PdfDone),
    (error: unknown) =>
      parentPort?.postMessage({ id, failed: error instanceof Error ? error.message : String(error) } satisfies PdfDone),
  );
});
