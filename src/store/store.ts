import type { AccessStore } from './access-rows.ts';
import type { FigureStore } from './figure-rows.ts';
import type { SaleStore } from './sale-rows.ts';
import type { SmsUsageFilter } from './statements/sms-usage.ts';

export type Channel = 'email' | 'sms';
export type DeliveryStatus =
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'failed'
  | 'bounced'
  | 'expired'
  | 'cancelled';

/** What a shop asks of a delivery: is it on its way, did it arrive, or not. A cancelled one is none of these. */
export type DeliveryOutcome = 'way' | 'delivered' | 'failed';

/** A receipt to be kept. `body` is its JSON; the rest is what people search by. Times are milliseconds since 1970, money is kopecks. */
export interface NewReceipt {
  id: string;
  fiscalDriveNumber: string;
  fiscalDocumentNumber: number;
  fiscalSign: string;
  dateTime: string;
  total: number;
  calculationType: number;
  profile: string;
  format: string;
  body: string;
  createdAt: number;
}

/** A delivery to be made. `account` is what limits and pauses go by: one mailbox, one SMS contract. */
export interface NewDelivery {
  id: string;
  channel: Channel;
  profile: string;
  account: string;
  contactSealed: Uint8Array;
  contactHash: string;
  contactMask: string;
  /** How it is to be rendered, as JSON. */
  options: string;
  dueAt: number;
  expiresAt: number;
  createdAt: number;
}

export interface AcceptedDelivery {
  id: string;
  channel: Channel;
  status: DeliveryStatus;
  /** False if the very delivery was known before. */
  created: boolean;
}

export interface ClaimedDelivery {
  id: string;
  receiptId: string;
  channel: Channel;
  profile: string;
  account: string;
  contactSealed: Uint8Array;
  options: string;
  attempt: number;
  createdAt: number;
  expiresAt: number;
  providerMessageId: string | null;
  /** Since when nobody knows whether an earlier attempt went out: its outcome is unknown, or the program ended before it was journalled. */
  openSince: number | null;
  /** The contact's keyed hash. */
  contactHash: string;
  /** SMS sent to the contact since `usageSince`, as was known at `claimedAt`; 0 where that wasn't asked. */
  contactUsage: number;
  /** Milliseconds since 1970. */
  claimedAt: number;
  receiptBody: string;
}

/** How an attempt ended and what is to become of the delivery. Recorded only if the lease is still the owner's. */
export interface FinishedAttempt {
  deliveryId: string;
  owner: string;
  number: number;
  startedAt: number;
  finishedAt: number;
  outcome: string;
  reason: string | null;
  reply: string | null;
  status: DeliveryStatus;
  dueAt: number | null;
  sentAt: number | null;
  providerMessageId: string | null;
  parts: number | null;
  cost: number | null;
  /** Time of the attempt whose outcome is still unknown. */
  openSince?: number | null;
  /** When to ask what became of an accepted message. */
  statusDueAt?: number | null;
}

export interface DeliveryRow {
  id: string;
  receiptId: string;
  channel: Channel;
  profile: string;
  account: string;
  contactMask: string;
  status: DeliveryStatus;
  reason: string | null;
  reply: string | null;
  attempts: number;
  createdAt: number;
  updatedAt: number;
  dueAt: number | null;
  sentAt: number | null;
  deliveredAt: number | null;
  /** Parts of an SMS and its cost in kopecks, once the provider named them. */
  parts: number | null;
  cost: number | null;
  total: number;
  dateTime: string;
  fiscalDocumentNumber: number;
}

/** What a delivery is made of. An erased contact is empty. */
export interface DeliverySource {
  receiptId: string;
  channel: Channel;
  profile: string;
  /** How it is rendered, as JSON. */
  options: string;
  contactSealed: Uint8Array;
  contactMask: string;
  receiptBody: string;
}

/** A sent message whose status is due. `checks`: how often it was asked for. */
export interface StatusCheck {
  id: string;
  account: string;
  contactSealed: Uint8Array;
  providerMessageId: string;
  sentAt: number;
  checks: number;
}

/** What the provider said of a sent message, and when to ask again. What is absent stays. */
export interface RecordedReport {
  deliveryId: string;
  status: DeliveryStatus;
  statusDueAt: number | null;
  checks: number;
  reason?: string;
  reply?: string;
  parts?: number;
  cost?: number;
}

export interface AttemptRow {
  number: number;
  startedAt: number;
  finishedAt: number;
  outcome: string;
  reason: string | null;
  reply: string | null;
}

export interface ReceiptRow {
  id: string;
  fiscalDriveNumber: string;
  fiscalDocumentNumber: number;
  fiscalSign: string;
  dateTime: string;
  total: number;
  calculationType: number;
  profile: string;
  format: string;
  createdAt: number;
}

/** Which deliveries: all that is given must hold. */
export interface DeliveryMatch {
  status?: DeliveryStatus;
  outcome?: DeliveryOutcome;
  channel?: Channel;
  contactHash?: string;
  total?: number;
  fiscalDocumentNumber?: number;
  /** A number that may be either of these. */
  numberOrTotal?: { fiscalDocumentNumber: number; total: number };
  reason?: string;
  receiptId?: string;
  /** Made at this time or later, and before that one. */
  from?: number;
  until?: number;
}

export interface DeliveryFilter extends DeliveryMatch {
  /** Id of the last row seen: the page begins after it. */
  before?: string;
  limit: number;
}

export interface RetryAll {
  now: number;
  expiresAt: number;
  /** Channels in which a repeat is a second message to the buyer. */
  onceOnly: Channel[];
}

/** What became of one step through deliveries that are all to be tried again. */
export interface RetriedPage {
  rows: DeliveryRow[];
  /** Left alone: nobody knows whether an earlier attempt went out, so a person decides about each. */
  doubtful: number;
  /** Where the next step begins; null at the end. */
  before: string | null;
}

export interface AccountState {
  account: string;
  /** Nothing of the account is tried before this time. */
  notBefore: number;
  reason: string | null;
  reply: string | null;
  /** Faults of the account in a row. */
  faults: number;
}

export interface EraseResult {
  deliveries: number;
  sales: number;
  /** What waited to go out to the contact and won't. */
  cancelled: DeliveryRow[];
  /** Ids of deliveries that are being attempted and were left as they are. */
  underWay: string[];
}

export interface SettingsRow {
  profile: string;
  section: string;
  value: Record<string, unknown>;
  secrets: Uint8Array | null;
  changedAt: number;
  changedBy: string;
}

/** A section as it was written, and what that changed; `dropped`: the profile has no values of its own any more. */
export interface SettingsChangeRow extends SettingsRow {
  /** UUID version 7: changes in the order of their ids are in the order of time. */
  id: string;
  dropped: boolean;
  changes: { path: string; from?: unknown; to?: unknown; secret?: true }[];
}

/**
 * The database. A promise of a writing method is kept only after the disk holds what was written. Refusals are `Problem`s: a full disk,
 * a folder in use, a receipt whose key is taken by another one.
 */
export interface Store extends SaleStore, AccessStore, FigureStore {
  acceptReceipt(args: {
    receipt: NewReceipt;
    deliveries: NewDelivery[];
  }): Promise<{ receiptId: string; created: boolean; deliveries: AcceptedDelivery[] }>;
  /** A delivery on top of those that the receipt has: the same contact again is a new one. */
  addDelivery(args: { receiptId: string; delivery: NewDelivery }): Promise<AcceptedDelivery>;
  /** Takes due deliveries for `owner`, at most `limit` of each account. */
  claimDeliveries(args: {
    owner: string;
    now: number;
    leaseUntil: number;
    accounts: { account: string; limit: number; usageSince?: number | undefined }[];
  }): Promise<ClaimedDelivery[]>;
  finishAttempts(args: { attempts: FinishedAttempt[] }): Promise<DeliveryRow[]>;
  /** Gives back what `owner` holds, or with `others` what everyone else held. Untried ones lose the attempt that was counted. */
  releaseLeases(args: { owner: string; others?: boolean; ids?: string[]; now: number }): Promise<number>;
  /** When each account's next delivery is due; an account without one is absent. */
  nextDue(args: { accounts: string[] }): Promise<Record<string, number>>;
  /** Makes due at once what waits because of a fault of its account. */
  dueNow(args: { account: string; reason: string; now: number }): Promise<number>;
  accountsWithWork(): Promise<string[]>;
  accountStates(): Promise<AccountState[]>;
  saveAccountState(state: AccountState): Promise<void>;
  /** Takes messages whose status is due; they come up again at `again` if nothing is recorded of them. */
  claimStatusChecks(args: { now: number; again: number; limit: number }): Promise<StatusCheck[]>;
  nextStatusDue(): Promise<number | null>;
  statusDueNow(args: { account: string; providerMessageIds: string[]; now: number }): Promise<number>;
  findByProviderId(args: {
    account: string;
    providerMessageId: string;
  }): Promise<{ id: string; sentAt: number | null; checks: number } | null>;
  /** Gives the rows whose status changed. */
  recordReports(args: { reports: RecordedReport[]; now: number }): Promise<DeliveryRow[]>;
  smsUsage(filter: SmsUsageFilter): Promise<{ count: number; kopecks: number }>;
  /** How many SMS went to a contact since a time (milliseconds since 1970), through whichever account. */
  smsToContact(args: { contactHash: string; since: number }): Promise<number>;
  cancelDelivery(args: { id: string; now: number }): Promise<DeliveryRow>;
  retryDelivery(args: { id: string; now: number; expiresAt: number }): Promise<DeliveryRow>;
  /** Makes a page of what waits, failed or expired due now. */
  retryDeliveries(args: DeliveryFilter & RetryAll): Promise<RetriedPage>;
  listDeliveries(filter: DeliveryFilter): Promise<DeliveryRow[]>;
  /** How many there are, counted up to `atMost`. */
  countDeliveries(args: DeliveryMatch & { atMost: number }): Promise<number>;
  /** The sealed contacts of deliveries by their ids; unknown ids are absent, an erased contact is empty. */
  sealedContacts(args: { ids: string[] }): Promise<Record<string, Uint8Array>>;
  deliverySource(args: { id: string }): Promise<DeliverySource | null>;
  getDelivery(args: { id: string }): Promise<(DeliveryRow & { journal: AttemptRow[] }) | null>;
  countByStatus(): Promise<Record<string, number>>;
  getReceipt(args: { id: string }): Promise<(ReceiptRow & { body: string }) | null>;
  listReceipts(args: { before?: string; limit: number }): Promise<ReceiptRow[]>;
  readSettings(): Promise<SettingsRow[]>;
  writeSettings(args: { changes: SettingsChangeRow[] }): Promise<void>;
  listSettingsHistory(page: { section?: string; before?: string; limit: number }): Promise<SettingsChangeRow[]>;
  findSettingsChange(args: {
    id: string;
  }): Promise<{ change: SettingsChangeRow; before: SettingsChangeRow | null } | null>;
  readMeta(args: { key: string }): Promise<string | null>;
  writeMeta(args: { key: string; value: string }): Promise<void>;
  eraseContact(args: { contactHash: string; now: number; force?: boolean }): Promise<EraseResult>;
  /** Erases receipts older than `before` with all that belongs to them, at most `limit` of them. */
  purge(args: { before: number; limit: number }): Promise<number>;
  backup(args: { file: string }): Promise<void>;
  /** Leaves no copy of what was erased beside the database itself. */
  forgetLog(): Promise<void>;
  close(): Promise<void>;
}
