import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readReceipt } from '../../../src/formats/index.ts';
import type { Receipt } from '../../../src/receipt/receipt.ts';
import { renderPdf } from '../../../src/rendering/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'kvitok-pdf-'));
let number = 0;

export const sample = (name: string): Receipt => readReceipt(readFileSync(`samples/${name}.json`)).receipt;

/** Standard output of another program; throws if it ends with an error, and qpdf does so on a warning too. */
export const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', maxBuffer: 64 << 20, stdio: ['ignore', 'pipe', 'pipe'] });

export interface Printed {
  file: string;
  bytes: Uint8Array;
  /** Text in the order of drawing, as pdftotext finds it. */
  text: string;
}

export async function print(receipt: Receipt, options = {}): Promise<Printed> {
  const bytes = await renderPdf(receipt, options);
  const file = join(folder, `${++number}.pdf`);
  writeFileSync(file, bytes);
  return { file, bytes, text: run('pdftotext', '-raw', file, '-') };
}

export const squeezed = (text: string): string => text.replace(/\s+/g, '');

/** The sample with other goods: each without a marking code, 1 × 54.50. */
export function withNames(names: readonly string[]): Receipt {
  const receipt = sample('1-grocery');
  const bread = receipt.items.find(({ name }) => name?.startsWith('Хлеб'));
  if (!bread) throw new Error('the sample has no bread');
  return { ...receipt, items: names.map((name) => ({ ...bread, name })) };
}
