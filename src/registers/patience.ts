import { setTimeout as sleep } from 'node:timers/promises';
import type { Reason } from '../channels/outcome.ts';
import { isReason, reason } from './reason.ts';

export interface Patience {
  /** Milliseconds to wait for the end of a command. */
  limit: number;
  /** Milliseconds that a command must stay unknown to the register before it counts as never received: a request may still be on its way. */
  settle: number;
}

/** What became of something the register was told to do; the kinds are those of `RegisterOutcome`. */
export type Outcome<T> =
  | { kind: 'done'; value: T }
  | { kind: 'refused' | 'unknown'; reason: Reason }
  | { kind: 'running' | 'absent' };

/** What one question brought: an outcome, or no answer at all. */
export type Asked<T> = Outcome<T> | { kind: 'unheard'; reason: Reason };

const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 1_000;

/**
 * Asks what became of a command until that is final, pauses growing from 20 ms to a second. When time is up: `running` if the register still
 * has it under way, `unknown` if the register is not heard.
 */
export async function askUntilFinal<T>(
  ask: () => Promise<Asked<T>>,
  { limit, settle }: Patience,
  signal: AbortSignal,
): Promise<Outcome<T>> {
  const start = performance.now();
  let absentSince: number | undefined;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    const asked = await ask();
    const now = performance.now();
    if (asked.kind === 'done' || asked.kind === 'refused' || asked.kind === 'unknown') return asked;
    if (asked.kind === 'absent') {
      absentSince ??= now;
      if (now - absentSince >= settle) return asked;
    } else absentSince = undefined;
    if (now - start >= limit) {
      if (asked.kind === 'running') return asked;
      return { kind: 'unknown', reason: asked.kind === 'unheard' ? unheard(asked.reason) : reason('silent') };
    }
    await sleep(Math.max(1, Math.min(pause, limit - (now - start))), undefined, { signal });
  }
}

/** Why a question brought nothing, said of a command whose outcome is open; the same fault before a command leaves nothing open. */
const unheard = (found: Reason): Reason =>
  isReason(found, 'silent', 'lost', 'serverError', 'unreadable', 'answerTooBig')
    ? found
    : reason('notHeard', found.reply ?? found.code);
