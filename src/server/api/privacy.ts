/** Answers about the data of buyers. Times are milliseconds since 1970. */

export interface ErasedView {
  deliveries: number;
  /** What waited to go out and won't. */
  cancelled: number;
  sales: number;
  /** Where the contact may stand and from where it can't be erased by the service. */
  beyond: string[];
}

export interface RetentionView {
  /** Days that receipts are kept; 0 = for ever. */
  days: number;
  nextAt: number;
  lastAt?: number;
  /** What was erased then. */
  receipts?: number;
  sales?: number;
}
