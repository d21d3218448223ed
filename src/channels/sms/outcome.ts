import type { Outcome, Reason } from '../outcome.ts';
import { HttpFailure } from './http-failure.ts';
import { Refused } from './refused.ts';
import type { Refusal, Verdict } from './verdict.ts';

const MINUTE = 60_000;

/**
 * What a verdict means for the delivery. CONFIG and MONEY hold the account. A duplicate (DUP) is the trace of an earlier attempt if one
 * is in doubt; otherwise it is put off where the provider's limit is a short one, else refused.
 */
export function outcomeOf(verdict: Verdict, inDoubt: boolean): Outcome {
  if (verdict.class === 'OK') {
    const { ids, parts, cost, reply } = verdict;
    return {
      kind: 'accepted',
      ...(ids.length === 0 ? {} : { providerMessageId: joinIds(ids) }),
      ...(parts === undefined ? {} : { parts }),
      ...(cost === undefined ? {} : { cost }),
      ...(reply === undefined ? {} : { reply }),
    };
  }
  const { retryAfter } = verdict;
  const later = retryAfter === undefined ? {} : { retryAfter };
  switch (verdict.class) {
    case 'PERM':
      return { kind: 'rejected', reason: reasonOf(verdict) };
    case 'CONFIG':
    case 'MONEY':
      return { kind: 'deferred', reason: { ...reasonOf(verdict), account: true }, ...later };
    case 'TEMP':
      return { kind: 'deferred', reason: reasonOf(verdict), ...later };
    case 'AMBIG':
      return { kind: 'unknown', reason: reasonOf(verdict) };
    case 'DUP':
      if (inDoubt) return { kind: 'accepted', ...(verdict.reply === undefined ? {} : { reply: verdict.reply }) };
      return retryAfter === undefined
        ? { kind: 'rejected', reason: reasonOf(verdict) }
        : { kind: 'deferred', reason: reasonOf(verdict), retryAfter };
  }
}

/** The refusal behind a failed conversation; anything else was a fault of the program and is thrown on. */
export function refusalOfError(error: unknown): Refusal {
  if (error instanceof HttpFailure || error instanceof Refused) return error.refusal;
  throw error;
}

/** The same for a question (status, balance, price), which leaves nothing in doubt: without an answer it is simply asked again. */
export function refusalOfQuestion(error: unknown): Refusal {
  const refused = refusalOfError(error);
  return refused.class === 'AMBIG' ? { ...refused, class: 'TEMP', reason: 'serviceDown' } : refused;
}

/** How long to wait before asking again about a message in doubt since `elapsed` milliseconds: a minute at first, then as long as it has been, hourly at most; undefined after a day. */
export function askAgainAfter(elapsed: number): number | undefined {
  if (elapsed >= 24 * 60 * MINUTE) return undefined;
  return Math.min(Math.max(elapsed, MINUTE), 60 * MINUTE);
}

export function reasonOf({ reason, reply, account }: Refusal): Reason {
  return {
    code: `sms.${reason}`,
    ...(reply === undefined ? {} : { reply }),
    ...(account === undefined ? {} : { account }),
  };
}

/** A long text may go as several messages with an id each; together they are one id of ours. */
export const joinIds = (ids: readonly string[]): string => ids.join(' ');
export const splitIds = (id: string): string[] => id.split(' ');
