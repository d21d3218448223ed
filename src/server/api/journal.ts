/** Answers about the journal. Times are milliseconds since 1970, money is kopecks. */

import type { Answer } from './answers.ts';

export type JournalPageView = Answer<'Deliveries'>;
/** What the search field was understood as. `nothing`: it is neither a sum, a number, a day nor a whole contact, and `problem` says why. */
export type SearchedView = NonNullable<JournalPageView['searched']>;
export type DeliveryWithAttemptsView = Answer<'DeliveryWithAttempts'>;
export type AttemptView = DeliveryWithAttemptsView['journal'][number];

/** One step of trying many again. */
export interface RetriedView {
  retried: number;
  /** Left alone, because they may have gone out: a person decides about each. */
  doubtful: number;
  cursor?: string;
}

export interface CountView {
  count: number;
  /** There are more than were counted. */
  more: boolean;
}

/** The message as the buyer gets it, its contact masked. */
export type MessageView =
  | {
      kind: 'letter';
      from: string;
      subject: string;
      /** Names of attached files. */
      files: string[];
    }
  | { kind: 'sms'; sender: string; text: string; parts: number; encoding: 'GSM-7' | 'UCS-2' };

/** The sale of a till that a receipt came from. */
export type ReceiptSaleView = NonNullable<Answer<'KeptReceipt'>['sale']>;
