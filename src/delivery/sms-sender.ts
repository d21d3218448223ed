import type { Clock } from '../base/clock.ts';
import { dayOf } from '../base/day.ts';
import type { Outcome } from '../channels/outcome.ts';
import {
  accountProblem,
  createSmsChannel,
  nextStatusCheck,
  type SmsAccount,
  type SmsChannel,
  type SmsReport,
  smsProviders,
} from '../channels/sms/index.ts';
import type { Receipt } from '../receipt/receipt.ts';
import { countSegments, renderSms } from '../rendering/index.ts';
import type { SettingsRoom } from '../settings/index.ts';
import type { Store } from '../store/index.ts';
import { Problem } from '../texts/problem.ts';
import { DayUsage } from './day-usage.ts';
import type { ChannelSender, Job } from './sender.ts';
import { smsAccountOf, smsPassage } from './sms-guard.ts';
import { pricePerPart, proxyOf, type SmsMoney } from './sms-money.ts';

export interface SmsSenderOptions {
  settings: SettingsRoom;
  store: Store;
  clock: Clock;
  /** Addresses inside the network that a provider may have: any, or those that the installer listed. */
  privateHosts: boolean | readonly string[];
  ca?: string | undefined;
  money: SmsMoney;
}

const CONNECTIONS = 10;
/** Messages that stand ready for the next free connection, where one that never left can be told from one that did. */
const READY = 10;
/** What SMPP keeps on its way at once, where the account says nothing else. */
const WINDOW = 50;
const PREFIX = 'sms:';

/** Writes receipts as SMS and sends them through the shop's provider. One channel a profile, made anew when its settings change. */
export function smsSender(options: SmsSenderOptions): ChannelSender {
  const { settings, clock, privateHosts, ca, money } = options;
  const open = new Map<string, SmsChannel>();
  const retired: Promise<void>[] = [];
  const usage = new DayUsage(clock);
  let take: (account: string, report: SmsReport) => Promise<void> = async () => {};

  const providerOf = (account: SmsAccount | undefined) => smsProviders.find(({ id }) => id === account?.provider);

  const channelOf = (profile: string): SmsChannel | undefined => {
    const known = open.get(profile);
    if (known) return known;
    const account = smsAccountOf(settings, profile);
    const provider = providerOf(account);
    if (!account || !provider || accountProblem(provider, account)) return undefined;
    const channel = createSmsChannel(account, {
      clock,
      whenUnknown: settings.get('sms', profile).whenUnknown,
      http: {
        guard: { allowPrivate: privateHosts },
        connections: CONNECTIONS,
        ...proxyOf(settings),
        ...(ca === undefined ? {} : { ca }),
      },
      onBalance: (balance) => void money.note(account, { balance }),
      onReport: (report) => take(`${PREFIX}${profile}`, report),
    });
    open.set(profile, channel);
    return channel;
  };

  const retire = (profile: string) => {
    const before = open.get(profile);
    open.delete(profile);
    if (before) retired.push(before.close());
  };
  settings.onChange((section, profile) => {
    if (section === 'sms') retire(profile);
    if (section === 'network') for (const one of open.keys()) retire(one);
  });

  const guarded = async (job: Job, receipt: Receipt, text: string, send: () => Promise<Outcome>): Promise<Outcome> => {
    const passage = await smsPassage(options, usage, job, receipt);
    if ('kind' in passage) return passage;
    let outcome: Outcome | undefined;
    try {
      outcome = await send();
      return outcome;
    } finally {
      const told = outcome && withCost(outcome, text, settings.get('sms', job.profile).pricePerPart);
      const sent = told?.kind === 'accepted' || told?.kind === 'unknown';
      passage.end({ sent, kopecks: (told?.kind === 'accepted' && told.cost?.kopecks) || 0 });
    }
  };

  return {
    channel: 'sms',
    repeatsUnknown: false,
    canAsk: (account) => providerOf(smsAccountOf(settings, account.slice(PREFIX.length)))?.settles !== undefined,
    usageSince: (now) => dayOf(now).since,
    accountOf: (profile) => `${PREFIX}${profile}`,
    enabled: (profile) => settings.get('sms', profile).enabled,
    limits: (account) => {
      const profile = account.slice(PREFIX.length);
      const { enabled, provider: id, smpp } = settings.get('sms', profile);
      const provider = smsProviders.find((one) => one.id === id);
      const atOnce = CONNECTIONS + (provider?.settles === undefined ? 0 : READY);
      return {
        concurrency: enabled ? (id === 'smpp' ? (smpp.window ?? WINDOW) : atOnce) : 0,
        perMinute: (provider?.requestsPerSecond ?? 0) * 60,
      };
    },
    deliver: async (job) => {
      const channel = channelOf(job.profile);
      if (!channel) return { kind: 'deferred', reason: { code: 'sms.notConfigured', account: true } };
      const receipt = JSON.parse(job.receiptBody) as Receipt;
      const { template } = settings.get('sms', job.profile);
      const text = textOf(receipt, template);
      if (typeof text !== 'string') return text;
      const message = { id: job.id, to: job.contact.value, text };
      const { inDoubtSince } = job;
      // What may have gone out already has passed the guard.
      const outcome =
        inDoubtSince === undefined
          ? await guarded(job, receipt, text, () => channel.send(message))
          : await channel.send(message, { inDoubtSince });
      if (outcome.kind === 'accepted') {
        const { cost, parts } = outcome;
        if (cost && parts) void money.note(smsAccountOf(settings, job.profile), { price: pricePerPart(cost, parts) });
      }
      return withCost(outcome, text, settings.get('sms', job.profile).pricePerPart);
    },
    show: async ({ profile, receiptBody }) => ({
      kind: 'sms',
      sender: settings.get('sms', profile).sender,
      text: renderSms(JSON.parse(receiptBody) as Receipt, settings.get('sms', profile).template),
    }),
    status: async (account, refs) => (await channelOf(account.slice(PREFIX.length))?.status(refs)) ?? [],
    nextStatus: (account, sentAt, checks) => {
      const provider = providerOf(smsAccountOf(settings, account.slice(PREFIX.length)));
      return nextStatusCheck(sentAt, checks, provider?.statusHours);
    },
    readPush: (account, form) => {
      const sms = smsAccountOf(settings, account.slice(PREFIX.length));
      return sms && providerOf(sms)?.readPush?.(form, sms);
    },
    onReport: (listener) => {
      take = listener;
    },
    close: async () => {
      await Promise.all([...[...open.values()].map((channel) => channel.close()), ...retired]);
    },
  };
}

/** The text of the SMS, or why there can be none: the receipt's fault is final, the template's waits for its repair. */
function textOf(receipt: Receipt, template: string): string | Outcome {
  try {
    return renderSms(receipt, template);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code !== 'receiptWithoutSms')
      return { kind: 'deferred', reason: { code: 'sms.templateWrong', account: true } };
    return { kind: 'rejected', reason: { code: 'sms.receiptIncomplete', reply: String(error.params.missing) } };
  }
}

/** An accepted SMS whose cost its provider didn't tell costs what the shop says a part does, so that the budget counts it. */
function withCost(outcome: Outcome, text: string, pricePerPart: number): Outcome {
  if (outcome.kind !== 'accepted' || outcome.cost !== undefined || pricePerPart === 0) return outcome;
  const parts = outcome.parts ?? countSegments(text).parts;
  return { ...outcome, parts, cost: { kopecks: parts * pricePerPart, currency: 'RUB' } };
}
