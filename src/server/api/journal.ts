/** Answers about the journal. Times are milliseconds since 1970, money is kopecks. */

import type { DeliveryView, SaleState } from '../api.ts';

export interface JournalPageView {
  deliveries: DeliveryView[];
  /** Where the next page begins; absent at the end. */
  cursor?: string;
  /** What the search field was understood as; absent without one. */
  searched?: SearchedView;
}

/** `nothing`: it is neither a sum, a number, a day nor a whole contact, and `problem` says why. */
export interface SearchedView {
  as: 'contact' | 'total' | 'number' | 'numberOrTotal' | 'day' | 'nothing';
  total?: number;
  fiscalDocumentNumber?: number;
  from?: number;
  problem?: string;
}

export interface AttemptView {
  number: number;
  startedAt: number;
  finishedAt: number;
  outcome: 'accepted' | 'rejected' | 'deferred' | 'unknown';
  reason?: string;
  explanation?: string;
  reply?: string;
}

export interface DeliveryWithAttemptsView extends DeliveryView {
  journal: AttemptView[];
}

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
export interface ReceiptSaleView {
  id: string;
  register: string;
  registerName: string;
  documentId?: string;
  state: SaleState;
  createdAt: number;
  fiscalisedAt: number;
}
