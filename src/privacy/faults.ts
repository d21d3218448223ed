import type { Clock } from '../base/clock.ts';

/** Something of our own that went wrong. */
export interface Fault {
  at: number;
  message: string;
  error: unknown;
}

export interface Faults {
  /** The latest, oldest first. */
  readonly list: readonly Fault[];
  note(message: string, error: unknown): void;
}

const KEPT = 50;

/** Remembers what went wrong lately, for the support bundle. */
export function rememberFaults(clock: Clock): Faults {
  const list: Fault[] = [];
  return {
    list,
    note: (message, error) => {
      list.push({ at: clock.now(), message, error });
      if (list.length > KEPT) list.shift();
    },
  };
}
