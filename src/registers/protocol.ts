import type { Reason } from '../channels/outcome.ts';
import type { SaleDocument } from '../receipt/sale.ts';
import type { FiscalResult } from '../receipt/sale-receipt.ts';
import type { Outcome } from './patience.ts';
import type { RegisterCommand, RegisterState } from './register.ts';

/** A receipt that was made, as the answer to its command tells it; the register's own data come from `look`. */
export interface Made {
  result: FiscalResult;
  /** True if it was printed although no paper was asked for. */
  paper?: boolean;
}

/** What a register tells about itself. */
export interface Seen {
  state: Omit<RegisterState, 'capabilities'>;
  /** Number of the last document in the fiscal drive. */
  lastDocument?: number;
}

export type Looked = ({ ok: true } & Seen) | { ok: false; reason: Reason };

/** The words of one maker's server. Its methods throw only when `signal` is aborted. */
export interface Protocol {
  /** All that the register tells about itself. */
  look(signal: AbortSignal): Promise<Looked>;
  turnShift(
    to: 'open' | 'closed',
    cashier: SaleDocument['cashier'],
    signal: AbortSignal,
  ): Promise<{ ok: true } | { ok: false; reason: Reason }>;
  /** Hands a sale over under the command's id and waits for its end. */
  send(command: RegisterCommand, signal: AbortSignal): Promise<Outcome<Made>>;
  /** What became of the command with this id. */
  ask(id: string, signal: AbortSignal): Promise<Outcome<Made>>;
  close(): Promise<void>;
}
