import type { Reason } from '../channels/outcome.ts';
import type { Contact } from '../contact/contact.ts';
import type { ContactRefusal } from '../contact/refusal.ts';
import type { SaleFormat } from '../formats/index.ts';
import type { Receipt } from '../receipt/receipt.ts';
import type { SaleDocument } from '../receipt/sale.ts';
import { type FiscalResult, type RegisterData, receiptOfSale } from '../receipt/sale-receipt.ts';
import type { SaleRow, SaleState, Vault } from '../store/index.ts';

export type { SaleState } from '../store/index.ts';

/** What the register answered to a sale. `paper`: it printed. `senderAddress`: tag 1117 as it was told. */
export interface Fiscal {
  result: FiscalResult;
  register: RegisterData;
  paper: boolean;
  senderAddress?: string;
}

/** A sale at the till. Times are milliseconds since 1970. */
export interface Sale {
  id: string;
  /** The caller's own id of the document. */
  documentId?: string;
  register: string;
  profile: string;
  format: SaleFormat;
  state: SaleState;
  /** Grows by one with each change. */
  version: number;
  /** What is to be fiscalised; its contact and its wish for no paper stand beside it. */
  document: SaleDocument;
  contact?: Contact;
  contactMask?: string;
  /** Why the contact that came with the sale is no good. */
  contactRefusal?: ContactRefusal;
  electronically: boolean;
  commandId?: string;
  /** How often the register was asked what became of the command. */
  asked: number;
  /** When the open form ends by itself. */
  endsAt?: number;
  reason?: Reason;
  fiscal?: Fiscal;
  receiptId?: string;
  /** Code of a problem: why the receipt isn't sent by us. */
  deliveryProblem?: string;
  createdAt: number;
  updatedAt: number;
}

const SEALED_FOR = 'sale';

export const sealContact = (vault: Vault, contact: Contact): Uint8Array =>
  vault.seal(JSON.stringify(contact), SEALED_FOR);

export function saleOf(row: SaleRow, vault: Vault): Sale {
  const { documentId, contactSealed, contactMask, contactProblem, commandId, reason, reply, result } = row;
  return {
    id: row.id,
    ...(documentId === null ? {} : { documentId }),
    register: row.register,
    profile: row.profile,
    format: row.format as SaleFormat,
    state: row.state,
    version: row.version,
    document: JSON.parse(row.body) as SaleDocument,
    ...(contactSealed === null ? {} : { contact: JSON.parse(vault.open(contactSealed, SEALED_FOR)) as Contact }),
    ...(contactMask === null ? {} : { contactMask }),
    ...(contactProblem === null ? {} : { contactRefusal: JSON.parse(contactProblem) as ContactRefusal }),
    electronically: row.electronically,
    ...(commandId === null ? {} : { commandId }),
    asked: row.asked,
    ...(row.state === 'awaiting-contact' && row.dueAt !== null ? { endsAt: row.dueAt } : {}),
    ...(reason === null ? {} : { reason: { code: reason, ...(reply === null ? {} : { reply }) } }),
    ...(result === null ? {} : { fiscal: JSON.parse(result) as Fiscal }),
    ...(row.receiptId === null ? {} : { receiptId: row.receiptId }),
    ...(row.deliveryProblem === null ? {} : { deliveryProblem: row.deliveryProblem }),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

/** The receipt of a fiscalised sale; undefined before. */
export function receiptOf({ document, fiscal }: Sale): Receipt | undefined {
  if (!fiscal) return undefined;
  const { result, register, senderAddress = document.senderAddress } = fiscal;
  return receiptOfSale(senderAddress === undefined ? document : { ...document, senderAddress }, result, register);
}
