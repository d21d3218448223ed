import type { Clock } from '../base/clock.ts';

/** Milliseconds for which an SMS that has ended is remembered here; by then it is in the store. */
export const REMEMBERED = 20_000;

interface Used {
  count: number;
  kopecks: number;
}

interface Entry extends Used {
  since: number;
  askedAt: number;
  /** When it was last asked about or a message of it ended. */
  usedAt: number;
  asking: Promise<void> | undefined;
  /** Ends of the messages that are on their way; none for most numbers, of which there are many. */
  open: Set<Promise<void>> | undefined;
}

/** A limit of a day: the number of messages, their cost in kopecks, or both. */
export interface DayLimit {
  /** What is counted together: `till:…`, `number:…`. */
  key: string;
  count?: number | undefined;
  kopecks?: number | undefined;
  /** What the store knows of the day, or what was known when the message was claimed. */
  ask: () => Promise<Used>;
  /** Ask anew after this time: other nodes send too. */
  askAfter: number;
}

/** A message that may go: told how it ended, it is counted or forgotten. */
export interface Passage {
  end(cost: { sent: boolean; kopecks: number }): void;
}

/**
 * What the days' limits have left. A message on its way takes its place until its end is known; one that would fit only if another doesn't
 * arrive waits for that one's end, so that no limit is passed by messages sent at the same time and none is kept back without need.
 */
export class DayUsage {
  readonly #entries = new Map<string, Entry>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A passage under all limits, or the first limit that is reached. `since`: the day's beginning, milliseconds since 1970. */
  async pass(limits: readonly DayLimit[], since: number): Promise<Passage | DayLimit> {
    for (;;) {
      const now = this.#clock.now();
      for (const limit of limits) await this.#renew(limit, since, now);
      const reached = limits.find((limit) => isReached(limit, this.#of(limit.key, since)));
      if (reached) return reached;
      const crowded = limits.map((limit) => ({ limit, entry: this.#of(limit.key, since) })).find(isCrowded);
      if (!crowded) return this.#enter(limits, since, now);
      if (crowded.entry.open) await Promise.race(crowded.entry.open);
    }
  }

  #enter(limits: readonly DayLimit[], since: number, now: number): Passage {
    const entries = limits.map(({ key }) => ({ key, entry: this.#of(key, since) }));
    const { promise, resolve } = Promise.withResolvers<void>();
    for (const { entry } of entries) {
      entry.open ??= new Set();
      entry.open.add(promise);
    }
    this.#forgetOld(now);
    return {
      end: ({ sent, kopecks }) => {
        for (const { key, entry } of entries) {
          entry.open?.delete(promise);
          if (entry.open?.size === 0) entry.open = undefined;
          // One of yesterday may end today.
          if (this.#entries.get(key) === entry) this.#putLast(key, entry);
          if (!sent) continue;
          entry.count++;
          entry.kopecks += kopecks;
        }
        resolve();
      },
    };
  }

  /** The greater of what the store has and what was counted here: the journal may be a moment late. */
  async #renew(limit: DayLimit, since: number, now: number): Promise<void> {
    const entry = this.#of(limit.key, since);
    if (now - entry.askedAt >= limit.askAfter)
      entry.asking ??= limit
        .ask()
        .then(({ count, kopecks }) => {
          entry.count = Math.max(entry.count, count);
          entry.kopecks = Math.max(entry.kopecks, kopecks);
          entry.askedAt = now;
          if (this.#entries.get(limit.key) === entry) this.#putLast(limit.key, entry);
        })
        .finally(() => {
          entry.asking = undefined;
        });
    await entry.asking;
  }

  #of(key: string, since: number): Entry {
    const known = this.#entries.get(key);
    if (known?.since === since) return known;
    const entry: Entry = {
      since,
      askedAt: -Infinity,
      usedAt: 0,
      count: 0,
      kopecks: 0,
      asking: undefined,
      open: undefined,
    };
    this.#putLast(key, entry);
    return entry;
  }

  /** Keeps the entries in the order of their last use. */
  #putLast(key: string, entry: Entry): void {
    entry.usedAt = this.#clock.now();
    this.#entries.delete(key);
    this.#entries.set(key, entry);
  }

  /** A number that had its SMS a while ago is in the journal by now. */
  #forgetOld(now: number): void {
    for (const [key, entry] of this.#entries) {
      if (entry.open || now - entry.usedAt <= REMEMBERED) return;
      this.#entries.delete(key);
    }
  }
}

const isReached = ({ count, kopecks }: DayLimit, used: Used): boolean =>
  (count !== undefined && used.count >= count) || (kopecks !== undefined && used.kopecks >= kopecks);

/** Whether the messages on their way might use up the rest. What one costs is known from those of the day; before the first, one goes alone. */
function isCrowded({ limit, entry }: { limit: DayLimit; entry: Entry }): boolean {
  const size = entry.open?.size ?? 0;
  if (size === 0) return false;
  if (limit.count !== undefined && entry.count + size >= limit.count) return true;
  if (limit.kopecks === undefined) return false;
  if (entry.count === 0) return true;
  return entry.kopecks + (size * entry.kopecks) / entry.count >= limit.kopecks;
}
