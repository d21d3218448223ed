import type { Kopecks } from './money.ts';
import type {
  AgentData,
  Buyer,
  Correction,
  IndustryRequisite,
  Payments,
  ReceiptItem,
  Supplier,
  UserRequisite,
  VatSum,
} from './receipt.ts';

/**
 * What is to be fiscalised, as the caller gave it: a sale, a refund, a purchase, or a correction of one. Sums in kopecks, in the names
 * of `Receipt`. It adds up: costs are price × quantity, the total is that of the items in whole roubles, payments cover it.
 */
export interface SaleDocument {
  /** The caller's own id, the natural key of the sale: a document's GUID, ATOL `uuid`, KkmServer `IdCommand`. */
  id?: string;
  /** Tag 1054: 1 приход, 2 возврат прихода, 3 расход, 4 возврат расхода. */
  calculationType: number;
  /** Present: a correction receipt. */
  correction?: Correction;
  /** Tag 1055, one bit. Absent: the register's only system. */
  taxationSystem?: number;
  /** Empty only for a correction of FFD 1.05. */
  items: SaleItem[];
  /** Tag 1020. */
  total: Kopecks;
  /** How it is paid. `cash` is what was handed over: the change is the payments less the total. */
  payments: Payments;
  /** Sums of VAT where the caller names them for the whole receipt (a correction without items). */
  vat?: VatSum[];

  cashier?: { name: string; inn?: string };
  /** Tag 1008 as the caller has it, not checked; an e-mail where both were given. */
  customerContact?: string;
  /** Sender's e-mail, tag 1117. */
  senderAddress?: string;
  /** No paper. */
  electronically?: boolean;
  buyer?: Buyer;
  /** Tag 1009. */
  settlementAddress?: string;
  /** Tag 1187. */
  settlementPlace?: string;
  /** Tag 1036. */
  machineNumber?: string;
  /** Tag 1125. */
  internetPayment?: boolean;

  /** Tag 1057. */
  agentType?: number;
  agent?: AgentData;
  supplier?: Supplier;
  /** Tag 1192. */
  additionalRequisite?: string;
  /** Tag 1084. */
  userRequisites?: UserRequisite[];
  /** Tag 1261. */
  industryRequisites?: IndustryRequisite[];
  /** Tag 1270. */
  operationalRequisite?: { id?: number; data?: string; dateTime?: string };
  /** What is printed beside the fiscal part. */
  lines?: SaleLine[];
}

export interface SaleItem extends Omit<ReceiptItem, 'markingCheckResult'> {
  /** The marking code as scanned, with its separators (tag 2000). */
  markingCode?: string;
  /** What becomes of the marked article, tag 2003: 1 sold whole, 2 sold in part, 3 and 4 returned. */
  plannedStatus?: number;
  department?: number;
}

/** A line of text or a barcode printed after `after` items. */
export interface SaleLine {
  after: number;
  text?: string;
  barcode?: { type: string; value: string };
}
