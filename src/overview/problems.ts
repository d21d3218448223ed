import { statfs } from 'node:fs/promises';
import { accountProblem, smsProviders } from '../channels/sms/index.ts';
import type { Delivery, HeldAccount, SmsMoney } from '../delivery/index.ts';
import { emailAccountFrom, smsAccountOf } from '../delivery/index.ts';
import type { SettingsRoom } from '../settings/index.ts';
import type { Store, UnsentSale, WaitingNow } from '../store/index.ts';
import type { Copies, Till } from '../till/index.ts';

/** Something that a person has to mend. What it is, is enough to say how. */
export type OverviewProblem =
  | ({ kind: 'accountHeld'; channel: 'email' | 'sms'; profile: string; waiting: number } & HeldAccount)
  | { kind: 'notSetUp'; channel: 'email' | 'sms'; profile: string; waiting: number }
  | { kind: 'channelOff'; channel: 'email' | 'sms'; profile: string; waiting: number }
  | { kind: 'smsBalanceLow'; profile: string; kopecks: number; at: number }
  | { kind: 'saleUnclear' | 'saleFailed'; register: string; name: string; count: number }
  | { kind: 'registerUnreachable'; register: string; name: string; reason: string; reply?: string }
  | { kind: 'unsent'; sales: UnsentSale[]; more: boolean }
  | { kind: 'copiesFailing'; folder: string }
  /** `free` and `size` are bytes. */
  | { kind: 'diskLow'; free: number; size: number };

export interface ProblemSources {
  store: Pick<Store, 'stuckSales'>;
  settings: SettingsRoom;
  delivery: Pick<Delivery, 'heldAccounts'>;
  till: Pick<Till, 'registers'>;
  copies: Pick<Copies, 'failed'>;
  smsMoney: Pick<SmsMoney, 'isLow' | 'of'>;
  /** The data folder. */
  data: string;
}

const LEAST_FREE = 1 << 30;
const LEAST_SHARE = 0.02;
const MOST_STUCK = 1_000;
export const MOST_UNSENT = 50;

/** All that waits for a person, the most urgent first: what stops money and receipts, then what will, then what is merely wrong. */
export async function problemsNow(
  sources: ProblemSources,
  { waiting, unsent }: { waiting: WaitingNow; unsent: UnsentSale[] },
): Promise<OverviewProblem[]> {
  const { settings, till, copies } = sources;
  const profiles = [...new Set(['default', ...settings.get('registers').list.map(({ profile }) => profile)])];
  const count = (channel: string, profile: string) =>
    waiting.counts
      .filter((row) => row.channel === channel && row.profile === profile)
      .reduce((sum, row) => sum + row.count, 0);
  const folder = copies.failed();
  return [
    ...(await stuckSales(sources)),
    ...heldAccounts(sources, count),
    ...profiles.flatMap((profile) => channelProblems(settings, profile, count)),
    ...(await lowBalances(sources, profiles)),
    ...till.registers().flatMap(({ settings: register, looked }): OverviewProblem[] =>
      looked === undefined || looked.ok
        ? []
        : [
            {
              kind: 'registerUnreachable',
              register: register.id,
              name: register.name,
              reason: looked.reason.code,
              ...(looked.reason.reply === undefined ? {} : { reply: looked.reason.reply }),
            },
          ],
    ),
    ...(unsent.length === 0
      ? []
      : [{ kind: 'unsent' as const, sales: unsent.slice(0, MOST_UNSENT), more: unsent.length > MOST_UNSENT }]),
    ...(folder === undefined ? [] : [{ kind: 'copiesFailing' as const, folder }]),
    ...(await lowDisk(sources.data)),
  ];
}

async function stuckSales({ store, till }: ProblemSources): Promise<OverviewProblem[]> {
  const names = new Map(till.registers().map(({ settings }) => [settings.id, settings.name]));
  const groups = Map.groupBy(
    await store.stuckSales({ limit: MOST_STUCK }),
    ({ state, register }) => `${state} ${register}`,
  );
  return [...groups.values()].flatMap((sales) => {
    const [{ state, register } = { state: 'failed', register: '' }] = sales;
    return [
      {
        kind: state === 'unclear' ? 'saleUnclear' : 'saleFailed',
        register,
        name: names.get(register) ?? register,
        count: sales.length,
      },
    ];
  });
}

type Count = (channel: string, profile: string) => number;

function heldAccounts({ delivery }: ProblemSources, count: Count): OverviewProblem[] {
  return delivery.heldAccounts().map((held) => {
    const [channel, profile] = held.account.split(':') as ['email' | 'sms', string];
    return { ...held, kind: 'accountHeld', channel, profile, waiting: count(channel, profile) };
  });
}

/** A channel that is on and not filled in, or that was switched off while something waits in it. */
function channelProblems(settings: SettingsRoom, profile: string, count: Count): OverviewProblem[] {
  const channels = [
    ['email', settings.get('email', profile).enabled, emailAccountFrom(settings.get('email', profile)) !== undefined],
    ['sms', settings.get('sms', profile).enabled, hasSmsAccount(settings, profile)],
  ] as const;
  return channels.flatMap(([channel, enabled, hasAccount]): OverviewProblem[] => {
    const waiting = count(channel, profile);
    if (enabled) return hasAccount ? [] : [{ kind: 'notSetUp', channel, profile, waiting }];
    return waiting > 0 ? [{ kind: 'channelOff', channel, profile, waiting }] : [];
  });
}

function hasSmsAccount(settings: SettingsRoom, profile: string): boolean {
  const account = smsAccountOf(settings, profile);
  const provider = smsProviders.find(({ id }) => id === account?.provider);
  return account !== undefined && provider !== undefined && accountProblem(provider, account) === undefined;
}

async function lowBalances({ smsMoney }: ProblemSources, profiles: string[]): Promise<OverviewProblem[]> {
  const low: OverviewProblem[] = [];
  for (const profile of profiles) {
    if (!(await smsMoney.isLow(profile))) continue;
    const { balance } = await smsMoney.of(profile);
    if (balance) low.push({ kind: 'smsBalanceLow', profile, kopecks: balance.kopecks, at: balance.at });
  }
  return low;
}

async function lowDisk(folder: string): Promise<OverviewProblem[]> {
  const { bavail, blocks, bsize } = await statfs(folder);
  const [free, size] = [bavail * bsize, blocks * bsize];
  return free < LEAST_FREE || free < size * LEAST_SHARE ? [{ kind: 'diskLow', free, size }] : [];
}
