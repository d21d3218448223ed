import type { ItemLayout, Line, ReceiptLayout } from '../layout.ts';
import { qrModules } from '../qr/png.ts';
import { type Weight, widthOf, wrapText } from './fonts.ts';

const POINTS_PER_MM = 72 / 25.4;
/** Width of the tape, 80 mm. */
export const PAGE_WIDTH = 80 * POINTS_PER_MM;
export const MARGIN = 4 * POINTS_PER_MM;
const CONTENT = PAGE_WIDTH - 2 * MARGIN;
/** The law asks for 20 mm at least (ЕД-7-20/236@). */
const QR_SIZE = 27 * POINTS_PER_MM;
const QUIET_MODULES = 4;

/** A line of text placed within its block; `right` text ends at the right edge. */
export interface PlacedText {
  text: string;
  x: number;
  y: number;
  weight: Weight;
  size: number;
  color: string;
}

/** What stands together on a page: its height, and what is drawn in it from its top. `role` is its tag in the document's structure. */
export interface Block {
  height: number;
  role: 'H1' | 'P' | 'Figure' | 'rule';
  texts: PlacedText[];
  qr?: { modules: boolean[][]; x: number; y: number; size: number; alt: string };
  rule?: { y: number; width: number; weight: number };
}

const INK = '#111111';
const QUIET = '#555555';
const ALERT = '#8a4b00';

interface Style {
  size: number;
  weight: Weight;
  color: string;
}
const usual: Style = { size: 8.5, weight: 'regular', color: INK };
const small: Style = { size: 7.5, weight: 'regular', color: QUIET };
const strong: Style = { size: 8.5, weight: 'bold', color: INK };

const leading = (style: Style) => style.size * 1.28;

/** The receipt as blocks from top to bottom. */
export function blocksOf(layout: ReceiptLayout): Block[] {
  const headline: Style = { size: 11, weight: 'bold', color: layout.unusual ? ALERT : INK };
  return [
    ...layout.seller.map((line, index) => centred(line, index === 0 ? { ...strong, size: 10 } : usual)),
    space(4),
    centred(layout.headline, headline, 'H1'),
    centred(layout.kind, headline),
    rule(0.5),
    ...layout.head.map((line) => pair(line, small, usual)),
    rule(0.5),
    ...layout.items.map(item),
    rule(1),
    pair(layout.total, { ...strong, size: 14 }, { ...strong, size: 14 }),
    ...layout.payments.map((line) => pair(line, usual, usual)),
    ...layout.vat.map((line) => pair(line, usual, usual)),
    rule(0.5),
    ...layout.details.map((line) => pair(line, small, usual)),
    ...(layout.details.length > 0 ? [rule(0.5)] : []),
    ...layout.fiscal.map((line) => pair(line, small, usual)),
    ...(layout.qr === undefined ? [] : [qrBlock(layout.qr)]),
    ...(layout.qrMissing === undefined ? [] : [space(6), centred(layout.qrMissing, small)]),
  ];
}

const space = (height: number): Block => ({ height, role: 'rule', texts: [] });

const rule = (weight: number): Block => ({
  height: 9,
  role: 'rule',
  texts: [],
  rule: { y: 4.5, width: CONTENT, weight },
});

function centred(text: string, style: Style, role: Block['role'] = 'P'): Block {
  const lines = wrapText(text, CONTENT, style.weight, style.size);
  return {
    height: lines.length * leading(style),
    role,
    texts: lines.map((line, index) => ({
      ...style,
      text: line,
      x: (CONTENT - widthOf(line, style.weight, style.size)) / 2,
      y: index * leading(style),
    })),
  };
}

function left(text: string, style: Style, width = CONTENT): PlacedText[] {
  return wrapText(text, width, style.weight, style.size).map((line, index) => ({
    ...style,
    text: line,
    x: 0,
    y: index * leading(style),
  }));
}

function right(text: string, style: Style, width: number): PlacedText[] {
  return wrapText(text, width, style.weight, style.size).map((line, index) => ({
    ...style,
    text: line,
    x: CONTENT - widthOf(line, style.weight, style.size),
    y: index * leading(style),
  }));
}

const bottom = (texts: readonly PlacedText[], style: Style): number =>
  texts.reduce((lowest, text) => Math.max(lowest, text.y + leading(style)), 0);
const below = (texts: PlacedText[], by: number): PlacedText[] => texts.map((text) => ({ ...text, y: text.y + by }));

/** A heading and its value side by side; a value too wide for its half goes below. */
function pair({ label, value }: Line, labelStyle: Style, valueStyle: Style): Block {
  const gap = 6;
  const labelWidth = widthOf(label, labelStyle.weight, labelStyle.size);
  const room = CONTENT - labelWidth - gap;
  const valueWidth = widthOf(value, valueStyle.weight, valueStyle.size);
  // The baselines of a small heading and its value stand level.
  const shift = valueStyle.size - labelStyle.size;
  if (valueWidth <= room || room >= CONTENT * 0.45) {
    const values = right(value, valueStyle, Math.max(room, 20));
    return {
      height: bottom(values, valueStyle),
      role: 'P',
      texts: [...below(left(label, labelStyle), shift), ...values],
    };
  }
  const labels = left(label, labelStyle);
  const values = below(right(value, valueStyle, CONTENT), bottom(labels, labelStyle));
  return { height: bottom(values, valueStyle), role: 'P', texts: [...labels, ...values] };
}

function item(layout: ItemLayout): Block {
  const name = left(`${layout.number}. ${layout.name}`, usual);
  let y = bottom(name, usual);
  const amount = below(left(layout.amount, usual, CONTENT * 0.62), y);
  const sum = below(right(layout.sum, strong, CONTENT * 0.38), y);
  y = Math.max(bottom(amount, usual), bottom(sum, strong));
  const notes = layout.notes.flatMap((note) => {
    const lines = below(left(note, small), y);
    y = bottom(lines, small);
    return lines;
  });
  return { height: y + 4, role: 'P', texts: [...name, ...amount, ...sum, ...notes] };
}

function qrBlock(text: string): Block {
  const modules = qrModules(text);
  const module = QR_SIZE / modules.length;
  const quiet = QUIET_MODULES * module;
  const top = quiet + 4;
  const lines = wrapText(text, CONTENT, small.weight, 6);
  const style = { ...small, size: 6 };
  return {
    height: top + QR_SIZE + quiet + lines.length * leading(style),
    role: 'Figure',
    qr: { modules, x: (CONTENT - QR_SIZE) / 2, y: top, size: QR_SIZE, alt: `QR-код чека: ${text}` },
    texts: lines.map((line, index) => ({
      ...style,
      text: line,
      x: (CONTENT - widthOf(line, style.weight, style.size)) / 2,
      y: top + QR_SIZE + quiet + index * leading(style),
    })),
  };
}
