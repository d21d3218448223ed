import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../base/clock.ts';
import { dayNumbered, dayOf } from '../base/day.ts';
import type { SettingsRoom } from '../settings/index.ts';
import type { Store } from '../store/index.ts';

/** What the retention clock did last and when it comes again. Times are milliseconds since 1970. */
export interface RetentionState {
  /** Days that receipts are kept; 0 = for ever. */
  days: number;
  nextAt: number;
  lastAt?: number;
  /** What was erased then. */
  receipts?: number;
  sales?: number;
}

/** Erases receipts, sales and all that is theirs once they are older than the shop keeps them. */
export interface Retention {
  state(): Promise<RetentionState>;
  /** Erases what is due now. */
  run(): Promise<{ receipts: number; sales: number }>;
  close(): Promise<void>;
}

const EVERY_MS = 3_600_000;
/** A shop's computer may be on for less than an hour at a time. */
const FIRST_MS = 60_000;
const DAY_MS = 86_400_000;
const BATCH = 100;
/** Between batches whoever waits for the database gets his turn. */
const PAUSE_MS = 20;
/** Figures hold nobody's data and are kept longer. */
const FIGURE_DAYS = 800;
const META = 'retention';

export function openRetention(options: {
  store: Pick<Store, 'purge' | 'purgeSales' | 'purgeFigures' | 'forgetLog' | 'readMeta' | 'writeMeta'>;
  settings: SettingsRoom;
  clock: Clock;
  onFault: (message: string, error: unknown) => void;
}): Retention {
  const { store, settings, clock, onFault } = options;
  let closed = false;
  let running: Promise<{ receipts: number; sales: number }> | undefined;
  let nextAt = clock.now() + FIRST_MS;

  const inBatches = async (erase: () => Promise<number>): Promise<number> => {
    let sum = 0;
    for (let erased = BATCH; erased === BATCH && !closed; ) {
      erased = await erase();
      sum += erased;
      if (erased === BATCH) await pause(PAUSE_MS);
    }
    return sum;
  };

  const erase = async (): Promise<{ receipts: number; sales: number }> => {
    const now = clock.now();
    const { retentionDays: days } = settings.get('privacy');
    await store.purgeFigures({ before: dayNumbered(dayOf(now).number, -FIGURE_DAYS).number });
    if (days === 0) return { receipts: 0, sales: 0 };
    const old = { before: now - days * DAY_MS, limit: BATCH };
    const receipts = await inBatches(() => store.purge(old));
    const sales = await inBatches(() => store.purgeSales(old));
    if (receipts + sales > 0) await store.forgetLog();
    await store.writeMeta({ key: META, value: JSON.stringify({ lastAt: now, receipts, sales }) });
    return { receipts, sales };
  };

  const run = (): Promise<{ receipts: number; sales: number }> => {
    running ??= erase().finally(() => {
      running = undefined;
    });
    return running;
  };

  let timer: NodeJS.Timeout | undefined;
  const schedule = (after: number) => {
    nextAt = clock.now() + after;
    timer = setTimeout(() => {
      schedule(EVERY_MS);
      run().catch((error: unknown) => onFault('retention failed', error));
    }, after).unref();
  };
  schedule(FIRST_MS);

  return {
    run,
    state: async () => {
      const kept = await store.readMeta({ key: META });
      return {
        ...(kept === null ? {} : (JSON.parse(kept) as Pick<RetentionState, 'lastAt' | 'receipts' | 'sales'>)),
        days: settings.get('privacy').retentionDays,
        nextAt,
      };
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await running?.catch(() => {});
    },
  };
}
