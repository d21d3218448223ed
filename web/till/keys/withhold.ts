import { HAND } from './judge.ts';
import type { KeyRules } from './options.ts';
import { afterPrefix, charsIn, meanGap, type Stroke, textOf } from './run.ts';

/** Keys after which a speed means something. */
const ENOUGH = 4;

/** How the forms of codes begin, and nobody's address. */
const ANNOUNCED = /^(?:BEGIN:VC|MECARD:|MATMSG:|SMSTO:|mailto:|tel:)/i;

/**
 * True if what is being typed in a field can't come from a hand, so that the rest is kept out of the field: it is too fast, it begins
 * with the device's prefix, like the track of a card or a form of codes, or there are letters in a telephone.
 */
export function beginsLikeDevice(strokes: readonly Stroke[], { scanner }: KeyRules): boolean {
  const chars = charsIn(strokes);
  if (afterPrefix(strokes, scanner.prefix)) return true;
  if (chars.length >= ENOUGH && meanGap(chars) <= Math.min(HAND, scanner.fast)) return true;
  const us = textOf(chars, 'us');
  if (ANNOUNCED.test(us) || us.startsWith('%') || /^;\d\d/.test(us)) return true;
  return strokes.at(-1)?.target === 'phone' && chars.length > 1 && /[a-z@]/i.test(us);
}
