import type { HttpAnswer } from './http.ts';
import { type Refusal, refusal, wordsOf } from './verdict.ts';

/** The provider's refusal of a question that has no verdict: a status, a balance. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.reply ?? refusal.reason);
    this.name = 'Refused';
    this.refusal = refusal;
  }
}

/** An answer that is not in the provider's form: an empty one, a proxy's page, a text cut short. */
export class Unreadable extends Refused {
  constructor(answer: HttpAnswer) {
    super(refusalOfStatus(answer) ?? refusal('AMBIG', 'unreadable', sample(answer)));
    this.name = 'Unreadable';
  }
}

/**
 * The refusal that an HTTP status alone stands for; undefined for one that leaves open whether the message was taken: 2xx, a proxy's
 * 502 and 504, any other 5xx. RFC 9110; 429 by RFC 6585.
 */
export function refusalOfStatus(answer: HttpAnswer): Refusal | undefined {
  const { status } = answer;
  const said = sample(answer);
  const wait = Number(answer.headers['retry-after']);
  const retryAfter = Number.isFinite(wait) && wait > 0 ? { retryAfter: wait * 1_000 } : {};
  if (status === 401) return refusal('CONFIG', 'badLogin', said);
  if (status === 402) return refusal('MONEY', 'noMoney', said);
  if (status === 403) return refusal('CONFIG', 'accessDenied', said);
  if (status === 407) return refusal('CONFIG', 'proxyLogin', said);
  if (status === 404 || status === 405 || [301, 302, 307, 308].includes(status))
    return refusal('CONFIG', 'wrongAddress', said);
  if (status === 429) return refusal('TEMP', 'tooFast', said, retryAfter);
  if (status === 503 && 'retryAfter' in retryAfter) return refusal('TEMP', 'serviceDown', said, retryAfter);
  if (status >= 400 && status < 500 && status !== 408) return refusal('PERM', 'badRequest', said);
  return undefined;
}

const sample = ({ status, text }: HttpAnswer): string => wordsOf(`HTTP ${status} ${text.replace(/<[^>]*>/g, ' ')}`);
