import { GSM_ESCAPE, gsmCodes } from '../../base/gsm.ts';
import type { SmppSettings } from './smpp-settings.ts';

interface Alphabet {
  /** `data_coding`, SMPP 3.4 section 5.2.19. */
  dataCoding: number;
  /** Bytes of a message that goes alone, and of a part of a longer one beside its header of six bytes. */
  single: number;
  part: number;
  /** Bytes of the smallest piece. */
  unit: 1 | 2;
  /** Undefined for a text with a sign that the alphabet lacks. */
  encode(text: string): Buffer | undefined;
  /** Whether a cut before the byte at `at` would part a sign. */
  splits(bytes: Buffer, at: number): boolean;
}

const ucs2: Alphabet = {
  dataCoding: 8,
  single: 140,
  part: 134,
  unit: 2,
  encode: (text) => Buffer.from(text, 'utf16le').swap16(),
  splits: (bytes, at) => isSurrogate(bytes, at, 0xdc) && isSurrogate(bytes, at - 2, 0xd8),
};

const alphabets: Record<SmppSettings['latin'], Alphabet> = {
  gsm: {
    dataCoding: 0,
    single: 160,
    part: 153,
    unit: 1,
    encode: gsm,
    splits: (bytes, at) => bytes[at - 1] === GSM_ESCAPE,
  },
  latin1: { dataCoding: 3, single: 140, part: 134, unit: 1, encode: latin1, splits: () => false },
  ucs2,
};

/** Whether the unit at `at` is a surrogate of the half that begins with `first` (0xD8: the high one, 0xDC: the low one). */
const isSurrogate = (bytes: Buffer, at: number, first: number): boolean => ((bytes[at] ?? 0) & 0xfc) === first;

function gsm(text: string): Buffer | undefined {
  const bytes: number[] = [];
  for (const sign of text) {
    const codes = gsmCodes(sign);
    if (codes === undefined) return undefined;
    bytes.push(...codes);
  }
  return Buffer.from(bytes);
}

/** ISO 8859-1 without its second set of control signs. */
function latin1(text: string): Buffer | undefined {
  return /[^\0-\x7f\xa0-\xff]/.test(text) ? undefined : Buffer.from(text, 'latin1');
}

/**
 * A text as bytes, in the shop's alphabet for Latin texts if that has every sign, else in UCS-2; in as many parts as it needs, of which
 * none ends within a sign (an escape and its code, a pair of surrogates). `whole`: one part of any length.
 */
export function splitText(
  text: string,
  latin: SmppSettings['latin'],
  whole: boolean,
): { dataCoding: number; parts: Buffer[] } {
  const wanted = alphabets[latin].encode(text);
  const alphabet = wanted ? alphabets[latin] : ucs2;
  const bytes = wanted ?? ucs2.encode(text) ?? Buffer.alloc(0);
  const { dataCoding, single, part, unit } = alphabet;
  if (whole || bytes.length <= single) return { dataCoding, parts: [bytes] };

  const parts: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    let to = Math.min(from + part, bytes.length);
    if (to < bytes.length && alphabet.splits(bytes, to)) to -= unit;
    parts.push(bytes.subarray(from, to));
    from = to;
  }
  return { dataCoding, parts };
}
