import { gsmCodes } from '../../base/gsm.ts';

/** A sign that GSM-7 lacks, and where it first stands in the text (index of a UTF-16 code unit). */
export interface ForcingSign {
  sign: string;
  at: number;
}

/** What an SMS costs: a part is what operators charge for. */
export interface Segments {
  encoding: 'GSM-7' | 'UCS-2';
  /** Septets of GSM-7 (a sign of its extension takes two) or UTF-16 code units. */
  units: number;
  parts: number;
  /** Units used in each part. */
  partUnits: number[];
  /** Units that still fit into the last part. */
  left: number;
  /** The different signs for which the text can't go in GSM-7, in the order of the text; empty in GSM-7. */
  forcing: ForcingSign[];
}

// What a message of 140 bytes holds alone, and beside the header of 6 bytes that joins parts (3GPP TS 23.040, 9.2.3.24).
const SIZES = { 'GSM-7': { alone: 160, joined: 153 }, 'UCS-2': { alone: 70, joined: 67 } };

/** Counts the parts of an SMS as they are sent: neither an escape and its code nor a pair of surrogates is ever parted. */
export function countSegments(text: string): Segments {
  const signs = Array.from(text);
  const forcing = forcingSigns(signs);
  const encoding = forcing.length === 0 ? 'GSM-7' : 'UCS-2';
  const { alone, joined } = SIZES[encoding];
  const sizes = signs.map((sign) => (encoding === 'GSM-7' ? (gsmCodes(sign)?.length ?? 0) : sign.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const single = units <= alone;
  const partUnits = single ? [units] : filled(sizes, joined);
  const left = (single ? alone : joined) - (partUnits.at(-1) ?? 0);
  return { encoding, units, parts: partUnits.length, partUnits, left, forcing };
}

function filled(sizes: readonly number[], room: number): number[] {
  const parts: number[] = [];
  let used = 0;
  for (const size of sizes) {
    if (used + size > room) {
      parts.push(used);
      used = 0;
    }
    used += size;
  }
  return [...parts, used];
}

function forcingSigns(signs: readonly string[]): ForcingSign[] {
  const found = new Map<string, number>();
  let at = 0;
  for (const sign of signs) {
    if (gsmCodes(sign) === undefined && !found.has(sign)) found.set(sign, at);
    at += sign.length;
  }
  return [...found].map(([sign, first]) => ({ sign, at: first }));
}
