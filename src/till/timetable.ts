import type { Clock } from '../base/clock.ts';
import type { SaleRow, Store } from '../store/index.ts';

const BATCH = 100;
const LONGEST_TIMER_MS = 60_000;
const AFTER_FAULT_MS = 5_000;

interface TimetableOptions {
  store: Pick<Store, 'dueSales'>;
  clock: Clock;
  /** Does what is due about a sale; afterwards it is due later or not at all. */
  act: (row: SaleRow) => Promise<void>;
  onFault: (message: string, error: unknown) => void;
}

/** Does what is due about sales: the time stands on disk with the sale, so it survives a restart. */
export class Timetable {
  readonly #options: TimetableOptions;
  readonly #busy = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #closed = false;

  constructor(options: TimetableOptions) {
    this.#options = options;
  }

  /** Something is due at that time, or sooner than was thought. */
  wake(at: number): void {
    if (this.#closed || at >= this.#timerAt) return;
    clearTimeout(this.#timer);
    this.#timerAt = at;
    const pause = Math.min(Math.max(0, at - this.#options.clock.now()), LONGEST_TIMER_MS);
    this.#timer = setTimeout(() => {
      this.#timerAt = Number.POSITIVE_INFINITY;
      void this.tick();
    }, pause);
  }

  /** Does all that is due by now and settles when it is done. */
  async tick(): Promise<void> {
    if (this.#closed) return;
    const { store, clock, act, onFault } = this.#options;
    try {
      const { due, next } = await store.dueSales({ now: clock.now(), limit: BATCH });
      const fresh = due.filter((row) => !this.#busy.has(row.id));
      const acts = fresh.map((row) => {
        const done = act(row)
          .catch((error: unknown) => {
            onFault('a due sale could not be worked on', error);
            this.wake(clock.now() + AFTER_FAULT_MS);
          })
          .finally(() => this.#busy.delete(row.id));
        this.#busy.set(row.id, done);
        return done;
      });
      if (next !== null) this.wake(next);
      await Promise.all(acts);
      if (due.length === BATCH && fresh.length > 0) await this.tick();
    } catch (error) {
      onFault('due sales could not be read', error);
      this.wake(clock.now() + AFTER_FAULT_MS);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await Promise.all(this.#busy.values());
  }
}
