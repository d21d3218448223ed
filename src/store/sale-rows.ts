export type SaleState = 'awaiting-contact' | 'fiscalising' | 'fiscalised' | 'cancelled' | 'failed' | 'unclear';

/** What of a sale may change after it arrived. Times are milliseconds since 1970. */
export interface SaleFields {
  state: SaleState;
  contactSealed: Uint8Array | null;
  contactHash: string | null;
  contactMask: string | null;
  /** Why the contact that came with the sale is no good, as JSON. */
  contactProblem: string | null;
  electronically: boolean;
  /** Under which the register knows the last attempt to fiscalise it. */
  commandId: string | null;
  /** How often the register was asked what became of the command. */
  asked: number;
  /** When something is to be done by itself: the form ends, the register is asked again, the receipt is handed to delivery. */
  dueAt: number | null;
  reason: string | null;
  reply: string | null;
  /** What the register answered, as JSON. */
  result: string | null;
  receiptId: string | null;
  deliveryProblem: string | null;
}

/** A sale that arrives. `body` is its JSON without the buyer's contact; money is kopecks. */
export interface NewSale extends SaleFields {
  id: string;
  /** By which a repetition by the caller is known; null where the caller gave nothing to know it by. */
  naturalKey: string | null;
  /** Keyed hash of all that the caller sent, to tell a repetition from another sale under the same key. */
  fingerprint: string;
  documentId: string | null;
  register: string;
  profile: string;
  format: string;
  body: string;
  total: number;
  calculationType: number;
  createdAt: number;
}

export interface SaleRow extends NewSale {
  /** Grows by one with each change. */
  version: number;
  updatedAt: number;
}

export interface SaleFilter {
  register?: string;
  states: readonly SaleState[];
  newestFirst: boolean;
  limit: number;
}

/** The sales of a store; each change is on disk when its promise is kept. */
export interface SaleStore {
  /** Keeps a sale, or gives the one that already has its natural key. */
  addSale(sale: NewSale): Promise<{ sale: SaleRow; created: boolean }>;
  /** Changes a sale only if it is in one of the states `from`, and where given, still under the command. `moved` tells whether it was. */
  moveSale(args: {
    id: string;
    from: readonly SaleState[];
    commandId?: string;
    set: Partial<SaleFields>;
    now: number;
  }): Promise<{ sale: SaleRow | null; moved: boolean }>;
  getSale(args: { id: string }): Promise<SaleRow | null>;
  listSales(filter: SaleFilter): Promise<SaleRow[]>;
  /** Sales that something is to be done about by `now`, and when the next one is due. */
  dueSales(args: { now: number; limit: number }): Promise<{ due: SaleRow[]; next: number | null }>;
  saleOfReceipt(args: { receiptId: string }): Promise<{ id: string; register: string } | null>;
  /** The register of the sale if its form was never opened by a token before; else null. */
  openForm(args: { id: string }): Promise<{ register: string } | null>;
  /** Erases ended sales made before a time, at most `limit` of them. */
  purgeSales(args: { before: number; limit: number }): Promise<number>;
}
