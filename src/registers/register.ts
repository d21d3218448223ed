import type { Reason } from '../channels/outcome.ts';
import type { SaleDocument } from '../receipt/sale.ts';
import type { FiscalResult, RegisterData } from '../receipt/sale-receipt.ts';

/** What one register can do, as far as it is known. */
export interface Capabilities {
  /** A receipt without paper: `unknown` until the register has once answered for it. */
  electronically: 'yes' | 'no' | 'unknown';
  /** FFD versions, e.g. `1.05`, `1.2`. */
  ffd: string;
}

/** A sale to be fiscalised. `id` was put on disk before: the register knows a repetition by it, and `find` asks by it. */
export interface RegisterCommand {
  id: string;
  /** With `customerContact` (tag 1008), `senderAddress` (tag 1117) and `electronically` as the till decided. */
  sale: SaleDocument;
}

/** What became of a command. `made` carries what the fiscal drive wrote; `paper` is true if the register printed on paper all the same. */
export type RegisterOutcome =
  | { kind: 'made'; result: FiscalResult; register: RegisterData; paper?: boolean }
  /** Nothing was fiscalised and this command never will be. */
  | { kind: 'refused'; reason: Reason }
  /** The command is known to the register and still under way. */
  | { kind: 'running' }
  /** For certain not known to the register: it was never carried out. */
  | { kind: 'absent' }
  /** Nobody can say: ask by `find`, never repeat. */
  | { kind: 'unknown'; reason: Reason };

/** Shift, paper and fiscal drive, as the register tells them. */
export interface RegisterState {
  shift: 'open' | 'closed' | 'expired' | 'unknown';
  shiftNumber?: number;
  paper?: boolean;
  /** The register's clock, its local time without a zone. */
  dateTime?: string;
  /** The maker's name of the model. */
  model?: string;
  register: RegisterData;
  capabilities: Capabilities;
}

/** A cash register behind one interface. Its methods answer with values; they throw only when `signal` is aborted. */
export interface Register {
  /** Hands the command over and waits for its end. */
  fiscalise(command: RegisterCommand, signal: AbortSignal): Promise<RegisterOutcome>;
  /** What became of a command whose answer was lost. */
  find(commandId: string, signal: AbortSignal): Promise<RegisterOutcome>;
  state(signal: AbortSignal): Promise<{ ok: true; state: RegisterState } | { ok: false; reason: Reason }>;
  capabilities(): Capabilities;
  close(): Promise<void>;
}
