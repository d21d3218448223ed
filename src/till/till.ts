import type { DeliveryRow } from '../delivery/index.ts';
import type { RegisterSettings } from '../settings/index.ts';
import type { ArrivingSale } from './arrive.ts';
import type { Decision } from './decision.ts';
import type { Looked } from './register-line.ts';
import type { Sale, SaleState } from './sale.ts';
import type { Verdict } from './transitions.ts';

/** A register as its till knows it. */
export interface RegisterStatus {
  settings: RegisterSettings;
  electronically: 'yes' | 'no' | 'unknown';
  /** Undefined until it was first asked. */
  looked: Looked | undefined;
}

/** A sale from "arrived" to "fiscalised" or "cancelled". Each step is on disk before it is acted on. */
export interface Till {
  /** Keeps a sale; the same again is the same sale. Throws a `Problem` for another sale under a known key. */
  create(arriving: ArrivingSale): Promise<{ sale: Sale; created: boolean }>;
  get(id: string): Promise<Sale | null>;
  /** The sale that a kept receipt came from; null where it came without a till. */
  ofReceipt(receiptId: string): Promise<Sale | null>;
  /** The sale once its state is another one (or its version above `version`), at once if it has ended; or as it is after `ms`. */
  wait(id: string, ms: number, version?: number): Promise<Sale | null>;
  /** What is absent stays; an empty contact takes it away. */
  setContact(id: string, change: { contact?: string | null; electronically?: boolean }): Promise<Sale>;
  /** Hands the sale to the register, once however often it is called. */
  confirm(id: string): Promise<Sale>;
  cancel(id: string): Promise<Sale>;
  /** A person's word to fiscalise a failed sale anew, under a new command. */
  repeat(id: string): Promise<Sale>;
  /** A person's word about an unclear sale. */
  resolve(id: string, verdict: Verdict): Promise<Sale>;
  /** What confirming now would tell the register. */
  decision(sale: Sale): Decision;
  registers(): RegisterStatus[];
  /** A register, the first one if none is named. Throws a `Problem` if there is none. */
  register(id?: string): RegisterStatus;
  /** Asks the register for shift and paper unless that was done in the last seconds. */
  look(id: string): Promise<void>;
  list(register: string, states: readonly SaleState[], page: { newestFirst: boolean; limit: number }): Promise<Sale[]>;
  onSale(listener: (sale: Sale) => void): () => void;
  onRegister(listener: (id: string) => void): () => void;
  /** Outcomes of the receipts of a register. */
  onDelivery(listener: (register: string, row: DeliveryRow) => void): () => void;
  /** Does all that is due by now; for tests, as the till does it by itself. */
  tick(): Promise<void>;
  close(limitMs?: number): Promise<void>;
}
