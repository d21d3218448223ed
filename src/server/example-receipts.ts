import type { App } from '../app.ts';
import type { Sample } from '../demo/samples.ts';
import { readReceipt } from '../formats/index.ts';
import type { Receipt } from '../receipt/receipt.ts';
import { exampleReceipt } from '../rendering/index.ts';
import { Problem } from '../texts/problem.ts';

let samples: Sample[] | undefined;

/** Sample receipts to look at letters and templates with; read once, when first asked for. */
export async function exampleReceipts(): Promise<Sample[]> {
  samples ??= (await import('../demo/samples.ts')).readSamples();
  return samples;
}

/** A sample or a kept receipt by its id, or the example without one. Throws a `Problem` for an unknown id. */
export async function receiptToShow(app: Pick<App, 'delivery'>, id: string | undefined): Promise<Receipt> {
  if (id === undefined) return exampleReceipt;
  const sample = (await exampleReceipts()).find((one) => one.id === id);
  if (sample) return readReceipt(Buffer.from(JSON.stringify(sample.receipt))).receipt;
  const row = await app.delivery.receipt(id);
  if (!row) throw new Problem('receiptUnknown', { path: 'receipt', status: 404 });
  return row.receipt;
}
