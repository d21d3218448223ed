import { type Block, CONTENT_WIDTH, MARGIN, type PlacedText } from './blocks.ts';
import { type FaceName, face } from './faces.ts';
import { runsOf } from './runs.ts';

const RULE_COLOR = '#777777';
const QR_COLOR = '#000000';
/** Of the small fonts; the fuller one stands on the same line. */
const ASCENT = 1.018;

/** pdfkit takes a font that is already open (PDFFontFactory.open), which its types don't tell. */
export const opened = (name: FaceName) => face(name).font as unknown as Uint8Array;

/** Draws on the pages of one document; `top` is where the block begins on the page. */
export class Pen {
  readonly #document: PDFKit.PDFDocument;
  readonly #registered = new Set<FaceName>();
  #color = '';

  constructor(document: PDFKit.PDFDocument) {
    this.#document = document;
  }

  page(width: number, height: number): void {
    this.#document.addPage({ size: [width, height], margin: 0 });
    this.#color = '';
  }

  text({ text, x, y, weight, size, color }: PlacedText, top: number): void {
    let at = MARGIN + x;
    const baseline = top + y + size * ASCENT;
    for (const run of runsOf(text, weight)) {
      this.#take(run.face, size, color);
      // Who copies or listens gets the sign itself, not the box drawn for it.
      if (run.actual !== undefined) this.#document.markContent('Span', { actual: run.actual });
      const textWidth = (run.width * size) / 1000;
      // Told its width, pdfkit needn't measure it again.
      const options = { lineBreak: false, baseline: 'alphabetic' as const, textWidth, wordCount: 1 };
      this.#document.text(run.text, at, baseline, options);
      if (run.actual !== undefined) this.#document.endMarkedContent();
      at += textWidth;
    }
  }

  rule({ y, thickness }: NonNullable<Block['rule']>, top: number): void {
    this.#document.markContent('Artifact');
    this.#document.lineWidth(thickness).strokeColor(RULE_COLOR);
    this.#document.moveTo(MARGIN, top + y).lineTo(MARGIN + CONTENT_WIDTH, top + y);
    this.#document.stroke();
    this.#document.endMarkedContent();
  }

  qr({ modules, x, y, size }: NonNullable<Block['qr']>, top: number): void {
    const module = size / modules.length;
    for (const [row, bits] of modules.entries()) {
      for (let column = 0; column < bits.length; column++) {
        if (!bits[column]) continue;
        const from = column;
        while (bits[column + 1]) column++;
        const width = (column - from + 1) * module;
        this.#document.rect(MARGIN + x + from * module, top + y + row * module, width, module);
      }
    }
    this.#document.fill(QR_COLOR);
    this.#color = QR_COLOR;
  }

  #take(name: FaceName, size: number, color: string): void {
    if (!this.#registered.has(name)) this.#document.registerFont(name, opened(name));
    this.#registered.add(name);
    this.#document.font(name, size);
    if (color !== this.#color) this.#document.fillColor(color);
    this.#color = color;
  }
}
