import type { Clock } from '../base/clock.ts';
import type { SmsReport } from '../channels/sms/index.ts';
import type { Contact } from '../contact/contact.ts';
import { maskWithin } from '../contact/mask-text.ts';
import type { DeliveryRow, RecordedReport, StatusCheck, Store, Vault } from '../store/index.ts';
import type { ChannelSender } from './sender.ts';

const BATCH = 500;
/** A question whose answer was never recorded, because the program ended, comes up again after this. */
const AGAIN = 10 * 60_000;
const LONGEST_TIMER = 60_000;
const PAUSE_AFTER_FAULT = 30_000;

export interface StatusWatchOptions {
  store: Store;
  vault: Vault;
  clock: Clock;
  senders: ChannelSender[];
  onMoved: (rows: DeliveryRow[]) => void;
  onFault: (message: string, error: unknown) => void;
}

/** Follows messages that the provider took until it says what became of them: asked early and then ever more seldom, or told by the provider. */
export class StatusWatch {
  readonly #options: StatusWatchOptions;
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #asking: Promise<void> | undefined;
  #closing = false;

  constructor(options: StatusWatchOptions) {
    this.#options = options;
    for (const sender of options.senders) sender.onReport?.((account, report) => this.#told(sender, account, report));
  }

  async start(): Promise<void> {
    const due = await this.#options.store.nextStatusDue();
    if (due !== null) this.dueAt(due);
  }

  /** Something is to be asked about at that time. */
  dueAt(at: number): void {
    if (this.#closing || at >= this.#timerAt) return;
    clearTimeout(this.#timer);
    this.#timerAt = at;
    const wait = Math.max(0, Math.min(at - this.#options.clock.now(), LONGEST_TIMER));
    this.#timer = setTimeout(() => {
      this.#timerAt = Number.POSITIVE_INFINITY;
      this.#asking ??= this.#ask().finally(() => {
        this.#asking = undefined;
      });
    }, wait).unref();
  }

  async close(): Promise<void> {
    this.#closing = true;
    clearTimeout(this.#timer);
    await this.#asking;
  }

  async #ask(): Promise<void> {
    const { store, clock, onFault } = this.#options;
    try {
      const now = clock.now();
      const due = await store.claimStatusChecks({ now, again: now + AGAIN, limit: BATCH });
      for (const [account, checks] of Map.groupBy(due, (check) => check.account)) await this.#askOf(account, checks);
      const next = await store.nextStatusDue();
      if (next !== null) this.dueAt(next);
    } catch (error) {
      onFault('status not asked', error);
      this.dueAt(clock.now() + PAUSE_AFTER_FAULT);
    }
  }

  async #askOf(account: string, checks: StatusCheck[]): Promise<void> {
    const { senders, vault } = this.#options;
    const sender = senders.find((one) => account.startsWith(`${one.channel}:`));
    if (!sender?.status) return;
    const contacts = checks.map((check) => JSON.parse(vault.open(check.contactSealed, 'contact')) as Contact);
    const refs = checks.map((check, at) => ({
      id: check.providerMessageId,
      to: contacts[at]?.value ?? '',
      messageId: check.id,
    }));
    const reports = new Map((await sender.status(account, refs)).map((report) => [report.id, report]));
    await this.#record(
      checks.map((check, at) => {
        const report = reports.get(check.providerMessageId) ?? { id: check.providerMessageId, state: 'unknown' };
        return recorded(sender, account, check, withoutContact(report, contacts[at]), check.checks + 1);
      }),
    );
  }

  async #told(sender: ChannelSender, account: string, report: SmsReport): Promise<void> {
    const found = await this.#options.store.findByProviderId({ account, providerMessageId: report.id });
    // The provider may be faster than our own journal: then it brings the report again.
    if (!found || found.sentAt === null) throw new Error('the message is not in the journal yet');
    await this.#record([recorded(sender, account, { ...found, sentAt: found.sentAt }, report, found.checks)]);
  }

  async #record(reports: RecordedReport[]): Promise<void> {
    const { store, clock, onMoved } = this.#options;
    onMoved(await store.recordReports({ reports, now: clock.now() }));
  }
}

function withoutContact(report: SmsReport, contact: Contact | undefined): SmsReport {
  return report.reply === undefined || !contact ? report : { ...report, reply: maskWithin(report.reply, contact) };
}

const ENDS = { delivered: 'delivered', undelivered: 'failed', rejected: 'failed', expired: 'expired' } as const;
const usualReason = { undelivered: 'notDelivered', rejected: 'rejectedByOperator', expired: 'expired' } as const;

function recorded(
  sender: ChannelSender,
  account: string,
  { id, sentAt }: { id: string; sentAt: number },
  { state, reason, reply, parts, cost }: SmsReport,
  checks: number,
): RecordedReport {
  const end = state in ENDS ? ENDS[state as keyof typeof ENDS] : undefined;
  const why = reason ?? (state in usualReason ? usualReason[state as keyof typeof usualReason] : undefined);
  return {
    deliveryId: id,
    status: end ?? 'sent',
    statusDueAt: end === undefined ? (sender.nextStatus?.(account, sentAt, checks) ?? null) : null,
    checks,
    ...(why === undefined || end === undefined || end === 'delivered' ? {} : { reason: `sms.${why}` }),
    ...(reply === undefined ? {} : { reply }),
    ...(parts === undefined ? {} : { parts }),
    ...(cost === undefined ? {} : { cost: cost.kopecks }),
  };
}
