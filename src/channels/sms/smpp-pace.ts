import { Refused } from './refused.ts';
import { refusal } from './verdict.ts';

/** Lets messages go: so many unanswered at a time, so many a second, and none for a while after the provider has asked for less. */
export interface SmppPace {
  /** Resolves when the next message may go; throws `Refused` if that isn't before the given time of `performance.now()`. */
  take(until: number): Promise<void>;
  /** The message was answered, or never will be. */
  give(): void;
  /** One was accepted: the rate may grow again. */
  accepted(): void;
  /** One was refused because there were too many, or because the provider's queue is full. */
  slowDown(queueFull: boolean): void;
}

const LONGEST_PAUSE = 60_000;

export function openPace(window: number, perSecond: number): SmppPace {
  const full = perSecond === 0 ? Number.POSITIVE_INFINITY : perSecond;
  const queue: { go: () => void; gone: boolean }[] = [];
  let inFlight = 0;
  let limit = full;
  let tokens = 1;
  let filledAt = performance.now();
  let pausedUntil = 0;
  let strikes = 0;
  let asleep = false;
  let second = 0;
  const sent = { now: 0, before: 0 };
  const taken = { now: 0, before: 0 };

  const count = (what: { now: number }) => {
    const current = Math.floor(performance.now() / 1_000);
    if (current !== second) {
      for (const one of [sent, taken]) {
        one.before = current === second + 1 ? one.now : 0;
        one.now = 0;
      }
      second = current;
    }
    what.now++;
  };
  const perSecondOf = (what: { now: number; before: number }) => Math.max(what.now, what.before);
  /** Milliseconds until the next message may go, 0 for now. */
  const waitFor = (now: number): number => {
    if (now < pausedUntil) return pausedUntil - now;
    if (limit === Number.POSITIVE_INFINITY) return 0;
    tokens = Math.min(Math.max(limit / 10, 1), tokens + ((now - filledAt) * limit) / 1_000);
    filledAt = now;
    return tokens >= 1 ? 0 : ((1 - tokens) * 1_000) / limit;
  };
  const pump = (): void => {
    while (queue.length > 0 && inFlight < window) {
      if (queue[0]?.gone) {
        queue.shift();
        continue;
      }
      const now = performance.now();
      const wait = waitFor(now);
      if (wait > 0) {
        if (asleep) return;
        asleep = true;
        setTimeout(() => {
          asleep = false;
          pump();
        }, Math.ceil(wait));
        return;
      }
      if (limit !== Number.POSITIVE_INFINITY) tokens--;
      inFlight++;
      count(sent);
      queue.shift()?.go();
    }
  };

  return {
    take: (until) =>
      new Promise((resolve, reject) => {
        const place = {
          gone: false,
          go: () => {
            clearTimeout(late);
            resolve();
          },
        };
        const late = setTimeout(
          () => {
            place.gone = true;
            reject(new Refused(refusal('TEMP', 'tooFast', undefined, { retryAfter: LONGEST_PAUSE })));
          },
          Math.max(until - performance.now(), 0),
        );
        queue.push(place);
        pump();
      }),
    give: () => {
      inFlight--;
      pump();
    },
    accepted: () => {
      strikes = 0;
      count(taken);
      limit = Math.min(full, limit + 0.1);
    },
    slowDown: (queueFull) => {
      const now = performance.now();
      // One window of refusals is one sign.
      if (now < pausedUntil) return;
      const pause = queueFull ? 5_000 * 3 ** strikes : 1_000 * 2 ** strikes;
      strikes++;
      pausedUntil = now + Math.min(pause, LONGEST_PAUSE);
      // The first time, what was taken in a second is all that is known of the rate that the provider allows.
      const first = perSecondOf(taken) > 0 ? perSecondOf(taken) * 0.8 : perSecondOf(sent) / 2;
      limit = Math.max(limit === full ? Math.min(first, full) : limit / 2, 1);
      tokens = 1;
      filledAt = pausedUntil;
    },
  };
}
