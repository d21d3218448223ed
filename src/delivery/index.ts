import { EventEmitter } from 'node:events';
import type { Clock } from '../base/clock.ts';
import { uuidv7 } from '../base/uuid.ts';
import type { Contact } from '../contact/contact.ts';
import { parseContact } from '../contact/parse-contact.ts';
import type { Receipt } from '../receipt/receipt.ts';
import type {
  AttemptRow,
  Channel,
  DeliveryMatch,
  DeliveryRow,
  DeliverySource,
  ReceiptRow,
  RetriedPage,
  Store,
  Vault,
} from '../store/index.ts';
import { Problem } from '../texts/problem.ts';
import { type Accepted, accept, contactHash, newDelivery, newRow, type Wish } from './accept.ts';
import { GIVE_UP_AFTER } from './backoff.ts';
import { Dispatcher, type EndedAttempt } from './dispatcher.ts';
import type { ChannelSender, DeliveryOptions, ShownMessage } from './sender.ts';
import { StatusWatch } from './status-watch.ts';

export {
  type AttemptRow,
  type DeliveryOutcome,
  type DeliveryRow,
  type DeliveryStatus,
  outcomeOf,
  type ReceiptRow,
  type RetriedPage,
} from '../store/index.ts';
export { type Accepted, contactHash, type Wish } from './accept.ts';
export { emailAccountFrom, emailSender } from './email-sender.ts';
export type { ChannelSender, ShownMessage } from './sender.ts';
export { accountFrom, smsAccountOf } from './sms-guard.ts';
export { type KnownMoney, pricePerPart, proxyOf, SmsMoney, type ToldSum } from './sms-money.ts';
export { smsSender } from './sms-sender.ts';

/** What people search the journal by. `contact` is found exactly. */
export interface JournalMatch extends Omit<DeliveryMatch, 'contactHash'> {
  contact?: string;
}

export interface JournalFilter extends JournalMatch {
  /** Id of the last row seen: the page begins after it. */
  before?: string;
  limit: number;
}

export interface HeldAccount {
  account: string;
  reason: string | null;
  reply: string | null;
  notBefore: number;
}

/** Accepts receipts, delivers them until the outcome is known, and keeps the journal. */
export interface Delivery {
  accept(wanted: { receipt: Receipt; format: string; profile?: string; wishes: Wish[] }): Promise<Accepted>;
  /** Once more, or elsewhere: a new delivery of a kept receipt. */
  sendAgain(receiptId: string, wish: Wish): Promise<Accepted>;
  /** A delivery once more, to the same contact and in the same way: a new delivery. */
  resend(id: string): Promise<Accepted>;
  retry(id: string): Promise<DeliveryRow>;
  /** One step of trying many again, newest first. */
  retryAll(filter: JournalFilter): Promise<RetriedPage>;
  cancel(id: string): Promise<DeliveryRow>;
  list(filter: JournalFilter): Promise<DeliveryRow[]>;
  /** How many match, counted up to `atMost`. */
  count(match: JournalMatch, atMost: number): Promise<number>;
  /** The whole contact. Throws a `Problem` for an unknown delivery and an erased contact. */
  contact(id: string): Promise<Contact>;
  /** Whole contacts by the ids of their deliveries; erased ones are absent. */
  contacts(ids: string[]): Promise<Map<string, Contact>>;
  /** The message as the buyer gets it, the contact masked. Throws a `Problem` for an unknown delivery. */
  message(id: string): Promise<ShownMessage>;
  get(id: string): Promise<(DeliveryRow & { journal: AttemptRow[] }) | null>;
  /** The delivery once its outcome is known, or as it is after `ms`. */
  wait(id: string, ms: number): Promise<(DeliveryRow & { journal: AttemptRow[] }) | null>;
  receipt(id: string): Promise<(ReceiptRow & { receipt: Receipt }) | null>;
  receipts(page: { before?: string; limit: number }): Promise<ReceiptRow[]>;
  countByStatus(): Promise<Record<string, number>>;
  heldAccounts(): HeldAccount[];
  /** The settings of a channel changed: try its accounts anew. */
  settingsChanged(channel: Channel, profile: string): Promise<void>;
  /** Each receipt that was not known before, when the disk holds it. */
  onReceipt(listener: (receipt: Receipt) => void): () => void;
  onChange(listener: (row: DeliveryRow) => void): () => void;
  /** Each attempt, when it has ended. */
  onAttempt(listener: (attempt: EndedAttempt) => void): () => void;
  /** A status pushed by the provider of a profile: gives what to answer, or undefined if it isn't the provider's. */
  pushed(channel: Channel, profile: string, form: Readonly<Record<string, string>>): Promise<string | undefined>;
  /** Forgets a contact: cancels what waits for it, lets what is under way end (`limitMs` at most), keeps that something was sent and when. */
  erase(contact: string, limitMs?: number): Promise<Erased>;
  close(limitMs?: number): Promise<void>;
}

/** How much was forgotten. */
export interface Erased {
  deliveries: number;
  cancelled: number;
  sales: number;
}

const ENDED: readonly string[] = ['sent', 'delivered', 'failed', 'bounced', 'expired', 'cancelled'];
const DEFAULT_PROFILE = 'default';
const DRAIN_MS = 30_000;

export async function openDelivery(options: {
  store: Store;
  vault: Vault;
  clock: Clock;
  senders: ChannelSender[];
  random?: () => number;
  onFault?: (message: string, error: unknown) => void;
}): Promise<Delivery> {
  const { store, vault, clock, senders, random = Math.random, onFault = () => {} } = options;
  const changes = new EventEmitter().setMaxListeners(0);
  const rooms = { store, vault, clock, senders };
  const moved = (rows: DeliveryRow[]) => {
    for (const row of rows) changes.emit('change', row);
  };
  const watch = new StatusWatch({ ...rooms, onMoved: moved, onFault });
  const dispatcher = new Dispatcher({
    ...rooms,
    random,
    owner: uuidv7(clock.now()),
    onMoved: moved,
    onStatusDue: (at) => watch.dueAt(at),
    onAttempt: (attempt) => void changes.emit('attempt', attempt),
    onFault,
  });
  await watch.start();
  await dispatcher.start();

  const wakeFor = (accepted: Accepted, profile: string) => {
    for (const delivery of accepted.deliveries) {
      const sender = senders.find((one) => one.channel === delivery.channel);
      if (delivery.created && sender) dispatcher.wake(sender.accountOf(profile));
    }
  };
  /** What has not been tried yet because its account is held back waits for the account's reason. */
  const withReason = <Row extends DeliveryRow>(row: Row): Row => {
    if (row.status !== 'queued' || row.reason !== null) return row;
    const held = dispatcher.heldAccounts().find(({ account }) => account === row.account);
    return held ? { ...row, reason: held.reason } : row;
  };
  const get = async (id: string) => {
    const row = await store.getDelivery({ id });
    return row && withReason(row);
  };
  const sourceOf = async (id: string): Promise<DeliverySource> => {
    const source = await store.deliverySource({ id });
    if (!source) throw new Problem('deliveryUnknown', { status: 404 });
    return source;
  };
  const opened = (sealed: Uint8Array): Contact => {
    if (sealed.length === 0) throw new Problem('contactErased', { status: 409 });
    return JSON.parse(vault.open(sealed, 'contact')) as Contact;
  };
  /** A text that is no contact matches nothing. */
  const matchOf = <Filter extends JournalMatch>({ contact, ...match }: Filter) => {
    if (contact === undefined) return match;
    const parsed = parseContact(contact);
    return parsed.ok ? { ...match, contactHash: contactHash(vault, parsed.contact) } : undefined;
  };
  const sendAgain = async (receiptId: string, wish: Wish): Promise<Accepted> => {
    const receipt = await store.getReceipt({ id: receiptId });
    if (!receipt) throw new Problem('receiptUnknown', { status: 404 });
    const delivery = newDelivery(rooms, wish, receipt.profile, clock.now());
    const accepted = { receiptId, created: false, deliveries: [await store.addDelivery({ receiptId, delivery })] };
    moved([newRow(JSON.parse(receipt.body) as Receipt, receiptId, delivery)]);
    wakeFor(accepted, receipt.profile);
    return accepted;
  };
  return {
    accept: async ({ receipt, format, profile = DEFAULT_PROFILE, wishes }) => {
      const { accepted, rows } = await accept(rooms, { receipt, format, profile, wishes });
      if (accepted.created) changes.emit('receipt', receipt);
      moved(rows);
      wakeFor(accepted, profile);
      return accepted;
    },
    sendAgain,
    resend: async (id) => {
      const { receiptId, channel, options, contactSealed } = await sourceOf(id);
      const how = JSON.parse(options) as DeliveryOptions;
      return sendAgain(receiptId, { to: opened(contactSealed).value, channel, ...how });
    },
    retry: async (id) => {
      const now = clock.now();
      const row = await store.retryDelivery({ id, now, expiresAt: now + GIVE_UP_AFTER });
      moved([row]);
      dispatcher.wake(row.account);
      return row;
    },
    cancel: async (id) => {
      const row = await store.cancelDelivery({ id, now: clock.now() });
      moved([row]);
      return row;
    },
    retryAll: async (filter) => {
      const match = matchOf(filter);
      if (!match) return { rows: [], doubtful: 0, before: null };
      const now = clock.now();
      const onceOnly = senders.filter((sender) => !sender.repeatsUnknown).map((sender) => sender.channel);
      const page = await store.retryDeliveries({ ...match, now, expiresAt: now + GIVE_UP_AFTER, onceOnly });
      moved(page.rows);
      for (const account of new Set(page.rows.map((row) => row.account))) dispatcher.wake(account);
      return page;
    },
    list: async (filter) => {
      const match = matchOf(filter);
      return match ? (await store.listDeliveries(match)).map(withReason) : [];
    },
    count: async (filter, atMost) => {
      const match = matchOf(filter);
      return match ? store.countDeliveries({ ...match, atMost }) : 0;
    },
    contact: async (id) => opened((await sourceOf(id)).contactSealed),
    contacts: async (ids) => {
      const sealed = Object.entries(await store.sealedContacts({ ids }));
      return new Map(sealed.filter(([, bytes]) => bytes.length > 0).map(([id, bytes]) => [id, opened(bytes)]));
    },
    message: async (id) => {
      const { channel, profile, receiptBody, options, contactMask } = await sourceOf(id);
      const sender = senders.find((one) => one.channel === channel);
      if (!sender?.show) throw new Problem('deliveryUnknown', { status: 404 });
      return sender.show({
        profile,
        receiptBody,
        options: JSON.parse(options) as DeliveryOptions,
        contact: contactMask,
      });
    },
    get,
    wait: async (id, ms) => {
      let heard: (row: DeliveryRow) => void = () => {};
      const change = new Promise<void>((resolve) => {
        heard = (row) => {
          if (row.id === id && ENDED.includes(row.status)) resolve();
        };
      });
      changes.on('change', heard);
      let timer: NodeJS.Timeout | undefined;
      try {
        const row = await get(id);
        if (!row || ms <= 0 || ENDED.includes(row.status)) return row;
        await Promise.race([change, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
        return await get(id);
      } finally {
        clearTimeout(timer);
        changes.off('change', heard);
      }
    },
    receipt: async (id) => {
      const row = await store.getReceipt({ id });
      if (!row) return null;
      const { body, ...rest } = row;
      return { ...rest, receipt: JSON.parse(body) as Receipt };
    },
    receipts: (page) => store.listReceipts(page),
    countByStatus: () => store.countByStatus(),
    heldAccounts: () => dispatcher.heldAccounts(),
    settingsChanged: async (channel, profile) => {
      const sender = senders.find((one) => one.channel === channel);
      if (sender) await dispatcher.release(sender.accountOf(profile));
    },
    pushed: async (channel, profile, form) => {
      const sender = senders.find((one) => one.channel === channel);
      const account = sender?.accountOf(profile) ?? '';
      const push = sender?.readPush?.(account, form);
      if (!push) return undefined;
      // The push says only that there is news: what it is, the provider is asked itself.
      const now = clock.now();
      if ((await store.statusDueNow({ account, providerMessageIds: push.ids, now })) > 0) watch.dueAt(now);
      return push.answer;
    },
    onReceipt: (listener) => {
      changes.on('receipt', listener);
      return () => changes.off('receipt', listener);
    },
    onAttempt: (listener) => {
      changes.on('attempt', listener);
      return () => changes.off('attempt', listener);
    },
    onChange: (listener) => {
      changes.on('change', listener);
      return () => changes.off('change', listener);
    },
    erase: async (typed, limitMs = DRAIN_MS) => {
      const parsed = parseContact(typed);
      if (!parsed.ok)
        throw new Problem('contactWrong', {
          path: 'contact',
          params: { ...parsed.reason.params, reason: `@contact.${parsed.reason.code}` },
        });
      const hash = contactHash(vault, parsed.contact);
      const until = performance.now() + limitMs;
      const erased: Erased = { deliveries: 0, cancelled: 0, sales: 0 };
      for (let isOver = false; !isOver; ) {
        const left = until - performance.now();
        const step = await store.eraseContact({ contactHash: hash, now: clock.now(), force: left <= 0 });
        moved(step.cancelled);
        erased.deliveries += step.deliveries;
        erased.cancelled += step.cancelled.length;
        erased.sales += step.sales;
        isOver = step.underWay.length === 0;
        if (!isOver) await dispatcher.settle(step.underWay, left);
      }
      return erased;
    },
    close: async (limitMs = DRAIN_MS) => {
      await dispatcher.close(limitMs);
      await watch.close();
      await Promise.all(senders.map((sender) => sender.close()));
    },
  };
}
