/** What the HTTP answers look like; shared with the pages. Times are milliseconds since 1970, money is kopecks. */

import type { Answer } from './api/answers.ts';

export type DeliveryView = Answer<'Delivery'>;
/** On its way, arrived or not. */
export type DeliveryOutcome = NonNullable<DeliveryView['outcome']>;
export type DeliveryStatus = DeliveryView['status'];

/** Money of an account as its provider told it, in kopecks of its currency; `at` is when. */
export interface ToldSumView {
  kopecks: number;
  currency: string;
  at: number;
}

/** What the SMS provider told of the account's money. */
export interface SmsBalanceView {
  balance?: ToldSumView;
  /** Price of one part. */
  price?: ToldSumView;
  /** Less is left than the shop wants to be warned of. */
  low: boolean;
  /** Why the provider, asked just now, did not tell. */
  problem?: string;
  reply?: string;
}

/** An SMS provider as the settings form shows it, with its own names of the fields. */
export interface SmsProviderView {
  id: string;
  name: string;
  /** Addresses to choose from; empty: the shop fills it in. */
  hosts: string[];
  fields: { key: string; label: string; secret: boolean }[];
}

export type AcceptedView = Answer<'Accepted'>;

export interface SampleView {
  id: string;
  title: string;
  total: number;
  items: number;
  dateTime: string;
  /** The sample's own JSON, ready to be posted to `/receipts`. */
  receipt: unknown;
}

export interface LetterView {
  id: string;
  at: number;
  from: string;
  to: string;
  subject: string;
  attachments: number;
}

export interface LetterContentView extends LetterView {
  hasHtml: boolean;
  text: string;
  files: { name: string; contentType: string; size: number; url: string }[];
  source: string;
}

/** An SMS as the demo's phone shows it. `to` is the number as the provider writes it, `79…`. */
export interface PhoneSmsView {
  id: string;
  at: number;
  to: string;
  sender: string;
  text: string;
  parts: number;
  /** What the provider charged, kopecks. */
  kopecks: number;
  delivered: boolean;
}

/** Events of `/api/v1/events`, by the name of the server-sent event. */
export interface Events {
  delivery: DeliveryView;
  letter: LetterView;
  /** Only in the demo: an SMS came to its phone. */
  sms: PhoneSmsView;
  /** Only with `?register=`: all that the till shows, at once after connecting and whenever the register or the form's settings change. */
  till: TillView;
  /** Only with `?register=`: a sale arrived or changed. */
  sale: SaleView;
}

/** A sale as its caller and its till see it. */
export type SaleView = Answer<'Sale'>;
export type SaleState = SaleView['state'];
/** `confirm` Enter, `cancel` Esc, `contact` change the contact, `repeat` fiscalise anew, `resolve` tell what the register did. */
export type SaleAction = SaleView['actions'][number];

/** All that the page of one till shows. */
export interface TillView {
  register: RegisterView;
  form: TillFormView;
  /** By what we can send a receipt; without SMS a phone still goes to the register. */
  channels: { email: boolean; sms: boolean };
  /** The sale that needs the cashier now. */
  sale?: SaleView;
  /** Others that do, oldest first. */
  waiting: SaleView[];
  /** Fiscalised and cancelled ones, newest first, at most 5. */
  last: SaleView[];
  /** The copies folder could not be written: what to do. */
  copiesProblem?: string;
  demo: boolean;
}

export interface RegisterView {
  id: string;
  name: string;
  profile: string;
  kind: 'atol' | 'kkmserver' | 'emulator';
  delivers: 'we' | 'ofd' | 'both';
  /** `unknown` until the register was first asked. */
  reachable: 'yes' | 'no' | 'unknown';
  /** Why it can't be reached or says no. */
  problem?: string;
  shift: 'open' | 'closed' | 'expired' | 'unknown';
  shiftNumber?: number;
  hasPaper?: boolean;
  /** Whether it makes receipts without paper. */
  electronically: 'yes' | 'no' | 'unknown';
}

/** What a register answered to «Проверить связь». */
export interface RegisterCheckView {
  ok: boolean;
  milliseconds: number;
  /** Why it could not be asked or says no, and the code of it. */
  problem?: string;
  code?: string;
  /** The register's own words. */
  reply?: string;
  shift?: 'open' | 'closed' | 'expired' | 'unknown';
  shiftNumber?: number;
  paper?: boolean;
  /** The register's clock, its local time without a zone; the seconds by which it is ahead, and the whole hours that its zone seems to be. */
  clock?: string;
  clockOff?: number;
  zoneHours?: number;
  model?: string;
  serialNumber?: string;
  registrationNumber?: string;
  fiscalDriveNumber?: string;
  ffd?: string;
  name?: string;
  inn?: string;
  settlementAddress?: string;
  settlementPlace?: string;
  senderAddress?: string;
  electronically?: 'yes' | 'no' | 'unknown';
  /** What should be mended although the register answers. */
  notes: string[];
}

/** Settings of the form (`form.…`) as the page needs them. */
export interface TillFormView {
  askContact: boolean;
  /** Keys 1, 2, 3 on or off, and which keys they are. */
  hotkeys: boolean;
  keys: { email: string; phone: string; electronically: string };
  /** Seconds; 0 = never. */
  timeLimit: number;
  whenTimeIsUp: 'paper' | 'cancel';
  sound: boolean;
  /** How this shop's scanner types. */
  scanner: {
    /** Milliseconds that part single keys from a burst. */
    gap: number;
    /** Mean milliseconds between keys under which typing in a field is a scan. */
    fast: number;
    prefix: string;
    /** Finds the contact in what was scanned, by its first group; empty = as it is. */
    pattern: string;
  };
}

/** A step of «Проверить»: what was tried, how it ended, and for a failure what to do. */
export interface CheckStepView {
  step: string;
  title: string;
  result: 'ok' | 'failed' | 'skipped';
  explanation?: string;
  reply?: string;
  milliseconds?: number;
}

/** What a template makes of a receipt, and what is to be said of it. */
export interface SmsPreviewView {
  /** The template that was looked at. */
  template: string;
  /** Filled with the receipt asked for; absent where an error stops it. */
  sample?: FilledSmsView;
  /** Filled with the longest values that the shop will meet. */
  longest?: FilledSmsView;
  /** The same template in Latin letters, to be taken by a click; absent where nothing would change. */
  latin?: string;
  /** The law's five, with the variable to insert for each. */
  requisites: { requisite: string; title: string; present: boolean; variable: string }[];
  notes: TemplateNoteView[];
  /** All that may be inserted, with its value in this receipt. */
  variables: { name: string; others: string[]; title: string; value: string }[];
  sender?: SenderView;
  /** What the provider last charged for a part; absent while it has not told. */
  price?: ToldSumView;
}

/** `from` and `to` are a place in the template, UTF-16; `replacement` is what would mend it, an empty one to take it out. */
export interface TemplateNoteView {
  level: 'error' | 'warning';
  code: string;
  text: string;
  from?: number;
  to?: number;
  replacement?: string;
}

export interface FilledSmsView {
  text: string;
  encoding: 'GSM-7' | 'UCS-2';
  units: number;
  parts: number;
  /** Units used in each part, and left in the last one. */
  partUnits: number[];
  left: number;
  /** The different signs for which the text can't go in GSM-7, and where each first stands in it. */
  forcing: { sign: string; at: number }[];
  /** The text in Latin letters, and how many parts fewer it takes. */
  latin: { text: string; parts: number; saved: number };
}

export interface SenderView {
  ok: boolean;
  problem?: string;
  code?: string;
  /** The name in Latin letters, where that would do. */
  suggestion?: string;
  notes: string[];
}
