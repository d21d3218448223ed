import type { Clock } from '../../base/clock.ts';
import type { Language } from '../../texts/index.ts';
import type { Problem } from '../../texts/problem.ts';
import type { Texts } from '../../texts/ru/index.ts';
import type { Money } from '../outcome.ts';
import type { GenericHttpSettings } from './generic-http-settings.ts';
import type { Http, HttpOptions } from './http.ts';
import type { SmppSettings } from './smpp-settings.ts';
import type { Verdict } from './verdict.ts';

/** What the shop fills in for its SMS provider. `host` only where the provider has several, or for a white label. */
export interface SmsAccount {
  provider: string;
  host?: string;
  login?: string;
  password?: string;
  apiKey?: string;
  sender?: string;
  /** How to speak with the provider `smpp`, and with the provider `http`. */
  smpp?: Partial<SmppSettings>;
  http?: Partial<GenericHttpSettings>;
  /** What only one provider needs, by its own names. */
  more?: Readonly<Record<string, string>>;
}

export type FieldKey = 'login' | 'password' | 'apiKey' | 'host' | 'sender';

/** One field of the settings form; `label` is a key of the texts `sms.label.…`, in the provider's own words. */
export interface SmsField {
  key: FieldKey;
  label: keyof Texts['sms']['label'];
  secret: boolean;
}

/** One SMS. `id` is the delivery's, the same at every attempt; `to` is E.164; `test`: the provider's own dry run where it has one. */
export interface SmsMessage {
  id: string;
  to: string;
  text: string;
  sender?: string;
  test?: boolean;
}

/** A message that was accepted before. `id` is what the provider calls it, `messageId` what we do. */
export interface SmsRef {
  id: string;
  to: string;
  messageId?: string;
}

/** `unknown`: the provider could not say this time; not final, unlike `delivered`, `undelivered`, `expired` and `rejected`. */
export type SmsState = 'queued' | 'sending' | 'sent' | 'delivered' | 'undelivered' | 'expired' | 'rejected' | 'unknown';

/** Where a message is. `reason` is a key of `reasons.sms` for a message that did not arrive. */
export interface SmsReport {
  id: string;
  state: SmsState;
  reason?: keyof Texts['reasons']['sms'];
  reply?: string;
  cost?: Money;
  parts?: number;
}

/** Whether an attempt whose answer was lost had been taken. `notFound` counts only after the provider's `settles` time. */
export type Found = { kind: 'found'; ids: string[] } | { kind: 'notFound' } | { kind: 'cannotSay' };

/**
 * The conversation with one account. Every call resolves with what the provider said; it throws a `HttpFailure` or an `Unreadable`
 * when there was no answer or one that can't be read, and `createSmsChannel` gives those their meaning.
 */
export interface SmsClient {
  send: (message: SmsMessage) => Promise<Verdict>;
  /** At most `SmsProvider.statusBatch` messages; each id is one that `send` gave. */
  status?: (refs: readonly SmsRef[]) => Promise<SmsReport[]>;
  balance?: () => Promise<Money>;
  /** What the message would cost and in how many parts it would go; sends nothing. */
  price?: (message: SmsMessage) => Promise<Verdict>;
  /** Looks for a message whose attempt of the time `since` (milliseconds since 1970) had no answer. */
  find?: (message: SmsMessage, since: number) => Promise<Found>;
  close?: () => Promise<void>;
}

/** What an adapter may use. A provider without HTTP leaves `openHttp` alone and calls `onReport` when a status comes by itself. */
export interface SmsTools {
  openHttp(base: string, options?: Partial<HttpOptions>): Http;
  /** Whom it may speak with and how long, without HTTP as with it. */
  network: HttpOptions;
  clock: Clock;
  /** The report counts as taken once this is done; if it fails, the provider is asked to bring it again where that can be. */
  onReport(report: SmsReport): void | Promise<void>;
}

/** A pushed status, as far as it is trusted: which messages to ask about at once, and what to answer. */
export interface SmsPush {
  ids: string[];
  answer: string;
}

export interface SmsProvider {
  id: string;
  name: Record<Language, string>;
  fields: readonly SmsField[];
  /** Each way of signing in: the fields that are enough. */
  ways: readonly (readonly FieldKey[])[];
  /** Addresses to choose from, the usual one first; a host, or a base address with its path. Empty: the shop must fill it in. */
  hosts: readonly string[];
  /** True if the provider keeps the id that we choose. */
  ownIds: boolean;
  /** Milliseconds after which a message that can't be found was not taken; undefined where the provider can't be asked. */
  settles?: number;
  statusBatch: number;
  /** Milliseconds that must lie between two questions about several messages at once. */
  statusPause?: number;
  /** Hours for which the provider remembers the status. */
  statusHours: number;
  requestsPerSecond?: number;
  /** Longest text in characters, all parts together. */
  longest: number;
  /** True if it has a dry run: the request is checked as a real one, but nothing is sent. */
  testMode: boolean;
  /** What is wrong with the fields that only this provider has; it stands for the check of `host` as an address of the web. */
  fault?: (account: SmsAccount) => Problem | undefined;
  create(account: SmsAccount, tools: SmsTools): SmsClient;
  /** Reads a status pushed to us; undefined if it isn't the provider's or its signature is wrong. */
  readPush?: (form: Readonly<Record<string, string>>, account: SmsAccount) => SmsPush | undefined;
}
