import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, type Font } from 'fontkit';

/** Files of assets/fonts by their PostScript names: our small ones, and the fuller one for signs that they lack. */
export type FaceName = 'KvitokSans-Regular' | 'KvitokSans-Bold' | 'DejaVuSans';

export interface Face {
  font: Font;
  /** Width of a sign in thousandths of the size by its code point; undefined where the font hasn't got it. */
  widthOf(code: number): number | undefined;
}

interface Glyph {
  id: number;
  advanceWidth: number;
  codePoints: number[];
}

const folder = join(import.meta.dirname, '..', '..', '..', 'assets', 'fonts');
const faces = new Map<FaceName, Face>();

/** A font, read and parsed once a thread and shared by all its documents. */
export function face(name: FaceName): Face {
  const known = faces.get(name);
  if (known) return known;
  const made = open(readFileSync(join(folder, `${name}.ttf`)));
  faces.set(name, made);
  return made;
}

function open(bytes: Buffer): Face {
  const font = create(bytes) as Font;
  const scale = 1000 / font.unitsPerEm;
  const glyphs = new Map<number, Glyph>();
  const glyphOf = (code: number): Glyph | undefined => {
    const known = glyphs.get(code);
    if (known || !font.hasGlyphForCodePoint(code)) return known;
    const { id, advanceWidth } = font.glyphForCodePoint(code);
    const glyph = { id, advanceWidth, codePoints: [code] };
    glyphs.set(code, glyph);
    return glyph;
  };
  return {
    font: Object.create(font, {
      // The fonts hold no ligatures or kerning: a sign is a glyph. Shaping the text again for each document is a third of the whole work.
      layout: { value: (text: string) => layoutBySign(text, glyphOf, scale) },
      getGlyph: { value: (id: number) => decodedOnce(font.getGlyph(id)) },
    }) as Font,
    widthOf: (code) => {
      const glyph = glyphOf(code);
      return glyph && glyph.advanceWidth * scale;
    },
  };
}

/** fontkit reads a glyph's points again for each subset that it goes into, which is a twelfth of the work on a document. */
function decodedOnce<G extends object>(glyph: G & { _decode?: () => unknown }): G {
  if (Object.hasOwn(glyph, '_decode')) return glyph;
  let decoded: unknown;
  const decode = (): unknown => {
    // Null stands for a glyph without points, such as the space.
    if (decoded === undefined) decoded = Object.getPrototypeOf(glyph)._decode.call(glyph);
    return decoded;
  };
  return Object.defineProperty(glyph, '_decode', { value: decode });
}

/**
 * What pdfkit reads of fontkit's `layout`: positions in the font's units, the whole width in thousandths. The caller has chosen the font by
 * `widthOf`, so each sign has its glyph.
 */
function layoutBySign(text: string, glyphOf: (code: number) => Glyph | undefined, scale: number) {
  const glyphs: Glyph[] = [];
  const positions: { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number }[] = [];
  let advanceWidth = 0;
  for (const sign of text) {
    const glyph = glyphOf(sign.codePointAt(0) ?? 0);
    if (!glyph) continue;
    glyphs.push(glyph);
    positions.push({ xAdvance: glyph.advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 });
    advanceWidth += glyph.advanceWidth;
  }
  return { glyphs, positions, advanceWidth: advanceWidth * scale };
}
