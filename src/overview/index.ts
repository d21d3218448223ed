import type { Clock } from '../base/clock.ts';
import { dayNumbered, dayOf } from '../base/day.ts';
import type { EmailAccount } from '../channels/email/index.ts';
import type { FigureStore, Store, Vault, WaitingNow } from '../store/index.ts';
import type { Till } from '../till/index.ts';
import {
  type DayFigures,
  type DelayFigures,
  figuresOfDays,
  figuresOfDelays,
  figuresOfReasons,
  type ReasonFigures,
} from './figures.ts';
import { firstSteps, type StepsDone } from './first-steps.ts';
import { MOST_UNSENT, type OverviewProblem, type ProblemSources, problemsNow } from './problems.ts';

export type { DayFigures, Delay, DelayFigures, ReasonFigures } from './figures.ts';
export type { OverviewProblem } from './problems.ts';

export interface OverviewFacts {
  problems: OverviewProblem[];
  /** 30 days, oldest first; the last one is today. */
  days: DayFigures[];
  reasons: ReasonFigures[];
  delays: DelayFigures[];
  waiting: WaitingNow;
  /** Sales of these days whose buyer left a contact and got nothing, by the day they were made. */
  unsent: { day: number; count: number }[];
  steps: StepsDone;
}

/** What the shop's owner sees first: what is wrong, and how much arrived. */
export interface Overview {
  read(): Promise<OverviewFacts>;
  /** What is queued or under way now. */
  waiting(): Promise<WaitingNow>;
  /** Deliveries of the last 30 days by channel and by what became of them. */
  counts(): Promise<{ channel: 'email' | 'sms'; status: string; count: number }[]>;
  /** A test letter of this account was taken: one of the first steps is done. Never rejects: a letter that went out is no failure of the check. */
  mailTried(account: EmailAccount): Promise<void>;
}

const DAYS = 30;
/** A register is asked anew at most this often while somebody watches. */
const LOOK_EVERY_MS = 30_000;

export function openOverview(
  options: ProblemSources & {
    store: FigureStore & Pick<Store, 'readMeta' | 'writeMeta'>;
    vault: Pick<Vault, 'fingerprint'>;
    clock: Clock;
    till: Pick<Till, 'registers' | 'look'>;
    onFault: (message: string, error: unknown) => void;
  },
): Overview {
  const { store, clock, till, onFault } = options;
  const steps = firstSteps(options);
  let lookedAt = Number.NEGATIVE_INFINITY;

  /** Nobody waits for a register that is silent: what it says is there at the next reading. */
  const lookAtRegisters = () => {
    const now = clock.now();
    if (now - lookedAt < LOOK_EVERY_MS) return;
    lookedAt = now;
    for (const { settings: register } of till.registers())
      till.look(register.id).catch((error: unknown) => onFault('a register could not be looked at', error));
  };

  const figures = () => {
    const today = dayOf(clock.now());
    const since = dayNumbered(today.number, 1 - DAYS);
    return { today, since, read: store.readFigures({ since: since.number, today: today.number }) };
  };

  return {
    read: async () => {
      lookAtRegisters();
      const { today, since, read } = figures();
      const [counted, waiting, unsent] = await Promise.all([
        read,
        store.waitingNow(),
        store.unsentSales({ since: since.since, limit: MOST_UNSENT + 1 }),
      ]);
      const days = figuresOfDays(counted, today, DAYS);
      const unsentOfDays = Map.groupBy(unsent, (sale) => dayOf(sale.createdAt).number);
      return {
        problems: await problemsNow(options, { waiting, unsent }),
        days,
        reasons: figuresOfReasons(counted.outcomes, today.number),
        delays: figuresOfDelays(counted.delays),
        waiting,
        unsent: [...unsentOfDays].map(([day, sales]) => ({ day, count: sales.length })),
        steps: await steps.read(),
      };
    },
    waiting: () => store.waitingNow(),
    mailTried: (account) =>
      steps.mailTried(account).catch((error: unknown) => onFault('a tried mailbox could not be noted', error)),
    counts: async () => {
      const { outcomes } = await figures().read;
      const groups = Map.groupBy(outcomes, ({ channel, status }) => `${channel} ${status}`);
      return [...groups.values()].flatMap((rows) => {
        const [first] = rows;
        return first
          ? [{ channel: first.channel, status: first.status, count: rows.reduce((sum, row) => sum + row.count, 0) }]
          : [];
      });
    },
  };
}
