import type { ItemLayout, Line, ReceiptLayout } from '../layout.ts';
import { qrModules } from '../qr/png.ts';
import { drawable, type Weight, widthOf } from './runs.ts';
import { wrapText } from './wrap.ts';

export const POINTS_PER_MM = 72 / 25.4;
/** Width of the tape. */
export const PAGE_WIDTH = 80 * POINTS_PER_MM;
export const MARGIN = 4 * POINTS_PER_MM;
export const CONTENT_WIDTH = PAGE_WIDTH - 2 * MARGIN;
/** Without the quiet zone; the law asks for 20 mm at least (ЕД-7-20/236@). */
const QR_SIZE = 27 * POINTS_PER_MM;
/** ISO/IEC 18004, 9.1. */
const QUIET_MODULES = 4;
/** Between a heading and its value, so that they don't run together. */
const GAP = 6;

interface Style {
  /** In points. */
  size: number;
  weight: Weight;
  color: string;
}

/** One line of drawable text; `y` is its top. */
export interface PlacedText extends Style {
  text: string;
  x: number;
  y: number;
}

/** What stands together: its height, and what is drawn in it, in points from the top of the block and the left margin. */
export interface Block {
  height: number;
  /** Tag in the structure of the document; what has none is an artifact. */
  tag?: 'H1' | 'P' | 'Figure';
  texts: PlacedText[];
  qr?: { modules: boolean[][]; x: number; y: number; size: number; alt: string };
  rule?: { y: number; thickness: number };
}

const INK = '#111111';
const QUIET = '#555555';
const ALERT = '#8a4b00';

const usual: Style = { size: 8.5, weight: 'regular', color: INK };
const small: Style = { size: 7.5, weight: 'regular', color: QUIET };
const strong: Style = { size: 8.5, weight: 'bold', color: INK };
const sum: Style = { size: 14, weight: 'bold', color: INK };

const leading = (style: Style) => style.size * 1.28;
const bottomOf = (texts: readonly PlacedText[]) =>
  texts.reduce((low, text) => Math.max(low, text.y + leading(text)), 0);
const lowered = (texts: readonly PlacedText[], by: number) => texts.map((text) => ({ ...text, y: text.y + by }));

/** The receipt as blocks from top to bottom. */
export function blocksOf(layout: ReceiptLayout): Block[] {
  const headline: Style = { size: 11, weight: 'bold', color: layout.unusual ? ALERT : INK };
  const [seller = [], ...sellerData] = layout.seller.map((line, index) =>
    centred(line, index === 0 ? { ...strong, size: 10 } : usual),
  );
  return [
    paragraph([seller, ...sellerData].flatMap(stacked())),
    space(4),
    paragraph([centred(layout.headline, headline), centred(layout.kind, headline)].flatMap(stacked()), 'H1'),
    rule(0.5),
    ...layout.head.map((line) => pair(line, small, usual)),
    rule(0.5),
    ...layout.items.map(item),
    rule(1),
    pair(layout.total, sum, sum),
    ...layout.payments.map((line) => pair(line, usual, usual)),
    ...layout.vat.map((line) => pair(line, usual, usual)),
    rule(0.5),
    ...layout.details.map((line) => pair(line, small, usual)),
    ...(layout.details.length > 0 ? [rule(0.5)] : []),
    ...layout.fiscal.map((line) => pair(line, small, usual)),
    ...(layout.qr === undefined ? [] : [qrBlock(layout.qr)]),
    ...(layout.qrMissing === undefined ? [] : [space(6), paragraph(centred(layout.qrMissing, small))]),
  ].filter((block) => block.height > 0);
}

const space = (height: number): Block => ({ height, texts: [] });

const rule = (thickness: number): Block => ({ height: 9, texts: [], rule: { y: 4.5, thickness } });

const paragraph = (texts: PlacedText[], tag: 'H1' | 'P' = 'P'): Block => ({ height: bottomOf(texts), tag, texts });

/** For `flatMap` over groups of lines: each group below the one before. */
function stacked() {
  let y = 0;
  return (texts: PlacedText[]): PlacedText[] => {
    const placed = lowered(texts, y);
    y += bottomOf(texts);
    return placed;
  };
}

function lines(text: string, style: Style, width: number, x: (lineWidth: number) => number): PlacedText[] {
  return wrapText(drawable(text), width, style.weight, style.size).map((line, index) => ({
    ...style,
    text: line.text,
    x: x(line.width),
    y: index * leading(style),
  }));
}

const centred = (text: string, style: Style) =>
  lines(text, style, CONTENT_WIDTH, (lineWidth) => (CONTENT_WIDTH - lineWidth) / 2);
const left = (text: string, style: Style, width = CONTENT_WIDTH) => lines(text, style, width, () => 0);
const right = (text: string, style: Style, width = CONTENT_WIDTH) =>
  lines(text, style, width, (lineWidth) => CONTENT_WIDTH - lineWidth);

/** A heading and its value side by side; a value too wide for the room beside it goes below, and numbers are never broken. */
function pair({ label, value }: Line, labelStyle: Style, valueStyle: Style): Block {
  const labels = left(label, labelStyle);
  const room = CONTENT_WIDTH - widthOf(drawable(label), labelStyle.weight, labelStyle.size) - GAP;
  const shown = drawable(value);
  const longestWord = Math.max(...shown.split(' ').map((word) => widthOf(word, valueStyle.weight, valueStyle.size)));
  const fits = widthOf(shown, valueStyle.weight, valueStyle.size) <= room;
  if (fits || (room >= CONTENT_WIDTH * 0.45 && longestWord <= room)) {
    // The baselines of a small heading and its value stand level.
    return paragraph([...lowered(labels, valueStyle.size - labelStyle.size), ...right(value, valueStyle, room)]);
  }
  return paragraph([labels, right(value, valueStyle)].flatMap(stacked()));
}

function item({ number, name, amount, sum: cost, notes }: ItemLayout): Block {
  const room = CONTENT_WIDTH - widthOf(cost, strong.weight, strong.size) - GAP;
  const beside = widthOf(drawable(amount), usual.weight, usual.size) <= room;
  const amountAndCost = beside
    ? [[...left(amount, usual), ...right(cost, strong)]]
    : [left(amount, usual), right(cost, strong)];
  const texts = [left(`${number}. ${name}`, usual), ...amountAndCost, ...notes.map((note) => left(note, small))];
  const block = paragraph(texts.flatMap(stacked()));
  return { ...block, height: block.height + 4 };
}

function qrBlock(text: string): Block {
  const modules = qrModules(text);
  const y = (QUIET_MODULES * QR_SIZE) / modules.length + 4;
  const qr = { modules, x: (CONTENT_WIDTH - QR_SIZE) / 2, y, size: QR_SIZE, alt: `QR-код чека: ${text}` };
  return { height: y + QR_SIZE + y / 2, tag: 'Figure', texts: [], qr };
}
