import { Type } from 'typebox';
import { type Refusal, type Rule, refusal } from './verdict.ts';

/** One line `name=value` of a setting that is a list of them. */
export const shopLine = Type.String({ minLength: 1, maxLength: 1_000, pattern: '^[^\\u0000-\\u001f\\u007f]+$' });

/** What the shop can say a provider's error means. */
const meanings: Readonly<Record<string, Rule>> = {
  money: ['MONEY', 'noMoney'],
  login: ['CONFIG', 'badLogin'],
  sender: ['CONFIG', 'senderNotRegistered'],
  number: ['PERM', 'badNumber'],
  text: ['PERM', 'forbiddenText'],
  later: ['TEMP', 'tooFast', { retryAfter: 60_000 }],
  duplicate: ['DUP', 'duplicate'],
  refused: ['PERM', 'unknownRefusal'],
};

export const meaningNames: readonly string[] = Object.keys(meanings);

/** The refusal that a meaning stands for. */
export function refusalMeant(name: string, reply: string): Refusal | undefined {
  const rule = Object.hasOwn(meanings, name) ? meanings[name] : undefined;
  return rule && refusal(rule[0], rule[1], reply, rule[2]);
}

/** `name=value` in two; the name is what stands before the first sign of equality. Undefined for a line without one. */
export function splitLine(line: string, sign: '=' | ':' = '='): [name: string, value: string] | undefined {
  const at = line.indexOf(sign);
  return at < 1 ? undefined : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}
