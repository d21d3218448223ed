import type { Clock } from '../base/clock.ts';

/** Tries that are free, and the longest wait between those after them. */
export interface Patience {
  free: number;
  longestMs: number;
}

/** Slows down who guesses: the more tries failed, the longer the next one waits. */
export interface Throttle {
  /**
   * Milliseconds to wait before a try under these keys, 0 if it may be made now. A try that may be made counts as failed until `forgive`
   * is called, so that many at a time gain nothing; one that has to wait doesn't count, so that patience always helps.
   */
  take(keys: { key: string; patience: Patience }[]): number;
  /** The try went well: its keys begin anew. */
  forgive(keys: { key: string }[]): void;
}

interface Tries {
  count: number;
  last: number;
  notBefore: number;
}

const FIRST_WAIT_MS = 1_000;
const FORGOTTEN_AFTER_MS = 3_600_000;
/** Keys that are remembered; then the one not tried for longest goes, which an attacker pays for with as many addresses. */
const MOST = 10_000;

export function createThrottle(clock: Clock): Throttle {
  const tries = new Map<string, Tries>();
  const known = (key: string, now: number): Tries | undefined => {
    const found = tries.get(key);
    return found && now - found.last < FORGOTTEN_AFTER_MS ? found : undefined;
  };
  return {
    take: (keys) => {
      const now = clock.now();
      const wait = Math.max(0, ...keys.map(({ key }) => (known(key, now)?.notBefore ?? 0) - now));
      if (wait > 0) return wait;
      for (const { key, patience } of keys) {
        const count = (known(key, now)?.count ?? 0) + 1;
        const pause = count < patience.free ? 0 : FIRST_WAIT_MS * 2 ** Math.min(count - patience.free, 20);
        tries.delete(key);
        tries.set(key, { count, last: now, notBefore: now + Math.min(pause, patience.longestMs) });
      }
      for (const key of tries.keys()) {
        if (tries.size <= MOST) break;
        tries.delete(key);
      }
      return 0;
    },
    forgive: (keys) => {
      for (const { key } of keys) tries.delete(key);
    },
  };
}
