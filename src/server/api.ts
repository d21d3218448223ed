/** What the HTTP answers look like; shared with the pages. Times are milliseconds since 1970, money is kopecks. */

export interface DeliveryView {
  id: string;
  receiptId: string;
  channel: 'email' | 'sms';
  /** The contact, masked. */
  contact: string;
  status: DeliveryStatus;
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
  total?: number;
  dateTime?: string;
  fiscalDocumentNumber?: number;
}

export type DeliveryStatus =
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'failed'
  | 'bounced'
  | 'expired'
  | 'cancelled';

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

/** Events of `/api/v1/events`, by the name of the server-sent event. */
export interface Events {
  delivery: DeliveryView;
  letter: LetterView;
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
