import { type FaceName, face } from './faces.ts';

export type Weight = 'regular' | 'bold';

/** A stretch of text that one font shows. */
export interface Run {
  face: FaceName;
  text: string;
  /** In thousandths of the size. */
  width: number;
  /** What stands there in truth, where no font can show it. */
  actual?: string;
}

interface Sign {
  face: FaceName;
  text: string;
  width: number;
  boxed: boolean;
}

/** Shown for a sign that no font has, so that something is seen to stand there. */
const BOX = '□';

const signs = { regular: new Map<string, Sign>(), bold: new Map<string, Sign>() };

// Most texts hold nothing else, and four regular expressions a text would cost as much as its measuring.
const PLAIN = /^[\x20-\x7e\xa0-\xac\xae-\xff\u0401\u0410-\u044f\u0451\u2013\u2014\u2116]*$/;

/** Text as it can be drawn: composed letters, plain spaces, nothing invisible that a font would show as a sign. */
export function drawable(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .normalize('NFC')
    .replace(/[\u2007\u202f]/g, '\u00a0')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]|(?!\u00a0)\p{Zs}/gu, ' ')
    .replace(/\p{Cf}|\p{Variation_Selector}/gu, '');
}

/** Drawable text cut into runs by the font that has its signs. */
export function runsOf(text: string, weight: Weight): Run[] {
  const runs: Run[] = [];
  for (const character of text) {
    const sign = signOf(character, weight);
    const last = runs.at(-1);
    if (last?.face === sign.face && (last.actual !== undefined) === sign.boxed) {
      last.text += sign.text;
      last.width += sign.width;
      if (sign.boxed) last.actual += character;
    } else {
      runs.push({
        face: sign.face,
        text: sign.text,
        width: sign.width,
        ...(sign.boxed ? { actual: character } : {}),
      });
    }
  }
  return runs;
}

/** Width of drawable text at a size, in the unit of the size. */
export function widthOf(text: string, weight: Weight, size: number): number {
  let width = 0;
  for (const character of text) width += signOf(character, weight).width;
  return (width * size) / 1000;
}

function signOf(character: string, weight: Weight): Sign {
  const known = signs[weight].get(character);
  if (known) return known;
  const sign = choose(character, weight === 'bold' ? 'KvitokSans-Bold' : 'KvitokSans-Regular');
  // Names of goods are anybody's text: the table of a thread that lives long must not grow with it.
  if (signs[weight].size < 2_000) signs[weight].set(character, sign);
  return sign;
}

function choose(character: string, usual: FaceName): Sign {
  const code = character.codePointAt(0) ?? 0;
  for (const name of [usual, 'DejaVuSans'] as const) {
    const width = face(name).widthOf(code);
    if (width !== undefined) return { face: name, text: character, width, boxed: false };
  }
  const width = face('DejaVuSans').widthOf(BOX.codePointAt(0) ?? 0) ?? 0;
  return { face: 'DejaVuSans', text: BOX, width, boxed: true };
}
