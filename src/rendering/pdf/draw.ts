import PDFDocument from 'pdfkit';
import { parseDateTime } from '../../receipt/date-time.ts';
import type { Receipt } from '../../receipt/receipt.ts';
import { type LayoutOptions, layoutReceipt } from '../layout.ts';
import { type Block, blocksOf, MARGIN, PAGE_WIDTH } from './blocks.ts';
import { fontBytes, runsOf } from './fonts.ts';

/** Readers take pages of 14,400 points at most (ISO 32000-1, annex C). */
const TALLEST_PAGE = 14_000;

/**
 * The receipt as a PDF of 80 mm width and the height it needs: tagged PDF/A-2a, fonts embedded, the QR as vectors. The same receipt always
 * gives the same bytes, so that a retried letter is the same letter.
 */
export function drawPdf(receipt: Receipt, options: LayoutOptions): Promise<Uint8Array> {
  const layout = layoutReceipt(receipt, options);
  const pages = paged(blocksOf(layout));
  const document = new PDFDocument({
    autoFirstPage: false,
    size: [PAGE_WIDTH, 100],
    margin: 0,
    pdfVersion: '1.7',
    subset: 'PDF/A-2a',
    tagged: true,
    displayTitle: true,
    lang: 'ru-RU',
    info: {
      Title: layout.title,
      Author: layout.seller[0] ?? '',
      Creator: 'Kvitok',
      Producer: 'Kvitok',
      CreationDate: momentOf(receipt.dateTime),
    },
  } as PDFKit.PDFDocumentOptions);
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<Uint8Array>((resolve, reject) => {
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
  for (const name of ['regular', 'bold'] as const) document.registerFont(name, fontBytes(name));
  const root = document.struct('Document');
  document.addStructure(root);
  let fallback = false;

  for (const blocks of pages) {
    const height = blocks.reduce((sum, block) => sum + block.height, 2 * MARGIN);
    document.addPage({ size: [PAGE_WIDTH, height], margin: 0 });
    let y = MARGIN;
    for (const block of blocks) {
      const top = y;
      if (block.role === 'rule') drawRule(document, block, top);
      else
        root.add(
          document.struct(block.role, block.qr ? { alt: block.qr.alt } : {}, () => {
            for (const text of block.texts) {
              let x = MARGIN + text.x;
              for (const run of runsOf(text.text, text.weight, text.size)) {
                if (run.font === 'fallback' && !fallback) {
                  document.registerFont('fallback', fontBytes('fallback'));
                  fallback = true;
                }
                document
                  .font(run.font, text.size)
                  .fillColor(text.color)
                  .text(run.text, x, top + text.y, { lineBreak: false });
                x += run.width;
              }
            }
            if (block.qr) drawQr(document, block.qr, top);
          }),
        );
      y += block.height;
    }
  }
  root.end();
  document.end();
  return ended;
}

function paged(blocks: Block[]): Block[][] {
  const pages: Block[][] = [[]];
  let height = 2 * MARGIN;
  for (const block of blocks) {
    if (height + block.height > TALLEST_PAGE && (pages.at(-1)?.length ?? 0) > 0) {
      pages.push([]);
      height = 2 * MARGIN;
    }
    pages.at(-1)?.push(block);
    height += block.height;
  }
  return pages;
}

function drawRule(document: PDFKit.PDFDocument, { rule }: Block, top: number): void {
  if (!rule) return;
  document.markContent('Artifact');
  document
    .lineWidth(rule.weight)
    .strokeColor('#777777')
    .moveTo(MARGIN, top + rule.y)
    .lineTo(MARGIN + rule.width, top + rule.y)
    .stroke();
  document.endMarkedContent();
}

function drawQr(document: PDFKit.PDFDocument, { modules, x, y, size }: NonNullable<Block['qr']>, top: number): void {
  const module = size / modules.length;
  for (const [row, bits] of modules.entries())
    for (let column = 0; column < bits.length; column++) {
      if (!bits[column]) continue;
      const from = column;
      while (bits[column + 1]) column++;
      document.rect(MARGIN + x + from * module, top + y + row * module, (column - from + 1) * module, module);
    }
  document.fill('#000000');
}

/** A moment that depends on the receipt alone. */
function momentOf(dateTime: string): Date {
  const at = parseDateTime(dateTime);
  if (!at) return new Date(0);
  return new Date(
    Date.UTC(
      Number(at.year),
      Number(at.month) - 1,
      Number(at.day),
      Number(at.time?.hours ?? 0),
      Number(at.time?.minutes ?? 0),
    ),
  );
}
