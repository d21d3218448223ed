import type { Clock } from '../base/clock.ts';
import type { Outcome } from '../channels/outcome.ts';
import type { Contact } from '../contact/contact.ts';
import { maskWithin } from '../contact/mask-text.ts';
import type { Channel, ClaimedDelivery, DeliveryRow, FinishedAttempt, Store, Vault } from '../store/index.ts';
import { AccountLine } from './account-line.ts';
import { afterAttempt } from './after-attempt.ts';
import { faultDelay } from './backoff.ts';
import type { ChannelSender, DeliveryOptions, Job } from './sender.ts';

const LEASE_MS = 15 * 60_000;
const LONGEST_TIMER_MS = 60_000;
const SOON_MS = 100;

/** How an attempt ended and how long it took. */
export interface EndedAttempt {
  channel: Channel;
  outcome: Outcome['kind'];
  milliseconds: number;
}

export interface DispatcherOptions {
  store: Store;
  vault: Vault;
  clock: Clock;
  random: () => number;
  senders: ChannelSender[];
  /** This process, among all that have ever worked on the store. */
  owner: string;
  onMoved: (rows: DeliveryRow[]) => void;
  onAttempt: (attempt: EndedAttempt) => void;
  /** A message has gone out whose status is to be asked for at that time. */
  onStatusDue: (at: number) => void;
  onFault: (message: string, error: unknown) => void;
}

/**
 * Takes due deliveries and attempts them, each account within its own limits, so that a slow one stops nobody else.
 * An attempt is journalled together with what becomes of its delivery; attempts that end in one turn of the loop share a write.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #lines = new Map<string, AccountLine>();
  /** Attempts under way, by their deliveries. */
  readonly #running = new Map<string, Promise<void>>();
  readonly #stop = new AbortController();
  #finished: FinishedAttempt[] = [];
  #writing: Promise<void> = Promise.resolve();
  #closing = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  /** Takes back what a dead process held and starts. */
  async start(): Promise<void> {
    const { store, clock, owner } = this.#options;
    await store.releaseLeases({ owner, others: true, now: clock.now() });
    for (const state of await store.accountStates()) this.#line(state.account).held = state;
    for (const account of await store.accountsWithWork()) this.wake(account);
  }

  /** There may be something due for the account. */
  wake(account: string): void {
    if (this.#closing) return;
    const line = this.#line(account);
    line.more = true;
    this.#pump(line);
  }

  /** The shop has changed the account: what was wrong with it may be right now. */
  async release(account: string): Promise<void> {
    const line = this.#line(account);
    if (line.held !== undefined) {
      const { reason } = line.held;
      await this.#hold(line, { notBefore: 0, faults: 0, reason: null, reply: null });
      const { store, clock } = this.#options;
      if (reason !== null) await store.dueNow({ account, reason, now: clock.now() });
    }
    line.renewLimits();
    this.wake(account);
  }

  heldAccounts(): { account: string; reason: string | null; reply: string | null; notBefore: number }[] {
    return [...this.#lines.values()].flatMap((line) =>
      line.held && line.held.faults > 0 ? [{ ...line.held, account: line.account }] : [],
    );
  }

  /** Gives back those of the deliveries that were not begun, and waits until the others' attempts are journalled, `limitMs` at most. */
  async settle(ids: readonly string[], limitMs: number): Promise<void> {
    const untried: string[] = [];
    for (const line of this.#lines.values()) {
      const [back, kept] = [
        line.waiting.filter(({ id }) => ids.includes(id)),
        line.waiting.filter(({ id }) => !ids.includes(id)),
      ];
      line.waiting.splice(0, line.waiting.length, ...kept);
      untried.push(...back.map(({ id }) => id));
    }
    const { store, owner, clock } = this.#options;
    await store.releaseLeases({ owner, ids: untried, now: clock.now() });
    const running = ids.flatMap((id) => this.#running.get(id) ?? []);
    // One that nobody here attempts is just being claimed, or is another process's: it is looked for again soon.
    const pause = running.length === 0 ? Math.min(SOON_MS, limitMs) : limitMs;
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise((resolve) => (timer = setTimeout(resolve, pause)));
    await Promise.race(running.length === 0 ? [limit] : [Promise.allSettled(running), limit]);
    clearTimeout(timer);
    await this.#flush();
  }

  /** Takes no more, waits for what is under way (`limitMs` at most), gives the rest back. */
  async close(limitMs: number): Promise<void> {
    this.#closing = true;
    for (const line of this.#lines.values()) line.stopTimer();
    const untried = [...this.#lines.values()].flatMap((line) => line.waiting.splice(0).map((claimed) => claimed.id));
    const timer = setTimeout(() => this.#stop.abort(), limitMs);
    await Promise.allSettled([...this.#lines.values()].flatMap((line) => line.claiming ?? []));
    untried.push(...[...this.#lines.values()].flatMap((line) => line.waiting.splice(0).map((claimed) => claimed.id)));
    await Promise.allSettled(this.#running.values());
    clearTimeout(timer);
    await this.#flush();
    const { store, owner, clock } = this.#options;
    await store.releaseLeases({ owner, ids: untried, now: clock.now() });
    await store.releaseLeases({ owner, now: clock.now() });
  }

  #line(account: string): AccountLine {
    const known = this.#lines.get(account);
    if (known) return known;
    const channel = account.slice(0, account.indexOf(':')) as Channel;
    const sender = this.#options.senders.find((one) => one.channel === channel);
    const line = new AccountLine(account, sender, this.#options.clock);
    this.#lines.set(account, line);
    return line;
  }

  #pump(line: AccountLine): void {
    if (this.#closing || !line.sender) return;
    const now = this.#options.clock.now();
    if (line.heldAt(now)) {
      this.#timer(line, line.held?.notBefore ?? now);
      return;
    }
    while (line.waiting.length > 0 && line.running < line.concurrency) {
      const wait = line.takeToken();
      if (wait > 0) {
        this.#timer(line, now + wait);
        return;
      }
      const claimed = line.waiting.shift();
      if (claimed) this.#run(line, line.sender, claimed);
    }
    if (line.more && line.waiting.length < line.concurrency && roomOf(line) > 0 && line.claiming === undefined) {
      line.claiming = this.#claim(line).finally(() => {
        line.claiming = undefined;
        this.#pump(line);
      });
    }
  }

  async #claim(line: AccountLine): Promise<void> {
    const { store, clock, owner } = this.#options;
    const limit = roomOf(line);
    line.more = false;
    const now = clock.now();
    try {
      const claimed = await store.claimDeliveries({
        owner,
        now,
        leaseUntil: now + LEASE_MS,
        accounts: [{ account: line.account, limit, usageSince: line.sender?.usageSince?.(now) }],
      });
      line.waiting.push(...claimed);
      if (claimed.length === limit) line.more = true;
      else if (!line.more) {
        const due = (await store.nextDue({ accounts: [line.account] }))[line.account];
        if (due !== undefined) this.#timer(line, due);
      }
    } catch (error) {
      this.#options.onFault('claim failed', error);
      this.#timer(line, now + 1_000);
    }
  }

  #timer(line: AccountLine, at: number): void {
    if (this.#closing) return;
    const wait = Math.max(0, Math.min(at - this.#options.clock.now(), LONGEST_TIMER_MS));
    line.setTimer(wait, () => {
      line.more = true;
      this.#pump(line);
    });
  }

  #run(line: AccountLine, sender: ChannelSender, claimed: ClaimedDelivery): void {
    line.running++;
    const attempt = this.#attempt(line, sender, claimed).finally(() => {
      line.running--;
      this.#running.delete(claimed.id);
      this.#pump(line);
    });
    this.#running.set(claimed.id, attempt);
  }

  async #attempt(line: AccountLine, sender: ChannelSender, claimed: ClaimedDelivery): Promise<void> {
    const { clock, random, owner } = this.#options;
    const startedAt = clock.now();
    const outcome = await this.#outcome(sender, claimed);
    const now = clock.now();
    const reason = outcome.kind === 'accepted' ? undefined : outcome.reason;
    const accountHeldUntil =
      outcome.kind !== 'accepted' && outcome.reason.account ? await this.#fault(line, outcome) : undefined;
    if (outcome.kind === 'accepted' && line.held && line.held.faults > 0)
      await this.#hold(line, { notBefore: 0, faults: 0, reason: null, reply: null });
    const next = afterAttempt(
      outcome,
      {
        attempt: claimed.attempt,
        now,
        expiresAt: claimed.expiresAt,
        repeatsUnknown: sender.repeatsUnknown,
        accountHeldUntil,
      },
      random(),
    );
    this.#options.onAttempt({ channel: claimed.channel, outcome: outcome.kind, milliseconds: now - startedAt });
    const statusDueAt =
      outcome.kind === 'accepted' && outcome.providerMessageId !== undefined
        ? (sender.nextStatus?.(line.account, now, 0) ?? null)
        : null;
    this.#journal({
      deliveryId: claimed.id,
      owner,
      number: claimed.attempt,
      startedAt,
      finishedAt: now,
      outcome: outcome.kind,
      reason: reason?.code ?? null,
      reply: (outcome.kind === 'accepted' ? outcome.reply : reason?.reply) ?? null,
      status: next.status,
      dueAt: next.dueAt,
      sentAt: outcome.kind === 'accepted' ? now : null,
      providerMessageId:
        (outcome.kind === 'accepted' ? outcome.providerMessageId : undefined) ?? claimed.providerMessageId,
      parts: (outcome.kind === 'accepted' ? outcome.parts : undefined) ?? null,
      cost: (outcome.kind === 'accepted' ? outcome.cost?.kopecks : undefined) ?? null,
      openSince: outcome.kind === 'unknown' ? (claimed.openSince ?? startedAt) : null,
      statusDueAt,
    });
    if (next.dueAt !== null) this.#timer(line, Math.min(next.dueAt, line.timerAt ?? next.dueAt));
  }

  /** The sender's outcome; a fault of our own is a deferral, because the buyer mustn't lose a receipt by it. */
  async #outcome(sender: ChannelSender, claimed: ClaimedDelivery): Promise<Outcome> {
    try {
      const job: Job = {
        id: claimed.id,
        profile: claimed.profile,
        receiptBody: claimed.receiptBody,
        contact: JSON.parse(this.#options.vault.open(claimed.contactSealed, 'contact')) as Contact,
        options: JSON.parse(claimed.options) as DeliveryOptions,
        attempt: claimed.attempt,
        createdAt: claimed.createdAt,
        providerMessageId: claimed.providerMessageId ?? undefined,
        inDoubtSince: claimed.openSince ?? undefined,
        contactHash: claimed.contactHash,
        contactUsage: claimed.contactUsage,
        claimedAt: claimed.claimedAt,
      };
      return withoutContact(await sender.deliver(job, this.#stop.signal), job.contact);
    } catch (error) {
      this.#options.onFault('attempt failed', error);
      return { kind: 'deferred', reason: { code: 'internal' } };
    }
  }

  /** Holds the account back and gives its other deliveries back to the queue; they wait for the repair. */
  async #fault(line: AccountLine, outcome: Exclude<Outcome, { kind: 'accepted' }>): Promise<number> {
    const { store, clock, random, owner } = this.#options;
    const now = clock.now();
    if (line.heldAt(now)) return line.held?.notBefore ?? now;
    const faults = (line.held?.faults ?? 0) + 1;
    const asked = outcome.kind === 'deferred' ? outcome.retryAfter : undefined;
    const notBefore = now + faultDelay(faults, asked, random());
    const { code: reason, reply = null } = outcome.reason;
    await this.#hold(line, { notBefore, faults, reason, reply });
    line.more = true;
    await store.releaseLeases({ owner, ids: line.waiting.splice(0).map((waiting) => waiting.id), now });
    return notBefore;
  }

  async #hold(
    line: AccountLine,
    state: { notBefore: number; faults: number; reason: string | null; reply: string | null },
  ): Promise<void> {
    line.held = { account: line.account, ...state };
    await this.#options.store
      .saveAccountState(line.held)
      .catch((error) => this.#options.onFault('account state not kept', error));
  }

  #journal(attempt: FinishedAttempt): void {
    if (this.#finished.length === 0) setImmediate(() => void this.#flush());
    this.#finished.push(attempt);
  }

  /** Writes the finished attempts; while the store refuses, they are kept and written again. */
  #flush(): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      const attempts = this.#finished;
      this.#finished = [];
      if (attempts.length === 0) return;
      try {
        this.#options.onMoved(await this.#options.store.finishAttempts({ attempts }));
        for (const { statusDueAt } of attempts) if (statusDueAt) this.#options.onStatusDue(statusDueAt);
      } catch (error) {
        this.#options.onFault('journal failed', error);
        this.#finished.unshift(...attempts);
        if (!this.#closing) setTimeout(() => void this.#flush(), 500).unref();
      }
    });
    return this.#writing;
  }
}

/** The other side's words without the buyer's contact, which is kept sealed alone. */
function withoutContact(outcome: Outcome, contact: Contact): Outcome {
  if (outcome.kind === 'accepted')
    return outcome.reply === undefined ? outcome : { ...outcome, reply: maskWithin(outcome.reply, contact) };
  const { reason } = outcome;
  return reason.reply === undefined
    ? outcome
    : { ...outcome, reason: { ...reason, reply: maskWithin(reason.reply, contact) } };
}

/**
 * How many more deliveries an account may claim. What is claimed and not yet begun counts as in doubt after a crash, so a channel that can
 * neither repeat nor ask takes only what it can begin at once.
 */
function roomOf({ account, sender, concurrency, waiting, running }: AccountLine): number {
  if (sender?.repeatsUnknown) return concurrency * 4 - waiting.length;
  if (sender?.canAsk?.(account)) return concurrency - waiting.length;
  return concurrency - running - waiting.length;
}
