/** What can go wrong at a sale. */
export const faultNames = [
  /** The connection is cut before the command is taken. */
  'cut',
  /** The receipt is made, the connection is cut instead of an answer. */
  'answer-lost',
  /** The register takes `seconds` (5 unless given). */
  'slow',
  'no-paper',
  /** The shift turns out to be longer than 24 hours. */
  'shift-expired',
  /** Tag 1008 is refused. */
  'contact-refused',
  'electronic-refused',
  /** Paper is printed although none was asked for. */
  'prints-anyway',
  /** The register's clock is `seconds` ahead, or behind where they are negative (7200 unless given). */
  'wrong-clock',
  /** The process ends before the command is taken; with the command taken and no receipt made; with the receipt made and no answer given. */
  'crash-before',
  'crash-middle',
  'crash-after',
] as const;

export type FaultName = (typeof faultNames)[number];

export interface Fault {
  name: FaultName;
  seconds?: number;
  /** At how many sales; absent: at every one until it is cleared. */
  times?: number;
}

export const isFaultName = (name: unknown): name is FaultName => faultNames.some((known) => known === name);

/** The faults to come, in their order: each sale meets the first that is left. */
export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  list(): readonly Fault[];
  /** The fault of this sale, used up by it. */
  take(): Fault | undefined;
  /** The fault that the next sale will meet, if it is of this name. */
  next(name: FaultName): Fault | undefined;
}

export function createFaults(initial: readonly Fault[]): Faults {
  let faults = [...initial];
  return {
    add: (fault) => void faults.push({ ...fault }),
    clear: () => {
      faults = [];
    },
    list: () => faults,
    take: () => {
      const [first] = faults;
      if (first?.times === undefined) return first;
      faults = first.times > 1 ? [{ ...first, times: first.times - 1 }, ...faults.slice(1)] : faults.slice(1);
      return first;
    },
    next: (name) => (faults[0]?.name === name ? faults[0] : undefined),
  };
}
