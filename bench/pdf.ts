// PDFs a second and their bytes for 5 and 60 items, in one thread, beside plain pdfkit that embeds the same typeface from its whole files;
// and what the pool of threads gives. Run: node bench/pdf.ts
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { readReceipt } from '../src/formats/index.ts';
import type { Receipt } from '../src/receipt/receipt.ts';
import { closePdfPool, renderPdf } from '../src/rendering/index.ts';
import { layoutReceipt } from '../src/rendering/layout.ts';
import { drawPdf } from '../src/rendering/pdf/draw.ts';
import { qrModules } from '../src/rendering/qr/png.ts';
import { median, printTable } from './measure.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const ROUND_MS = 1_500;
const WIDTH = (80 * 72) / 25.4;
const MARGIN = 11;

const require = createRequire(import.meta.url);
const whole = (file: string) => readFileSync(require.resolve(`@expo-google-fonts/pt-sans/${file}`));
const regular = whole('400Regular/PTSans_400Regular.ttf');
const bold = whole('700Bold/PTSans_700Bold.ttf');

const sample = readReceipt(readFileSync('samples/1-grocery.json')).receipt;
const withItems = (count: number): Receipt => ({
  ...sample,
  items: Array.from({ length: count }, (_, index) => sample.items[index % sample.items.length]).filter(
    (item) => item !== undefined,
  ),
});

const rows: string[][] = [['', 'documents/s', 'bytes', 'ratio']];
for (const count of [5, 60]) {
  const receipt = withItems(count);
  const ways = { peer: () => plainPdfkit(receipt), ours: () => drawPdf(receipt, {}), pool: () => renderPdf(receipt) };
  const speeds: Record<keyof typeof ways, number[]> = { peer: [], ours: [], pool: [] };
  for (const make of Object.values(ways)) await make();
  for (let round = 0; round < ROUNDS; round++) {
    speeds.peer.push(await perSecond(ways.peer, 1));
    speeds.ours.push(await perSecond(ways.ours, 1));
    speeds.pool.push(await perSecond(ways.pool, 4));
  }
  const base = median(speeds.peer);
  for (const [name, way] of [
    ['pdfkit, whole fonts, untagged', 'peer'],
    ['Kvitok, tagged PDF/A-2a, one thread', 'ours'],
    ['Kvitok, its pool of threads', 'pool'],
  ] as const) {
    const speed = median(speeds[way]);
    const { length } = await ways[way]();
    rows.push([`${count} items: ${name}`, speed.toFixed(0), `${length}`, (speed / base).toFixed(2)]);
  }
}
await closePdfPool();
printTable(`PDFs, medians of ${ROUNDS} interleaved rounds`, rows);

/** Speed with so many documents asked for at a time. */
async function perSecond(make: () => Promise<Uint8Array>, together: number): Promise<number> {
  const start = performance.now();
  let made = 0;
  const one = async () => {
    while (performance.now() - start < ROUND_MS) {
      await make();
      made++;
    }
  };
  await Promise.all(Array.from({ length: together }, one));
  return (made * 1000) / (performance.now() - start);
}

/** The same receipt as pdfkit's guide would have it drawn: fonts registered whole, text flowing, pairs of lines left and right. */
function plainPdfkit(receipt: Receipt): Promise<Uint8Array> {
  const layout = layoutReceipt(receipt);
  const height = 560 + layout.items.length * 40;
  const document = new PDFDocument({
    size: [WIDTH, height],
    margin: MARGIN,
    lang: 'ru-RU',
    info: { Title: layout.title },
  });
  const chunks: Uint8Array[] = [];
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  document.registerFont('regular', regular);
  document.registerFont('bold', bold);
  const width = WIDTH - 2 * MARGIN;
  const pair = (label: string, value: string, size: number) => {
    const { y } = document.fontSize(size);
    document.text(label, MARGIN, y, { width: width / 2 });
    document.text(value, MARGIN, y, { width, align: 'right' });
  };
  document.font('bold').fontSize(10);
  for (const line of [...layout.seller, layout.headline, layout.kind]) document.text(line, { align: 'center', width });
  document.font('regular');
  for (const { label, value } of layout.head) pair(label, value, 8.5);
  for (const item of layout.items) {
    document.font('regular').fontSize(8.5).text(`${item.number}. ${item.name}`, MARGIN, document.y, { width });
    pair(item.amount, item.sum, 8.5);
    document.fontSize(7.5);
    for (const note of item.notes) document.text(note, MARGIN, document.y, { width });
  }
  document.font('bold');
  pair(layout.total.label, layout.total.value, 14);
  document.font('regular');
  for (const { label, value } of [...layout.payments, ...layout.vat, ...layout.details, ...layout.fiscal])
    pair(label, value, 8.5);
  const modules = qrModules(layout.qr ?? '');
  const module = 76 / modules.length;
  const top = document.y + 8;
  for (const [row, bits] of modules.entries())
    for (const [column, dark] of bits.entries())
      if (dark) document.rect((WIDTH - 76) / 2 + column * module, top + row * module, module, module);
  document.fill('#000');
  document.end();
  return new Promise((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))));
}
