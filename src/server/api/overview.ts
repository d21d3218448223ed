/** What the overview's answer looks like. Times are milliseconds since 1970, money is kopecks, a day is 20261125. */

export interface OverviewView {
  problems: OverviewProblemView[];
  /** 30 days, oldest first; the last one is today. */
  days: OverviewDayView[];
  /** Why deliveries failed, the most frequent first. */
  reasons: { reason: string; explanation: string; channel: 'email' | 'sms'; today: number; count: number }[];
  delays: {
    channel: 'email' | 'sms';
    /** Until the next hop took the message, or until somebody said that it arrived. */
    kind: 'sent' | 'delivered';
    today?: DelayView;
    month?: DelayView;
  }[];
  /** What is queued or under way with us now. */
  queue: { count: number; oldest?: number; channels: { channel: 'email' | 'sms'; count: number; oldest?: number }[] };
  /** What a newcomer has done already; `tried`: a test letter went out through the account that is kept. */
  steps: { mail: boolean; register: boolean; tried: boolean };
}

export interface OverviewDayView {
  day: number;
  delivered: number;
  way: number;
  failed: number;
  cancelled: number;
  /** SMS parts, and what they cost. */
  parts: number;
  cost: number;
  /** Receipts whose buyer left a contact, and those of them whose delivery has an outcome. */
  receipts: number;
  outcomes: number;
  /** Receipts whose buyer left a contact and for which there is no delivery at all. */
  unsent: number;
}

/** Milliseconds that a half and 95 of a hundred messages took at most. */
export interface DelayView {
  count: number;
  median: number;
  p95: number;
}

export interface OverviewProblemView {
  kind:
    | 'accountHeld'
    | 'notSetUp'
    | 'channelOff'
    | 'smsBalanceLow'
    | 'saleUnclear'
    | 'saleFailed'
    | 'registerUnreachable'
    | 'unsent'
    | 'copiesFailing'
    | 'diskLow';
  /** `stop`: buyers or the till wait for it. */
  severity: 'stop' | 'warning';
  /** What happened. */
  title: string;
  /** What to do. */
  cure: string;
  /** The other side's own words. */
  reply?: string;
  /** Where it is mended. */
  link?: string;
  /** The account to try at once, for `POST /overview/try`. */
  account?: string;
  /** Receipts that were not sent, each with its own page. */
  receipts?: { sale: string; receipt?: string; register: string; total: number; createdAt: number; problem?: string }[];
}
