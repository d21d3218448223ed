import PDFDocument from 'pdfkit';
import { parseDateTime } from '../../receipt/date-time.ts';
import type { Receipt } from '../../receipt/receipt.ts';
import { type LayoutOptions, layoutReceipt } from '../layout.ts';
import { type Block, blocksOf, CONTENT_WIDTH, MARGIN, PAGE_WIDTH, type PlacedText } from './blocks.ts';
import { type FaceName, face } from './faces.ts';
import { pagesOf } from './pages.ts';
import { runsOf } from './runs.ts';

const RULE = '#777777';

// pdfkit takes a font that is already open (PDFFontFactory.open), which its types don't tell.
const opened = (name: FaceName) => face(name).font as unknown as Uint8Array;

/**
 * The receipt as a PDF of 80 mm width and the height it needs: tagged PDF/A-2a, fonts embedded, the QR as vectors. The same receipt always
 * gives the same bytes, so that a retried letter is the same letter.
 */
export function drawPdf(receipt: Receipt, options: LayoutOptions): Promise<Uint8Array<ArrayBuffer>> {
  const layout = layoutReceipt(receipt, options);
  const document = newDocument(layout.title, momentOf(receipt.dateTime));
  const bytes = collected(document);
  const registered = new Set<FaceName>();
  const use = (name: FaceName, size: number) => {
    if (!registered.has(name)) document.registerFont(name, opened(name));
    registered.add(name);
    document.font(name, size);
  };
  const root = document.struct('Document');
  document.addStructure(root);
  for (const { height, blocks } of pagesOf(blocksOf(layout))) {
    document.addPage({ size: [PAGE_WIDTH, height], margin: 0 });
    let top = MARGIN;
    for (const block of blocks) {
      const draw = () => {
        for (const text of block.texts) drawText(document, use, text, top);
        if (block.qr) drawQr(document, block.qr, top);
      };
      if (block.tag) root.add(document.struct(block.tag, block.qr ? { alt: block.qr.alt } : {}, draw));
      else if (block.rule) drawRule(document, block.rule, top);
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

function drawText(
  document: PDFKit.PDFDocument,
  use: (face: FaceName, size: number) => void,
  { text, x, y, weight, size, color }: PlacedText,
  top: number,
): void {
  let at = MARGIN + x;
  document.fillColor(color);
  for (const run of runsOf(text, weight)) {
    use(run.face, size);
    // Who copies or listens gets the sign itself, not the box drawn for it.
    if (run.actual !== undefined) document.markContent('Span', { actual: run.actual });
    document.text(run.text, at, top + y, { lineBreak: false });
    if (run.actual !== undefined) document.endMarkedContent();
    at += (run.width * size) / 1000;
  }
}

function drawRule(document: PDFKit.PDFDocument, { y, thickness }: NonNullable<Block['rule']>, top: number): void {
  document.markContent('Artifact');
  document.lineWidth(thickness).strokeColor(RULE);
  document.moveTo(MARGIN, top + y).lineTo(MARGIN + CONTENT_WIDTH, top + y);
  document.stroke();
  document.endMarkedContent();
}

function drawQr(document: PDFKit.PDFDocument, { modules, x, y, size }: NonNullable<Block['qr']>, top: number): void {
  const module = size / modules.length;
  for (const [row, bits] of modules.entries()) {
    for (let column = 0; column < bits.length; column++) {
      if (!bits[column]) continue;
      const from = column;
      while (bits[column + 1]) column++;
      document.rect(MARGIN + x + from * module, top + y + row * module, (column - from + 1) * module, module);
    }
  }
  document.fill('#000000');
}

/** A moment that depends on the receipt alone; the register's time has no zone, so it is written as it stands. */
function momentOf(dateTime: string): Date {
  const at = parseDateTime(dateTime);
  if (!at) return new Date(0);
  const { hours = 0, minutes = 0 } = at.time ?? {};
  return new Date(Date.UTC(Number(at.year), Number(at.month) - 1, Number(at.day), Number(hours), Number(minutes)));
}
