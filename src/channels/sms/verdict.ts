import type { Texts } from '../../texts/ru/index.ts';
import type { Money } from '../outcome.ts';

/**
 * What an answer means for the message. `PERM`: never. `CONFIG`: the account or the sender name must be repaired first.
 * `MONEY`: the balance is empty. `TEMP`: certainly not taken, try later. `DUP`: suppressed as a repeat. `AMBIG`: may have been taken.
 */
export type SmsClass = 'PERM' | 'CONFIG' | 'MONEY' | 'TEMP' | 'DUP' | 'AMBIG';

export type SmsReason = keyof Texts['reasons']['sms'];

/** What is told of a refusal beside its class. `retryAfter` in milliseconds; `account`: the whole account waits for it, not only this message. */
export interface RefusalMore {
  retryAfter?: number;
  account?: true;
}

export type Refusal = { class: SmsClass; reason: SmsReason; reply?: string } & RefusalMore;

export type Verdict =
  | { class: 'OK'; ids: string[]; parts?: number; cost?: Money; balance?: Money; reply?: string }
  | Refusal;

/** A row of a provider's table of codes. */
export type Rule = readonly [SmsClass, SmsReason, RefusalMore?];

/** The refusal of a code. One that isn't in the table will not get better by repeating, and is shown in the provider's own words. */
export function refusalOf(rules: Readonly<Record<string, Rule>>, code: unknown, reply?: unknown): Refusal {
  const key = String(code).trim();
  const [kind, reason, more] = (Object.hasOwn(rules, key) ? rules[key] : undefined) ?? ['PERM', 'unknownRefusal'];
  return refusal(kind, reason, reply === undefined || reply === '' ? key : `${key} ${wordsOf(reply)}`, more);
}

/** The refusal of an answer without codes: the first pattern that its words match, else a refusal of this message. */
export function refusalOfWords(rules: readonly (readonly [RegExp, ...Rule])[], reply: unknown): Refusal {
  const words = wordsOf(reply);
  const [, kind, reason, more] = rules.find(([pattern]) => pattern.test(words)) ?? [/./, 'PERM', 'unknownRefusal'];
  return refusal(kind, reason, words, more);
}

export function refusal(kind: SmsClass, reason: SmsReason, reply?: unknown, more: RefusalMore = {}): Refusal {
  return { class: kind, reason, ...(reply === undefined ? {} : { reply: wordsOf(reply) }), ...more };
}

/** The other side's words as one line of at most 300 characters. */
export function wordsOf(reply: unknown): string {
  const text = typeof reply === 'string' || typeof reply === 'number' ? String(reply) : (JSON.stringify(reply) ?? '');
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, 300);
}
