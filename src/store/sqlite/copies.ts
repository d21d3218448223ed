import { backup, type DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';

/** 1 MB, for which the other calls wait. */
const PAGES_A_STEP = 250;
const BUSY = 5;

export interface Copies {
  /** A copy of the whole database in a file; calls go on meanwhile, and what they change is in the copy too. Rejects if it can't be written. */
  run(file: string): Promise<void>;
  /** Gives up the copies under way. */
  end(): Promise<void>;
}

export function copiesOf(database: DatabaseSync): Copies {
  const underWay = new Set<Promise<void>>();
  let ending = false;
  const copy = async (file: string): Promise<void> => {
    const progress = () => {
      if (ending) throw new Error('the service ends');
    };
    for (;;) {
      try {
        await backup(database, file, { rate: PAGES_A_STEP, progress });
        return;
      } catch (error) {
        // Its first step met a transaction under way; a later one would have waited for it.
        if ((error as { errcode?: number }).errcode !== BUSY || ending) throw error;
        await setImmediate();
      }
    }
  };
  return {
    run: async (file) => {
      const made = copy(file);
      underWay.add(made);
      await made.finally(() => underWay.delete(made));
    },
    end: async () => {
      ending = true;
      await Promise.allSettled(underWay);
    },
  };
}
