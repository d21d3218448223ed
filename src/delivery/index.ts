import { EventEmitter } from 'node:events';
import type { Clock } from '../base/clock.ts';
import { uuidv7 } from '../base/uuid.ts';
import { parseContact } from '../contact/parse-contact.ts';
import type { Receipt } from '../receipt/receipt.ts';
import type { AttemptRow, Channel, DeliveryFilter, DeliveryRow, ReceiptRow, Store, Vault } from '../store/index.ts';
import { Problem } from '../texts/problem.ts';
import { type Accepted, accept, contactHash, newDelivery, newRow, type Wish } from './accept.ts';
import { GIVE_UP_AFTER } from './backoff.ts';
import { Dispatcher } from './dispatcher.ts';
import type { ChannelSender } from './sender.ts';
import { StatusWatch } from './status-watch.ts';

export type { AttemptRow, DeliveryRow, DeliveryStatus, ReceiptRow } from '../store/index.ts';
export { type Accepted, contactHash, type Wish } from './accept.ts';
export { emailAccountFrom, emailSender } from './email-sender.ts';
export type { ChannelSender } from './sender.ts';
export { accountFrom, smsAccountOf } from './sms-guard.ts';
export { type KnownMoney, pricePerPart, proxyOf, SmsMoney, type ToldSum } from './sms-money.ts';
export { smsSender } from './sms-sender.ts';

/** What people search the journal by. `contact` is found exactly. */
export interface JournalFilter extends Omit<DeliveryFilter, 'contactHash'> {
  contact?: string;
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
  retry(id: string): Promise<DeliveryRow>;
  cancel(id: string): Promise<DeliveryRow>;
  list(filter: JournalFilter): Promise<DeliveryRow[]>;
  get(id: string): Promise<(DeliveryRow & { journal: AttemptRow[] }) | null>;
  /** The delivery once its outcome is known, or as it is after `ms`. */
  wait(id: string, ms: number): Promise<(DeliveryRow & { journal: AttemptRow[] }) | null>;
  receipt(id: string): Promise<(ReceiptRow & { receipt: Receipt }) | null>;
  receipts(page: { before?: string; limit: number }): Promise<ReceiptRow[]>;
  countByStatus(): Promise<Record<string, number>>;
  heldAccounts(): HeldAccount[];
  /** The settings of a channel changed: try its accounts anew. */
  settingsChanged(channel: Channel, profile: string): Promise<void>;
  onChange(listener: (row: DeliveryRow) => void): () => void;
  /** A status pushed by the provider of a profile: gives what to answer, or undefined if it isn't the provider's. */
  pushed(channel: Channel, profile: string, form: Readonly<Record<string, string>>): Promise<string | undefined>;
  close(limitMs?: number): Promise<void>;
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
  const moved = (rows: DeliveryRow[]) => {
    for (const row of rows) changes.emit('change', row);
  };
  const watch = new StatusWatch({ store, vault, clock, senders, onMoved: moved, onFault });
  const dispatcher = new Dispatcher({
    store,
    vault,
    clock,
    random,
    senders,
    owner: uuidv7(clock.now()),
    onMoved: moved,
    onStatusDue: (at) => watch.dueAt(at),
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
  const get = (id: string) => store.getDelivery({ id });
  return {
    accept: async ({ receipt, format, profile = DEFAULT_PROFILE, wishes }) => {
      const { accepted, rows } = await accept({ store, vault, clock, senders }, { receipt, format, profile, wishes });
      moved(rows);
      wakeFor(accepted, profile);
      return accepted;
    },
    sendAgain: async (receiptId, wish) => {
      const receipt = await store.getReceipt({ id: receiptId });
      if (!receipt) throw new Problem('receiptUnknown', { status: 404 });
      const delivery = newDelivery({ store, vault, clock, senders }, wish, receipt.profile, clock.now());
      const accepted = { receiptId, created: false, deliveries: [await store.addDelivery({ receiptId, delivery })] };
      moved([newRow(JSON.parse(receipt.body) as Receipt, receiptId, delivery)]);
      wakeFor(accepted, receipt.profile);
      return accepted;
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
    list: async ({ contact, ...filter }) => {
      if (contact === undefined) return store.listDeliveries(filter);
      const parsed = parseContact(contact);
      return parsed.ok ? store.listDeliveries({ ...filter, contactHash: contactHash(vault, parsed.contact) }) : [];
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
    onChange: (listener) => {
      changes.on('change', listener);
      return () => changes.off('change', listener);
    },
    close: async (limitMs = DRAIN_MS) => {
      await dispatcher.close(limitMs);
      await watch.close();
      await Promise.all(senders.map((sender) => sender.close()));
    },
  };
}
