import { parentPort } from 'node:worker_threads';
import type { Answer } from '../../base/pool.ts';
import type { Receipt } from '../../receipt/receipt.ts';
import type { LayoutOptions } from '../layout.ts';
import { drawPdf } from './draw.ts';

export interface PdfJob {
  receipt: Receipt;
  options: LayoutOptions;
}

export type PdfBytes = Uint8Array<ArrayBuffer>;

parentPort?.on('message', async (job: PdfJob) => {
  const answer = await answerTo(job);
  parentPort?.postMessage(answer, 'result' in answer ? [answer.result.buffer] : []);
});

async function answerTo({ receipt, options }: PdfJob): Promise<Answer<PdfBytes>> {
  try {
    return { result: await drawPdf(receipt, options) };
  } catch (error) {
    return { failure: `PDF not drawn: ${error instanceof Error ? error.message : String(error)}` };
  }
}
