import { Fields } from '../formats/fields.ts';
import { isObject, parseLossless } from '../formats/json-text.ts';
import { Problem } from '../texts/problem.ts';

/** What `take` gives, or undefined where it throws a Problem: the other side did not keep to its protocol. */
export function orUndefined<T>(take: () => T): T | undefined {
  try {
    return take();
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** The JSON object of an answer, read by `take`; undefined if the answer is none or a field is not in the protocol's form. */
export function readAnswer<T>(text: string, take: (fields: Fields) => T): T | undefined {
  return orUndefined(() => {
    const json = parseLossless(text);
    return isObject(json) ? take(new Fields(json, '', { unit: 'roubles', warnings: [] })) : undefined;
  });
}

/** Local date and time, of a text that may carry a zone and parts of a second: `2026-11-20T12:14:00`. */
export function localTime(text: string | undefined): string | undefined {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?/.exec(text?.replace(' ', 'T') ?? '')?.[0];
}

/** A fiscal sign without its padding. */
export const unpadded = (sign: string): string => sign.replace(/^0+(?=\d)/, '');

/** Tag 1209 as servers write it: the version, or its code (2, 3, 4). */
export function ffdVersion(text: string | undefined): '1.05' | '1.1' | '1.2' {
  if (text === '1.05' || text === '2') return '1.05';
  return text === '1.1' || text === '3' ? '1.1' : '1.2';
}
