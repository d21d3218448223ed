/** GSM 03.38, the basic table: the place of a sign is its code; the escape's own place is empty. */
const BASIC = [
  '@£$¥èéùìòÇ\nØø\rÅå',
  'Δ_ΦΓΛΩΠΨΣΘΞ\u{1b}ÆæßÉ',
  ' !"#¤%&\'()*+,-./',
  '0123456789:;<=>?',
  '¡ABCDEFGHIJKLMNO',
  'PQRSTUVWXYZÄÖÑÜ§',
  '¿abcdefghijklmno',
  'pqrstuvwxyzäöñüà',
].join('');
/** The signs that take two places, an escape and a code of their own. */
const EXTENDED: Readonly<Record<string, number>> = {
  '\f': 0x0a,
  '^': 0x14,
  '{': 0x28,
  '}': 0x29,
  '\\': 0x2f,
  '[': 0x3c,
  '~': 0x3d,
  ']': 0x3e,
  '|': 0x40,
  '€': 0x65,
};
/** Stands before the code of a sign that takes two places. */
export const GSM_ESCAPE = 0x1b;

const codes = new Map<string, readonly number[]>([
  ...Array.from(BASIC, (sign, code) => [sign, [code]] as const).filter(([sign]) => sign !== '\u{1b}'),
  ...Object.entries(EXTENDED).map(([sign, code]) => [sign, [GSM_ESCAPE, code]] as const),
]);

/** The septets of a sign in the alphabet of Latin SMS (GSM 03.38), one or two; undefined for a sign that it lacks. */
export function gsmCodes(sign: string): readonly number[] | undefined {
  return codes.get(sign);
}
