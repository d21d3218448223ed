import { Problem } from '../texts/problem.ts';

export const SHORTEST_PASSWORD = 10;
const LONGEST_PASSWORD = 200;
const LONGEST_NAME = 60;
/** A shorter name stands in many a word that gives nothing away. */
const SHORTEST_TELLING_NAME = 4;

/** Passwords of ten signs and more that everybody tries first. */
const COMMON =
  /^(?:(.)\1+|0?1234567890?.*|qwertyuiop.*|q1w2e3r4t5.*|1q2w3e4r5t.*|(?:password|passw0rd|пароль|administrator|админ|кассир|касса|kvitok|квиток)[\d!.]*|йцукенгшщз.*|abcdefghij.*|(?:qwerty|йцукен)\d+)$/iu;

/** A person's name as it is kept: without spaces around it, each space once. Throws a `Problem` for what is no name. */
export function nameOf(typed: string): string {
  const name = typed.normalize('NFC').trim().replace(/\s+/gu, ' ');
  if (name === '' || name.length > LONGEST_NAME || /\p{C}/u.test(name))
    throw new Problem('personName', { path: 'name', params: { limit: LONGEST_NAME } });
  return name;
}

/** By which two names are told apart: case and the way of typing don't matter. */
export const keyOf = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase();

/** Throws a `Problem` for a password that is too short, or one of those that are tried first. */
export function refuseWeak(password: string, name: string, path = 'password'): void {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) throw new Problem('passwordShort', { path, params: { limit: SHORTEST_PASSWORD } });
  if (length > LONGEST_PASSWORD) throw new Problem('passwordLong', { path, params: { limit: LONGEST_PASSWORD } });
  const key = keyOf(name);
  const holdsName = key.length >= SHORTEST_TELLING_NAME && keyOf(password).includes(key);
  if (COMMON.test(password) || holdsName) throw new Problem('passwordCommon', { path });
}
