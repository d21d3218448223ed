import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, type Font } from 'fontkit';

const folder = join(import.meta.dirname, '..', '..', '..', 'assets', 'fonts');

export type Weight = 'regular' | 'bold';
type FontName = Weight | 'fallback';

/** A stretch of text that one font can show. */
export interface Run {
  font: FontName;
  text: string;
  width: number;
}

interface Face {
  bytes: Buffer;
  font: Font;
  /** Width of a character in thousandths of the size, by its code point; undefined where the font hasn't got it. */
  widths: Map<number, number | undefined>;
}

const faces = new Map<FontName, Face>();

/** Shown for a sign that no font has, so that something is seen to stand there. */
const BOX = '□';

function face(name: FontName): Face {
  const known = faces.get(name);
  if (known) return known;
  const bytes = readFileSync(join(folder, name === 'fallback' ? 'fallback.ttf' : `kvitok-sans-${name}.ttf`));
  const made = { bytes, font: create(bytes) as Font, widths: new Map() };
  faces.set(name, made);
  return made;
}

/** The bytes of a font, read once a thread. */
export function fontBytes(name: FontName): Buffer {
  return face(name).bytes;
}

function widthIn(name: FontName, code: number): number | undefined {
  const { font, widths } = face(name);
  if (!widths.has(code))
    widths.set(
      code,
      font.hasGlyphForCodePoint(code)
        ? (font.glyphForCodePoint(code).advanceWidth * 1000) / font.unitsPerEm
        : undefined,
    );
  return widths.get(code);
}

/** Text cut into runs by the font that has its signs, with their widths at a size in points. */
export function runsOf(text: string, weight: Weight, size: number): Run[] {
  const runs: Run[] = [];
  for (const sign of text) {
    const shown = pick(sign, weight);
    const last = runs.at(-1);
    if (last?.font === shown.font) {
      last.text += shown.text;
      last.width += (shown.width * size) / 1000;
    } else runs.push({ font: shown.font, text: shown.text, width: (shown.width * size) / 1000 });
  }
  return runs;
}

function pick(sign: string, weight: Weight): Run {
  const code = sign.codePointAt(0) ?? 0;
  const usual = widthIn(weight, code);
  if (usual !== undefined) return { font: weight, text: sign, width: usual };
  const other = widthIn('fallback', code);
  if (other !== undefined) return { font: 'fallback', text: sign, width: other };
  return { font: 'fallback', text: BOX, width: widthIn('fallback', BOX.codePointAt(0) ?? 0) ?? 600 };
}

export function widthOf(text: string, weight: Weight, size: number): number {
  return runsOf(text, weight, size).reduce((sum, run) => sum + run.width, 0);
}

/** Lines that fit a width, broken between words, and within a word only where it alone is wider. Nothing is cut off. */
export function wrapText(text: string, width: number, weight: Weight, size: number): string[] {
  const lines: string[] = [];
  let line = '';
  const put = (piece: string) => {
    const joined = line === '' ? piece : `${line} ${piece}`;
    if (widthOf(joined, weight, size) <= width) {
      line = joined;
      return;
    }
    if (line !== '') lines.push(line);
    line = '';
    let rest = piece;
    while (widthOf(rest, weight, size) > width) {
      const fits = longestFit(rest, width, weight, size);
      lines.push(fits);
      rest = rest.slice(fits.length);
    }
    line = rest;
  };
  for (const word of text.split(/[ \t\n]+/).filter(Boolean)) put(word);
  if (line !== '') lines.push(line);
  return lines;
}

function longestFit(text: string, width: number, weight: Weight, size: number): string {
  let fits = '';
  let used = 0;
  for (const sign of text) {
    used += widthOf(sign, weight, size);
    if (used > width && fits !== '') return fits;
    fits += sign;
  }
  return fits;
}
