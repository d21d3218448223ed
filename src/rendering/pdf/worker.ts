import { parentPort } from 'node:worker_threads';
import type { Receipt } from '../../receipt/receipt.ts';
import type { LayoutOptions } from '../layout.ts';
import { drawPdf } from './draw.ts';
import type { Answer } from './pool.ts';

export interface PdfJob {
  receipt: Receipt;
  options: LayoutOptions;
}

export type PdfBytes = Uint8Array<ArrayBuffer>;

parentPort?.on('message', async ({ receipt, options }: PdfJob) => {
  const answer: Answer<PdfBytes> = await drawPdf(receipt, options).then(
    (result) => ({ result }),
    (error: unknown) => ({ failure: `PDF not drawn: ${error instanceof Error ? error.message : String(error)}` }),
  );
  parentPort?.postMessage(answer, 'result' in answer ? [answer.result.buffer] : []);
});
