import PDFDocument from 'pdfkit';
import { parseDateTime } from '../../receipt/date-time.ts';
import type { Receipt } from '../../receipt/receipt.ts';
import { type LayoutOptions, layoutReceipt } from '../layout.ts';
import { blocksOf, MARGIN, PAGE_WIDTH } from './blocks.ts';
import { pagesOf } from './pages.ts';
import { opened, Pen } from './pen.ts';

/**
 * The receipt as a PDF of 80 mm width and the height it needs: tagged PDF/A-2a, fonts embedded, the QR as vectors. The same receipt always
 * gives the same bytes, so that a retried letter is the same letter.
 */
export function drawPdf(receipt: Receipt, options: LayoutOptions): Promise<Uint8Array<ArrayBuffer>> {
  const layout = layoutReceipt(receipt, options);
  const document = newDocument(layout.title, momentOf(receipt.dateTime));
  const bytes = collected(document);
  const pen = new Pen(document);
  const root = document.struct('Document');
  document.addStructure(root);
  for (const { height, blocks } of pagesOf(blocksOf(layout))) {
    pen.page(PAGE_WIDTH, height);
    let top = MARGIN;
    for (const block of blocks) {
      const draw = () => {
        for (const text of block.texts) pen.text(text, top);
        if (block.qr) pen.qr(block.qr, top);
      };
      if (block.tag) root.add(document.struct(block.tag, block.qr ? { alt: block.qr.alt } : {}, draw));
      else if (block.rule) pen.rule(block.rule, top);
      top += block.height;
    }
  }
  root.end();
  document.end();
  return bytes;
}

function newDocument(title: string, moment: Date): PDFKit.PDFDocument {
  const options = {
    autoFirstPage: false,
    pdfVersion: '1.7',
    subset: 'PDF/A-2a',
    tagged: true,
    displayTitle: true,
    lang: 'ru-RU',
    font: opened('KvitokSans-Regular'),
    info: { Title: title, Creator: 'Kvitok', Producer: 'Kvitok', CreationDate: moment },
  };
  return new PDFDocument(options as unknown as PDFKit.PDFDocumentOptions);
}

function collected(document: PDFKit.PDFDocument): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    document.on('error', reject);
    document.on('end', () => resolve(joined(chunks)));
  });
}

// Memory of its own, not a share of Buffer's pool: it is handed over to another thread.
function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** A moment that depends on the receipt alone; the register's time has no zone, so it is written as it stands. */
function momentOf(dateTime: string): Date {
  const at = parseDateTime(dateTime);
  if (!at) return new Date(0);
  const { hours = 0, minutes = 0 } = at.time ?? {};
  return new Date(Date.UTC(Number(at.year), Number(at.month) - 1, Number(at.day), Number(hours), Number(minutes)));
}
