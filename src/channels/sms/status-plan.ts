const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Most messages arrive within half a minute; a phone that was off comes back within hours. No provider allows a message to be asked about more often than every 30 s for long. */
const STEPS = [15 * SECOND, 30 * SECOND, MINUTE, 3 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR];
/** Operators give up after a day; then the status says no more than it did. */
export const LAST_CHECK = 30 * HOUR;

/**
 * When to ask for the status of a message that was accepted at `sentAt` and has been asked about `checks` times; milliseconds since
 * 1970. Undefined when it is no longer worth asking. `statusHours`: how long the provider remembers.
 */
export function nextStatusCheck(sentAt: number, checks: number, statusHours = LAST_CHECK / HOUR): number | undefined {
  const steps = Array.from({ length: checks + 1 }, (_, index) => STEPS[index] ?? 6 * HOUR);
  const after = steps.reduce((sum, step) => sum + step, 0);
  const end = Math.min(LAST_CHECK, statusHours * HOUR);
  const before = after - (steps.at(-1) ?? 0);
  if (after <= end) return sentAt + after;
  // The last look falls on the end itself.
  return before < end ? sentAt + end : undefined;
}
