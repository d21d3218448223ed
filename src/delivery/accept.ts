import type { Clock } from '../base/clock.ts';
import { uuidv7 } from '../base/uuid.ts';
import type { Contact } from '../contact/contact.ts';
import { maskContact } from '../contact/mask.ts';
import { parseContact } from '../contact/parse-contact.ts';
import { receiptKey } from '../receipt/key.ts';
import type { Receipt } from '../receipt/receipt.ts';
import type { AcceptedDelivery, Channel, DeliveryRow, NewDelivery, Store, Vault } from '../store/index.ts';
import { Problem } from '../texts/problem.ts';
import { GIVE_UP_AFTER } from './backoff.ts';
import type { ChannelSender, DeliveryOptions } from './sender.ts';

/** Where a receipt is to go: a contact as a person or a program wrote it, and how. */
export interface Wish extends DeliveryOptions {
  to: string;
  /** By default the channel of the contact's kind. */
  channel?: Channel;
}

export interface Accepted {
  receiptId: string;
  created: boolean;
  deliveries: AcceptedDelivery[];
}

/** A delivery just made, as the journal shows it, so that it needn't be read back. */
export function newRow(receipt: Receipt, receiptId: string, delivery: NewDelivery): DeliveryRow {
  const { id, channel, profile, account, contactMask, createdAt, dueAt } = delivery;
  return {
    id,
    receiptId,
    channel,
    profile,
    account,
    contactMask,
    status: 'queued',
    reason: null,
    reply: null,
    attempts: 0,
    createdAt,
    updatedAt: createdAt,
    dueAt,
    sentAt: null,
    deliveredAt: null,
    parts: null,
    cost: null,
    total: receipt.total,
    dateTime: receipt.dateTime,
    fiscalDocumentNumber: receipt.fiscalDocumentNumber ?? 0,
  };
}

interface Rooms {
  store: Store;
  vault: Vault;
  clock: Clock;
  senders: ChannelSender[];
}

/**
 * Keeps a receipt and, where there is a wish, its delivery. The promise is kept after the disk holds both. The same receipt to the same
 * contact again is the same delivery. Throws a `Problem` for a receipt without its natural key, a bad contact, a channel that is off.
 */
export async function accept(
  rooms: Rooms,
  { receipt, format, profile, wishes }: { receipt: Receipt; format: string; profile: string; wishes: Wish[] },
): Promise<{ accepted: Accepted; rows: DeliveryRow[] }> {
  const now = rooms.clock.now();
  const key = receiptKey(receipt);
  const deliveries = wishes.map((wish) => newDelivery(rooms, wish, profile, now));
  const accepted = await rooms.store.acceptReceipt({
    receipt: {
      id: uuidv7(now),
      ...key,
      dateTime: receipt.dateTime,
      total: receipt.total,
      calculationType: receipt.calculationType,
      profile,
      format,
      body: JSON.stringify(receipt),
      createdAt: now,
    },
    deliveries,
  });
  const isNew = ({ id }: NewDelivery) => accepted.deliveries.some((one) => one.created && one.id === id);
  return { accepted, rows: deliveries.filter(isNew).map((one) => newRow(receipt, accepted.receiptId, one)) };
}

/** A delivery as the store keeps it, from a wish. */
export function newDelivery({ vault, senders }: Rooms, wish: Wish, profile: string, now: number): NewDelivery {
  const parsed = parseContact(wish.to);
  if (!parsed.ok)
    throw new Problem('contactWrong', {
      path: 'to',
      params: { ...parsed.reason.params, reason: `@contact.${parsed.reason.code}` },
    });
  const { contact } = parsed;
  const channel = wish.channel ?? channelOf(contact);
  if (channel !== channelOf(contact)) throw new Problem('channelOfOtherKind', { path: 'channel', params: { channel } });
  const sender = senders.find((one) => one.channel === channel);
  if (!sender?.enabled(profile))
    throw new Problem(channel === 'email' ? 'emailOff' : 'smsOff', { status: 409, path: 'channel' });
  const options: DeliveryOptions = {
    ...(wish.as === undefined ? {} : { as: wish.as }),
    ...(wish.withoutQr === undefined ? {} : { withoutQr: wish.withoutQr }),
  };
  return {
    id: uuidv7(now),
    channel,
    profile,
    account: sender.accountOf(profile),
    contactSealed: vault.seal(JSON.stringify(contact), 'contact'),
    contactHash: contactHash(vault, contact),
    contactMask: maskContact(contact),
    options: JSON.stringify(options),
    dueAt: now,
    expiresAt: now + GIVE_UP_AFTER,
    createdAt: now,
  };
}

const channelOf = (contact: Contact): Channel => (contact.kind === 'email' ? 'email' : 'sms');

/** The keyed hash by which a contact is found; letter case doesn't matter. */
export function contactHash(vault: Vault, contact: Contact): string {
  return vault.fingerprint(`${contact.kind}:${contact.value.toLowerCase()}`);
}
