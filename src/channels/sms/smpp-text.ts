import { gsmCodes } from '../../base/gsm.ts';
import type { SmppSettings } from './smpp-settings.ts';

interface Alphabet {
  /** `data_coding`, SMPP 3.4 section 5.2.19. */
  dataCoding: number;
  /** Bytes of a message that goes alone, and of a part of a longer one beside its header of six bytes. */
  single: number;
  part: number;
  /** The bytes of a sign, never to be parted; undefined for a sign that the alphabet lacks. */
  bytesOf(sign: string): readonly number[] | undefined;
}

const alphabets: Record<SmppSettings['latin'], Alphabet> = {
  gsm: { dataCoding: 0, single: 160, part: 153, bytesOf: gsmCodes },
  latin1: { dataCoding: 3, single: 140, part: 134, bytesOf: latin1Of },
  ucs2: { dataCoding: 8, single: 140, part: 134, bytesOf: (sign) => [...Buffer.from(sign, 'utf16le').swap16()] },
};

function latin1Of(sign: string): readonly number[] | undefined {
  const code = sign.codePointAt(0) ?? 0;
  return code < 0x80 || (code > 0x9f && code <= 0xff) ? [code] : undefined;
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
  const signs = Array.from(text);
  const wanted = alphabets[latin];
  const alphabet = signs.every((sign) => wanted.bytesOf(sign) !== undefined) ? wanted : alphabets.ucs2;
  const { dataCoding, single, part } = alphabet;
  const coded = signs.map((sign) => alphabet.bytesOf(sign) ?? []);
  const length = coded.reduce((sum, bytes) => sum + bytes.length, 0);
  if (whole || length <= single) return { dataCoding, parts: [Buffer.from(coded.flat())] };

  const parts: number[][] = [[]];
  for (const bytes of coded) {
    if ((parts.at(-1)?.length ?? 0) + bytes.length > part) parts.push([]);
    parts.at(-1)?.push(...bytes);
  }
  return { dataCoding, parts: parts.map((bytes) => Buffer.from(bytes)) };
}
