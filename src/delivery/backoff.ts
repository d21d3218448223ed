const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const STEPS = [30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE];
const FAULT_STEPS = [15 * SECOND, MINUTE, 5 * MINUTE, 10 * MINUTE];
const JITTER = 0.2;
/** However long the other side asks us to wait, a day is the most we believe. */
const LONGEST_WAIT = 24 * HOUR;

/** How long a delivery is kept trying. */
export const GIVE_UP_AFTER = 72 * HOUR;

/** Milliseconds until the next attempt after `attempt` attempts: 30 s, 2, 10, 30 minutes, then hourly, ± 20 %; never before the other side asked. `random` is 0…1. */
export function retryDelay(attempt: number, retryAfter: number | undefined, random: number): number {
  const step = STEPS[attempt - 1] ?? HOUR;
  return Math.round(Math.max(jittered(step, random), Math.min(retryAfter ?? 0, LONGEST_WAIT)));
}

/** Milliseconds for which an account is left alone after `faults` faults in a row: 15 s, 1, 5, then every 10 minutes; not before it was asked for. */
export function faultDelay(faults: number, retryAfter: number | undefined, random: number): number {
  const step = FAULT_STEPS[faults - 1] ?? 10 * MINUTE;
  return Math.round(Math.max(jittered(step, random), Math.min(retryAfter ?? 0, LONGEST_WAIT)));
}

const jittered = (step: number, random: number) => step * (1 - JITTER + 2 * JITTER * random);
