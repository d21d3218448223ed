import type { Correction, FfdVersion, Payments, Receipt, Seller } from '../../receipt/receipt.ts';
import { compact } from '../compact.ts';
import type { Fields } from '../fields.ts';
import { readDate, readDateTime } from './date-time.ts';
import { readItem } from './item.ts';
import { receiptNoise } from './noise.ts';
import { readAgent, readBuyer, readIndustry, readUserRequisites } from './parties.ts';
import { readVatSums } from './vat.ts';

const RECEIPT = 3;
const MOST_ITEMS = 1_000;

/** What the document around a receipt says of it. */
export interface Surroundings {
  /** Document form by the key that held the receipt (`bso`, `receiptCorrection`). */
  form: number | undefined;
  /** Time zone of the shop, for dialects that write seconds since 1970. */
  zone: string;
  /** The settlement's local time by the paper's QR, which settles what seconds since 1970 leave open. */
  localTime: string | undefined;
}

/** A receipt in any FNS dialect; `contact` is tag 1008 as it stands, absent when it is empty or `none`. */
export function readFnsReceipt(fields: Fields, around: Surroundings): { receipt: Receipt; contact?: string } {
  const items = fields.list('items', MOST_ITEMS).map(readItem);
  const contact = fields.trimmed(['buyerPhoneOrAddress', 'buyerAddress'], 320);
  const cashier = fields.text(['operator']);
  const cashierInn = fields.trimmed(['operatorInn'], 20);
  const dateTime = readDateTime(fields, ['dateTime'], around);
  const receipt = compact<Receipt>({
    form: readForm(fields, around.form),
    ffd: readVersion(fields),
    calculationType: fields.need(fields.whole(['operationType']), 'operationType'),
    dateTime: fields.need(dateTime, 'dateTime'),
    timeZone: fields.whole(['timeZone']),
    fiscalDriveNumber: fields.digits(['fiscalDriveNumber'], 10, 16),
    fiscalDocumentNumber: fields.whole(['fiscalDocumentNumber']),
    fiscalSign: text(fields.whole(['fiscalSign'])),
    registrationNumber: fields.trimmed(['kktRegId'], 20),
    registerSerialNumber: fields.trimmed(['numberKkt', 'kktNumber'], 40),
    shiftNumber: fields.whole(['shiftNumber']),
    numberInShift: fields.whole(['requestNumber']),
    machineNumber: fields.trimmed(['machineNumber'], 40),
    checkSite: fields.trimmed(['fnsUrl', 'fnsSite', 'fnsSiteUrl', 'addressToCheckFiscalSign', 'authorityUri']),
    seller: readSeller(fields),
    cashier: cashier === undefined ? undefined : compact({ name: cashier, inn: cashierInn }),
    taxationSystem: readTaxation(fields),
    internetOnly: fields.flag(['internetSign']),
    internetPayment: fields.flag(['internetPayment']),
    items,
    total: fields.need(fields.sum(['totalSum']), 'totalSum'),
    payments: readPayments(fields),
    vat: readVatSums(fields, new Set(items.map((item) => item.vatRate))),
    agentType: fields.bits(['paymentAgentType']),
    agent: readAgent(fields),
    supplierPhones: fields.texts(['providerPhone']),
    buyer: readBuyer(fields),
    correction: readCorrection(fields, around.zone),
    additionalRequisite: fields.text(['propertiesData']),
    userRequisites: readUserRequisites(fields),
    industryRequisites: readIndustry(fields, 'industryReceiptDetails'),
    markingCheckResult: fields.whole(['checkingLabeledProdResult']),
    operationalRequisite: readOperational(fields, around.zone),
  });
  fields.warnUnread(receiptNoise);
  return contact === undefined || contact.toLowerCase() === 'none' ? { receipt } : { receipt, contact };
}

const text = (value: number | undefined) => (value === undefined ? undefined : String(value));

function readForm(fields: Fields, outer: number | undefined): number {
  const own = ['code', 'receiptCode', 'bsoCode', 'receiptCorrectionCode', 'bsoCorrectionCode'];
  const form = fields.whole(own) ?? outer;
  if (form === undefined) fields.warn('formAssumed', 'code');
  return form ?? RECEIPT;
}

const versions: Record<string, FfdVersion> = { 1: '1.0', 2: '1.05', 3: '1.1', 4: '1.2' };

/** Tag 1209; a receipt without it is of version 1.0. A later version is read as the latest known. */
function readVersion(fields: Fields): FfdVersion {
  const code = fields.whole(['fiscalDocumentFormatVer', 'protocolVersion']);
  if (code === undefined) return '1.0';
  const version = versions[code];
  if (version === undefined) fields.warn('unknownCode', 'fiscalDocumentFormatVer', { value: code });
  return version ?? '1.2';
}

function readSeller(fields: Fields): Seller {
  return compact<Seller>({
    name: fields.text(['user']),
    inn: fields.trimmed(['userInn'], 20),
    settlementAddress: fields.text(['retailPlaceAddress', 'retailAddress']),
    settlementPlace: fields.text(['retailPlace']),
    senderAddress: fields.trimmed(['sellerAddress', 'senderAddress'], 320),
  });
}

/** The system applied (1055) counts; the one of registration (1062) stands in where it is missing. */
function readTaxation(fields: Fields): number | undefined {
  const applied = fields.whole(['appliedTaxationType']);
  const registered = fields.whole(['taxationType']);
  return applied ?? registered;
}

function readPayments(fields: Fields): Payments {
  return compact<Payments>({
    cash: fields.sum(['cashTotalSum']),
    cashless: fields.sum(['ecashTotalSum']),
    prepaid: fields.sum(['prepaidSum', 'prepaymentSum']),
    credit: fields.sum(['creditSum', 'postpaymentSum']),
    provision: fields.sum(['provisionSum', 'counterSubmissionSum']),
  });
}

function readCorrection(fields: Fields, zone: string): Correction | undefined {
  const base = fields.object('correctionBase') ?? fields;
  const correction = compact<Correction>({
    type: fields.whole(['correctionType']),
    description: base.text(['correctionName', 'correctionDescription']),
    date: readDate(base, ['correctionDocumentDate', 'correctionDate'], zone),
    number: base.text(['correctionDocumentNumber', 'correctionNumber'], 100),
  });
  if (base !== fields) base.warnUnread(new Set());
  return Object.keys(correction).length === 0 ? undefined : correction;
}

function readOperational(fields: Fields, zone: string): Receipt['operationalRequisite'] | undefined {
  const found = fields.object('operationalDetails');
  if (found === undefined) return undefined;
  const requisite = compact<NonNullable<Receipt['operationalRequisite']>>({
    id: found.whole(['operationId', 'id']),
    data: found.text(['operationData', 'data']),
    dateTime: readDate(found, ['dateTime'], zone),
  });
  found.warnUnread(new Set());
  return requisite;
}
