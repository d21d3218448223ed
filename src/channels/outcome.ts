/**
 * The outcome of one attempt, the same for every channel.
 *
 * `accepted`: the next hop took the message and answers for it. `rejected`: it will never take this message.
 * `deferred`: not now; `retryAfter` is in milliseconds where the next hop named a time.
 * `unknown`: the message may have gone out, so ask before repeating; `askAfter` is the milliseconds after which it is worth
 * coming back to it, absent where only a person can decide.
 */
export type Outcome =
  | { kind: 'accepted'; providerMessageId?: string; reply?: string; parts?: number; cost?: Money }
  | { kind: 'rejected'; reason: Reason }
  | { kind: 'deferred'; reason: Reason; retryAfter?: number }
  | { kind: 'unknown'; reason: Reason; askAfter?: number };

/** What an operator charged, in the account's currency: kopecks of it. */
export interface Money {
  kopecks: number;
  currency: string;
}

/**
 * Why, in a form that a person can be told: `code` is a key of the texts (`texts/…/reasons.ts`), `reply` the other side's own words.
 * `account` marks a fault of the account and not of the message (bad login, no money): the account is paused and its messages wait.
 */
export interface Reason {
  code: string;
  reply?: string;
  account?: boolean;
}
