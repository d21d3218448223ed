import { answerJobs } from '../../base/pool-thread.ts';
import type { Receipt } from '../../receipt/receipt.ts';
import type { LayoutOptions } from '../layout.ts';
import { drawPdf } from './draw.ts';

export interface PdfJob {
  receipt: Receipt;
  options: LayoutOptions;
}

export type PdfBytes = Uint8Array<ArrayBuffer>;

answerJobs<PdfJob, PdfBytes>(
  'PDF not drawn',
  ({ receipt, options }) => drawPdf(receipt, options),
  (bytes) => [bytes.buffer],
);
