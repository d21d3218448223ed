import type { Outcome } from '../channels/outcome.ts';
import type { DeliveryStatus } from '../store/index.ts';
import { retryDelay } from './backoff.ts';

export interface Next {
  status: DeliveryStatus;
  dueAt: number | null;
}

/**
 * What becomes of a delivery after an attempt. `accepted` → sent. `rejected` → failed. `deferred` → queued again until it expires.
 * `unknown` → queued again where the other side can be asked or can tell a repeat from a new message, else failed with its doubt shown.
 */
export function afterAttempt(
  outcome: Outcome,
  delivery: {
    attempt: number;
    now: number;
    expiresAt: number;
    repeatsUnknown: boolean;
    accountHeldUntil?: number | undefined;
  },
  random: number,
): Next {
  const { attempt, now, expiresAt } = delivery;
  if (outcome.kind === 'accepted') return { status: 'sent', dueAt: null };
  if (outcome.kind === 'rejected') return { status: 'failed', dueAt: null };
  const askAfter = outcome.kind === 'unknown' ? outcome.askAfter : undefined;
  if (outcome.kind === 'unknown' && !delivery.repeatsUnknown && askAfter === undefined)
    return { status: 'failed', dueAt: null };
  if (now >= expiresAt) return { status: 'expired', dueAt: null };
  const retryAfter = outcome.kind === 'deferred' ? outcome.retryAfter : undefined;
  const due = delivery.accountHeldUntil ?? now + (askAfter ?? retryDelay(attempt, retryAfter, random));
  // The last attempt falls on the end itself, so that a receipt isn't given up early.
  return { status: 'queued', dueAt: Math.min(due, expiresAt) };
}
