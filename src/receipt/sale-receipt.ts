import { addUp, type Kopecks, toKopecks } from './money.ts';
import type { FfdVersion, Payments, Receipt, ReceiptItem, VatSum } from './receipt.ts';
import type { SaleDocument, SaleItem } from './sale.ts';
import { vatRate } from './vocabulary/vat.ts';

/** What the register answers after a sale; its own values, never recomputed. */
export interface FiscalResult {
  /** Local time of the register without a zone. */
  dateTime: string;
  fiscalDocumentNumber: number;
  /** Without padding. */
  fiscalSign: string;
  shiftNumber?: number;
  numberInShift?: number;
  fiscalDriveNumber?: string;
  registrationNumber?: string;
  checkSite?: string;
  /** The register's own QR text. */
  qr?: string;
  total?: Kopecks;
}

/** What is known of the register and its owner, read once per device and at each opening of a shift. */
export interface RegisterData {
  ffd: FfdVersion;
  fiscalDriveNumber?: string;
  registrationNumber?: string;
  serialNumber?: string;
  name?: string;
  inn?: string;
  settlementAddress?: string;
  settlementPlace?: string;
  senderAddress?: string;
  checkSite?: string;
  taxationSystem?: number;
  internetOnly?: boolean;
}

/** The receipt of a sale that was fiscalised: the sale's items and payments, the register's numbers. Cash is less the change. */
export function receiptOfSale(sale: SaleDocument, result: FiscalResult, register: RegisterData): Receipt {
  const total = result.total ?? sale.total;
  const { items, correction, agentType, agent, supplier, buyer, cashier } = sale;
  const receipt: { [K in keyof Receipt]: Receipt[K] | undefined } = {
    form: correction === undefined ? 3 : 31,
    ffd: register.ffd,
    calculationType: sale.calculationType,
    dateTime: result.dateTime,
    fiscalDriveNumber: result.fiscalDriveNumber ?? register.fiscalDriveNumber,
    fiscalDocumentNumber: result.fiscalDocumentNumber,
    fiscalSign: result.fiscalSign,
    registrationNumber: result.registrationNumber ?? register.registrationNumber,
    registerSerialNumber: register.serialNumber,
    shiftNumber: result.shiftNumber,
    numberInShift: result.numberInShift,
    machineNumber: sale.machineNumber,
    checkSite: result.checkSite ?? register.checkSite,
    qr: result.qr,
    seller: defined({
      name: register.name,
      inn: register.inn,
      settlementAddress: sale.settlementAddress ?? register.settlementAddress,
      settlementPlace: sale.settlementPlace ?? register.settlementPlace,
      senderAddress: sale.senderAddress ?? register.senderAddress,
    }),
    cashier,
    taxationSystem: sale.taxationSystem ?? register.taxationSystem,
    internetOnly: register.internetOnly,
    internetPayment: sale.internetPayment,
    items: items.map(receiptItem),
    total,
    payments: settled(sale.payments, total),
    vat: sale.vat ?? vatSums(items, result.dateTime),
    agentType,
    agent,
    supplierPhones: supplier?.phones,
    buyer,
    correction,
    additionalRequisite: sale.additionalRequisite,
    userRequisites: sale.userRequisites,
    industryRequisites: sale.industryRequisites,
    operationalRequisite: sale.operationalRequisite,
  };
  return defined(receipt) as unknown as Receipt;
}

function receiptItem(item: SaleItem): ReceiptItem {
  const rest: SaleItem = { ...item };
  delete rest.markingCode;
  delete rest.plannedStatus;
  delete rest.department;
  return item.markingCode === undefined || item.marking !== undefined
    ? rest
    : { ...rest, marking: { type: 'undefined', raw: item.markingCode } };
}

/** Payments as the receipt holds them: what was handed over in cash less the change. */
function settled(payments: Payments, total: Kopecks): Payments {
  const change = Number(addUp(Object.values(payments)) - BigInt(total));
  return payments.cash === undefined || change <= 0
    ? payments
    : { ...payments, cash: toKopecks(payments.cash - change) };
}

/** Sums of VAT by rate as registers form them: the items' own where given, else the rate's share of the rate's items. */
function vatSums(items: SaleItem[], dateTime: string): VatSum[] {
  const rates = [...new Set(items.map((item) => item.vatRate))].filter((rate) => rate !== undefined);
  return rates
    .sort((one, other) => one - other)
    .map((rate) => {
      const { share } = vatRate(rate, dateTime);
      const ofRate = items.filter((item) => item.vatRate === rate);
      const sum = addUp(ofRate.map((item) => item.sum));
      const given = ofRate.every((item) => item.vatSum !== undefined) && share !== undefined;
      return { rate, sum: toKopecks(Number(given ? addUp(ofRate.map((item) => item.vatSum)) : taxOf(sum, share))) };
    });
}

function taxOf(sum: bigint, share: { part: number; of: number } | undefined): bigint {
  if (share === undefined) return sum;
  const of = BigInt(share.of);
  return (2n * sum * BigInt(share.part) + of) / (2n * of);
}

function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
