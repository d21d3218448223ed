import { type Language, text } from '../texts/index.ts';
import { parseDateTime, printedDate, printedTime } from './date-time.ts';
import { printedFiscalSign } from './key.ts';
import { formatRoubles, type Kopecks } from './money.ts';
import { qrText } from './qr.ts';
import type { AgentData, Receipt, ReceiptItem } from './receipt.ts';
import * as words from './vocabulary.ts';

/** Whether the law asks for a requisite: always, in cases this receipt may or may not be (conditional), or not at all. */
export type Required = 'always' | 'conditional' | 'optional';

/** A requisite of the receipt that goes to a buyer by e-mail, present or not. */
export interface Requisite {
  tag: number;
  name: string;
  required: Required;
  present: boolean;
  /** The value as printed; for a requisite of items, how many of them carry it. */
  value?: string;
}

/**
 * The requisites of the buyer's electronic receipt by the list of its FFD version: table 48 of 229@ (1.0, 1.05, 1.1), tables 146 and 147
 * of 662@ (1.2), items by tables 20 and 97. The receipt is complete when none required `always` is missing. `contact` is tag 1008.
 */
export function requisites(receipt: Receipt, contact?: string, language: Language = 'ru'): Requisite[] {
  return rowsOf(receipt, contact).map(([tag, required, value]) => ({
    tag,
    name: text(language, `receipt.requisites.t${tag}`),
    required,
    present: value !== undefined,
    ...(value === undefined ? {} : { value }),
  }));
}

type Tag = NameOf<keyof typeof import('../texts/ru/receipt.ts').receipt.requisites>;
type NameOf<K> = K extends `t${infer Digits extends number}` ? Digits : never;
type Row = [Tag, Required, string | undefined];

function rowsOf(receipt: Receipt, contact: string | undefined): Row[] {
  const v12 = receipt.ffd === '1.2';
  const correction = receipt.form === 31 || receipt.form === 41;
  const { seller, buyer, cashier } = receipt;
  const emailed = contact?.includes('@') === true;
  return [
    [1000, 'always', words.printed(words.documentForms, receipt.form)],
    [1048, 'always', seller.name],
    [1018, 'always', seller.inn],
    [1042, 'always', number(receipt.numberInShift)],
    [1012, 'always', dateTime(receipt.dateTime)],
    [1038, 'always', number(receipt.shiftNumber)],
    [1054, 'always', words.printed(words.calculationTypes, receipt.calculationType)],
    [1055, 'optional', coded(words.taxationSystems, receipt.taxationSystem)],
    [1021, 'conditional', cashier?.name],
    [1037, 'always', receipt.registrationNumber],
    [1036, 'conditional', receipt.machineNumber],
    [1009, v12 ? 'always' : 'conditional', seller.settlementAddress],
    [1187, v12 ? 'always' : 'conditional', seller.settlementPlace],
    [1008, 'optional', contact],
    [1227, 'conditional', buyer?.name],
    [1228, 'conditional', buyer?.inn],
    ...(correction ? correctionRows(receipt) : []),
    ...itemRows(receipt, v12, correction),
    [1020, 'always', formatRoubles(receipt.total)],
    ...paymentRows(receipt),
    vatRow(receipt),
    [1108, 'conditional', receipt.internetOnly ? '1' : undefined],
    [1125, 'conditional', receipt.internetPayment ? '1' : undefined],
    [1117, 'conditional', seller.senderAddress],
    ...agentRows(receipt),
    [1060, 'conditional', receipt.checkSite],
    [1192, 'optional', receipt.additionalRequisite],
    [1084, 'optional', receipt.userRequisites?.map(({ name, value }) => `${name}: ${value}`).join('; ')],
    ...(v12 ? versionTwoRows(receipt) : []),
    [1040, 'always', number(receipt.fiscalDocumentNumber)],
    [1041, 'always', receipt.fiscalDriveNumber],
    [1077, 'always', receipt.fiscalSign && printedFiscalSign(receipt.fiscalSign)],
    [1196, emailed ? 'always' : 'conditional', qrOf(receipt)],
  ];
}

function correctionRows({ correction }: Receipt): Row[] {
  return [
    [1173, 'always', coded(words.correctionTypes, correction?.type)],
    [1178, 'always', correction?.date],
    [1179, correction?.type === 1 ? 'always' : 'conditional', correction?.number],
  ];
}

function itemRows({ items }: Receipt, v12: boolean, correction: boolean): Row[] {
  // A correction of FFD 1.05 has no items at all.
  if (items.length === 0 && correction && !v12) return [];
  const each = (has: (item: ReceiptItem) => unknown): string | undefined => {
    const count = items.filter((item) => has(item) !== undefined).length;
    return count === 0 ? undefined : `${count}/${items.length}`;
  };
  return [
    [1059, 'always', items.length === 0 ? undefined : String(items.length)],
    [1030, 'conditional', each((item) => item.name)],
    [1079, v12 ? 'always' : 'conditional', each((item) => item.price)],
    [1023, v12 ? 'always' : 'conditional', each((item) => item.quantity)],
    v12 ? [2108, 'conditional', each((item) => item.measure)] : [1197, 'optional', each((item) => item.unit)],
    [1043, 'always', each((item) => item.sum)],
    [1199, 'conditional', each((item) => item.vatRate)],
    [1214, 'conditional', each((item) => item.paymentMethod)],
    [1212, 'conditional', each((item) => item.paymentSubject)],
    [v12 ? 1163 : 1162, 'conditional', each((item) => item.marking)],
    ...(v12 ? ([[1291, 'conditional', each((item) => item.fraction)]] as Row[]) : []),
    [1222, 'conditional', each((item) => item.agentType)],
    [1223, 'conditional', each((item) => item.agent)],
    [1224, 'conditional', each((item) => item.supplier?.name ?? item.supplier?.phones)],
    [1226, 'conditional', each((item) => item.supplier?.inn)],
    [1229, 'conditional', each((item) => item.excise)],
    [1230, 'conditional', each((item) => item.originCountry)],
    [1231, 'conditional', each((item) => item.customsDeclaration)],
    [1191, 'optional', each((item) => item.additionalRequisite)],
    ...(v12 ? ([[1260, 'conditional', each((item) => item.industryRequisites)]] as Row[]) : []),
  ];
}

function paymentRows({ payments }: Receipt): Row[] {
  return words.paymentHeadings.map(({ field, tag }): Row => [tag, 'conditional', money(payments[field])]);
}

/** At least one sum of VAT must be present in FFD 1.05 (table 19, note 6). */
function vatRow(receipt: Receipt): Row {
  const sums = receipt.vat.map(
    ({ rate, sum }) => `${words.vatRate(rate, receipt.dateTime).total}: ${formatRoubles(sum)}`,
  );
  return [1102, receipt.ffd === '1.05' ? 'always' : 'conditional', sums.length === 0 ? undefined : sums.join('; ')];
}

function agentRows(receipt: Receipt): Row[] {
  const { agent, supplierPhones } = receipt;
  const of = (field: keyof AgentData) => {
    const value = agent?.[field];
    return typeof value === 'string' ? value : value?.join(', ');
  };
  const bits = receipt.agentType === undefined ? undefined : words.printedBits(words.agentTypes, receipt.agentType);
  return [
    [1057, 'conditional', bits?.join(', ')],
    [1044, 'conditional', of('operation')],
    [1073, 'conditional', of('agentPhones')],
    [1074, 'conditional', of('receiverPhones')],
    [1075, 'conditional', of('transferPhones')],
    [1026, 'conditional', of('transferName')],
    [1005, 'conditional', of('transferAddress')],
    [1016, 'conditional', of('transferInn')],
    [1171, 'conditional', supplierPhones?.join(', ')],
  ];
}

function versionTwoRows({ industryRequisites, markingCheckResult }: Receipt): Row[] {
  return [
    [1261, 'conditional', industryRequisites?.map(({ value }) => value ?? '').join('; ')],
    [2107, 'conditional', number(markingCheckResult)],
  ];
}

const number = (value: number | undefined) => (value === undefined ? undefined : String(value));
const money = (value: Kopecks | undefined) => (value === undefined ? undefined : formatRoubles(value));
const coded = (table: words.Vocabulary, code: number | undefined) =>
  code === undefined ? undefined : words.printed(table, code);

function dateTime(value: string): string | undefined {
  return parseDateTime(value)?.time && `${printedDate(value)} ${printedTime(value)}`;
}

function qrOf(receipt: Receipt): string | undefined {
  const { fiscalDriveNumber, fiscalDocumentNumber, fiscalSign, qr } = receipt;
  const known = [fiscalDriveNumber, fiscalDocumentNumber, fiscalSign, dateTime(receipt.dateTime)];
  return qr !== undefined || known.every((value) => value !== undefined) ? qrText(receipt) : undefined;
}
