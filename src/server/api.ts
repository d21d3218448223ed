/** What the HTTP answers look like; shared with the pages. Times are milliseconds since 1970, money is kopecks. */

import type { Receipt } from '../receipt/receipt.ts';

export interface DeliveryView {
  id: string;
  receiptId: string;
  channel: 'email' | 'sms';
  /** The contact, masked. */
  contact: string;
  status: DeliveryStatus;
  /** On its way, arrived or not; absent for a cancelled one. */
  outcome?: DeliveryOutcome;
  /** Code of the reason, a key of the texts; absent while all goes well. */
  reason?: string;
  /** The reason in the reader's language: what happened and what to do. */
  explanation?: string;
  /** The other side's own words. */
  reply?: string;
  attempts: number;
  createdAt: number;
  /** When the next attempt is due. */
  dueAt?: number;
  sentAt?: number;
  deliveredAt?: number;
  /** Parts of an SMS and its cost in kopecks. */
  parts?: number;
  cost?: number;
  total?: number;
  dateTime?: string;
  fiscalDocumentNumber?: number;
}

export type DeliveryOutcome = 'way' | 'delivered' | 'failed';

export type DeliveryStatus =
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'failed'
  | 'bounced'
  | 'expired'
  | 'cancelled';

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

export interface AcceptedView {
  receipt: string;
  deliveries: { id: string; channel: string; status: DeliveryStatus; created: boolean }[];
}

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

export type SaleState = 'awaiting-contact' | 'fiscalising' | 'fiscalised' | 'cancelled' | 'failed' | 'unclear';

/** A sale as its caller and its till see it. */
export interface SaleView {
  id: string;
  /** The caller's own id of the document. */
  documentId?: string;
  register: string;
  state: SaleState;
  /** Grows with each change: of two views of one sale the greater is the newer. */
  version: number;
  /** Tag 1054: 1 приход, 2 возврат прихода, 3 расход, 4 возврат расхода. */
  calculationType: number;
  correction: boolean;
  total: number;
  /** Number of its items. */
  items: number;
  /** The buyer's contact whole; in lists and events only while the form is open or the sale waits for a person. */
  contact?: string;
  contactMask?: string;
  /** Why the contact that came with the sale is no good; the form opens without it. */
  contactProblem?: string;
  /** What was asked for: no paper. */
  electronically: boolean;
  /** What confirming now would give, and after `fiscalised` what the register gave. */
  paper: boolean;
  /** Why there will be paper although none was asked for. */
  paperBecause?: 'noContact' | 'register';
  /** Why `failed` or `unclear`: what happened and what to do. */
  problem?: SaleProblemView;
  /** What a person may do now. */
  actions: SaleAction[];
  /** When the open form ends by itself, as `form.whenTimeIsUp` says. */
  endsAt?: number;
  createdAt: number;
  updatedAt: number;
  /** After `fiscalised`: id of the kept receipt, for `/receipts/{id}` and `.html .pdf .txt .png`. */
  receiptId?: string;
  /** After `fiscalised`, in the names of FFD; absent in lists and events. */
  receipt?: Receipt;
  /** What becomes of the receipt's messages. */
  deliveries: DeliveryView[];
  /** Why the receipt was fiscalised and yet isn't sent by us. */
  deliveryProblem?: string;
  /** Where the cashier's form of this sale is; its token works once. Only in the answer to `POST /sales`, while the form is open. */
  formUrl?: string;
}

/** `confirm` Enter, `cancel` Esc, `contact` change the contact, `repeat` fiscalise anew, `resolve` tell what the register did. */
export type SaleAction = 'contact' | 'confirm' | 'cancel' | 'repeat' | 'resolve';

export interface SaleProblemView {
  code: string;
  explanation: string;
  /** The register's own words. */
  reply?: string;
}

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
