import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { readReceipt } from '../../src/formats/index.ts';
import { qrText } from '../../src/receipt/qr.ts';
import type { Receipt } from '../../src/receipt/receipt.ts';
import { closePdfPool, renderPdf } from '../../src/rendering/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'kvitok-pdf-'));
const sample = (name: string): Receipt => readReceipt(readFileSync(`samples/${name}.json`)).receipt;
const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, { encoding: 'utf8', maxBuffer: 64 << 20, stdio: ['ignore', 'pipe', 'ignore'] });
let number = 0;

async function pdfOf(receipt: Receipt, options = {}): Promise<{ file: string; text: string; bytes: Uint8Array }> {
  const bytes = await renderPdf(receipt, options);
  const file = join(folder, `${++number}.pdf`);
  writeFileSync(file, bytes);
  return { file, bytes, text: run('pdftotext', '-layout', file, '-') };
}

const squeezed = (text: string) => text.replace(/\s+/g, '');

function withItems(
  count: number,
  name = (index: number) => `Товар номер ${index} с довольно длинным названием, которое переносится`,
): Receipt {
  const receipt = sample('1-grocery');
  const [first] = receipt.items;
  if (!first) throw new Error('the sample has no items');
  return { ...receipt, items: Array.from({ length: count }, (_, index) => ({ ...first, name: name(index + 1) })) };
}

afterAll(closePdfPool);

test('another program finds a sound, tagged file of 80 mm with its title, language and every font embedded', async () => {
  const { file, bytes } = await pdfOf(sample('1-grocery'));
  expect(run('qpdf', '--check', file)).toContain('No syntax or stream encoding errors');
  const info = run('pdfinfo', file);
  expect(info).toMatch(/Title:\s+КАССОВЫЙ ЧЕК/);
  expect(info).toMatch(/Tagged:\s+yes/);
  expect(Number(/Page size:\s+([\d.]+) x/.exec(info)?.[1]) / (72 / 25.4)).toBeCloseTo(80, 1);
  expect(Buffer.from(bytes).toString('latin1')).toMatch(/\/Lang \(ru-RU\)/);
  const fonts = run('pdffonts', file).split('\n').slice(2).filter(Boolean);
  expect(fonts.length).toBeGreaterThan(0);
  for (const font of fonts) expect(font).toMatch(/yes yes yes/);
});

test('the QR of the page at 150 dpi, read by another program, is the text of the receipt', async () => {
  for (const name of ['1-grocery', '2-return', '6-long']) {
    const receipt = sample(name);
    const { file } = await pdfOf(receipt);
    run('pdftoppm', '-r', '150', '-png', file, `${file}-page`);
    const page = run('sh', '-c', `ls ${file}-page*.png | tail -n 1`).trim();
    expect(run('zbarimg', '-q', '--raw', page).trim()).toBe(qrText(receipt));
  }
});

test('without the QR there is none', async () => {
  const { text } = await pdfOf(sample('1-grocery'), { withoutQr: true });
  expect(text).not.toContain('fn=');
});

test.each([1, 5, 60, 500])('%i items: every name whole, the sums there', async (count) => {
  const receipt = withItems(count);
  const { file, text } = await pdfOf(receipt);
  run('qpdf', '--check', file);
  const seen = squeezed(text);
  for (const item of receipt.items) expect(seen).toContain(squeezed(item.name ?? ''));
  expect(text).toContain('1092.64');
});

test('names that no small font can show still print, and a word longer than the tape is wrapped, not cut', async () => {
  const names = [
    'Ωmega ∑ ♥ Ĝis ŝaŭ',
    `Слово${'оченьдлинное'.repeat(20)}`,
    'Қазақша ұғым',
    'Цена 100 ₽ № 5 «а» — б…',
    'Смайл 😀 и 漢字',
  ];
  const { text, file } = await pdfOf(withItems(names.length, (index) => names[index - 1] ?? ''));
  const seen = squeezed(text);
  for (const name of names.slice(0, 4)) expect(seen).toContain(squeezed(name));
  expect(seen).toContain('Смайл');
  run('qpdf', '--check', file);
});

test('the same receipt gives the same bytes', async () => {
  const receipt = sample('3-internet-shop');
  const [first, second] = await Promise.all([renderPdf(receipt), renderPdf(structuredClone(receipt))]);
  expect(Buffer.compare(first, second)).toBe(0);
});

test('no name can break the file or hide in it', async () => {
  const hostile = fc.oneof(
    fc.constantFrom(
      ') Tj ET Q /JS (app.alert(1)) ',
      'endstream endobj',
      '\\',
      '((((',
      '%%EOF',
      '<</S/JavaScript>>',
      '\u0000\u0001',
      '\u202e',
    ),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );
  await fc.assert(
    fc.asyncProperty(hostile, async (name) => {
      const { file, text } = await pdfOf(withItems(1, () => `Начало ${name} Конец`));
      run('qpdf', '--check', file);
      expect(run('pdfinfo', file)).toMatch(/JavaScript:\s+no/);
      expect(text).toContain('Начало');
      expect(text).toContain('Конец');
    }),
    { numRuns: 30 },
  );
});
