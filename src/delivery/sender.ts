import type { Outcome } from '../channels/outcome.ts';
import type { SmsPush, SmsRef, SmsReport } from '../channels/sms/index.ts';
import type { Contact } from '../contact/contact.ts';
import type { RenderedLetter } from '../rendering/index.ts';
import type { Channel } from '../store/index.ts';

/** How the buyer is to get the receipt; what is absent is as the settings say. */
export interface DeliveryOptions {
  as?: 'html' | 'pdf';
  withoutQr?: boolean;
}

/** One delivery to be attempted. `id` is the same at every attempt. */
export interface Job {
  id: string;
  profile: string;
  /** JSON of the receipt. */
  receiptBody: string;
  contact: Contact;
  options: DeliveryOptions;
  attempt: number;
  createdAt: number;
  /** What the provider called the message at an earlier attempt. */
  providerMessageId: string | undefined;
  /** The contact's keyed hash. */
  contactHash: string;
  /** Messages that the contact has had since `usageSince`, as was known at `claimedAt`. */
  contactUsage: number;
  /** Milliseconds since 1970. */
  claimedAt: number;
  /** Since when nobody knows whether an earlier attempt went out, milliseconds since 1970. */
  inDoubtSince: number | undefined;
}

/** A message as the buyer gets it, the contact masked. */
export type ShownMessage =
  | { kind: 'letter'; from: string; letter: RenderedLetter }
  | { kind: 'sms'; sender: string; text: string };

/** Turns a job into a message of its channel and hands it to the next hop. */
export interface ChannelSender {
  channel: Channel;
  /** The account that a profile's messages go through. */
  accountOf(profile: string): string;
  /** How many attempts of an account may run at a time, and how many a minute (0 = any number). */
  limits(account: string): { concurrency: number; perMinute: number };
  /** False while the shop has switched the channel off: then nothing new is accepted and what waits stays. */
  enabled(profile: string): boolean;
  /** Whether an attempt with an unknown outcome may be repeated: true where the other side can tell a repeat from a new message. */
  repeatsUnknown: boolean;
  /** Whether the account's other side can be asked what became of an attempt, so that a doubt ends by itself. */
  canAsk?(account: string): boolean;
  /** Since when a contact's messages count towards its limit, milliseconds since 1970. */
  usageSince?(now: number): number;
  deliver(job: Job, signal: AbortSignal): Promise<Outcome>;
  /** The message that `deliver` would send. `contact` stands in it as given. */
  show?(job: Pick<Job, 'profile' | 'receiptBody' | 'options'> & { contact: string }): Promise<ShownMessage>;
  /** Where messages are that were accepted before, for a channel that can be asked. */
  status?(account: string, refs: readonly SmsRef[]): Promise<SmsReport[]>;
  /** When to ask for a status for the next time, milliseconds since 1970; undefined when it is no longer worth it. */
  nextStatus?(account: string, sentAt: number, checks: number): number | undefined;
  /** Reads a status that the provider pushed; undefined if it isn't the provider's. */
  readPush?(account: string, form: Readonly<Record<string, string>>): SmsPush | undefined;
  /** Who is told of a status that came by itself; it is answered once the listener is done. */
  onReport?(listener: (account: string, report: SmsReport) => Promise<void>): void;
  close(): Promise<void>;
}
