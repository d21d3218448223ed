/** Where the overview counts a delivery: `waiting` is queued or under way. */
export type CountedStatus = 'waiting' | 'sent' | 'delivered' | 'failed' | 'bounced' | 'expired' | 'cancelled';

/** Deliveries accepted on a day (20261125), by what became of them until now. `first`: first delivery of its receipt. */
export interface OutcomeCount {
  day: number;
  channel: 'email' | 'sms';
  first: boolean;
  status: CountedStatus;
  /** Why it failed; empty for what did not. */
  reason: string;
  count: number;
}

/** SMS parts and kopecks that the messages of a day's deliveries took. */
export interface SpendOfDay {
  day: number;
  parts: number;
  cost: number;
}

/** How many messages took at most `upto` milliseconds (and more than the step below) from acceptance until `kind`. */
export interface DelayCount {
  channel: 'email' | 'sms';
  kind: 'sent' | 'delivered';
  upto: number;
  today: number;
  count: number;
}

/** A fiscalised sale whose buyer left a contact and for whom there is no delivery. */
export interface UnsentSale {
  id: string;
  register: string;
  receiptId: string | null;
  /** Code of a problem; null while the receipt is still to be handed over. */
  problem: string | null;
  total: number;
  createdAt: number;
}

export interface WaitingNow {
  counts: { channel: 'email' | 'sms'; profile: string; count: number }[];
  oldest: { channel: 'email' | 'sms'; createdAt: number }[];
}

/** Figures that are kept as things happen; a day's stay when its receipts are erased. */
export interface FigureStore {
  /** Days from `since` on, and of the delays apart those of `today`. */
  readFigures(args: {
    since: number;
    today: number;
  }): Promise<{ outcomes: OutcomeCount[]; spend: SpendOfDay[]; delays: DelayCount[] }>;
  /** What is queued or under way now, and when the oldest of a channel was accepted. */
  waitingNow(): Promise<WaitingNow>;
  stuckSales(args: { limit: number }): Promise<{ id: string; register: string; state: 'unclear' | 'failed' }[]>;
  /** Oldest first, made at `since` (milliseconds since 1970) or later. */
  unsentSales(args: { since: number; limit: number }): Promise<UnsentSale[]>;
  /** Forgets the figures of days before one. */
  purgeFigures(args: { before: number }): Promise<void>;
}
