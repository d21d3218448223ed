import { addUp, type Decimal, isCostOf, type Kopecks, multiply, toKopecks } from '../../receipt/money.ts';
import type { AgentData, Payments, Supplier, VatSum } from '../../receipt/receipt.ts';
import type { SaleItem } from '../../receipt/sale.ts';
import { compact } from '../compact.ts';
import type { Fields } from '../fields.ts';

/** A table of words and codes, and the way back. */
export interface Words {
  codes: ReadonlyMap<string, number>;
  /** The word to write; the first of those that mean the code. */
  word(code: number): string | undefined;
}

/** Makes a table from `[word, code]` rows; a later word for the same code is only read. */
export function words(...rows: [string, number][]): Words {
  const back = new Map([...rows].reverse().map(([word, code]) => [code, word]));
  return { codes: new Map(rows), word: (code) => back.get(code) };
}

/**
 * The price with the discount spread over it, where a dialect writes the price without and the cost with it (1C 2.x, KkmServer).
 * The price itself where the two agree, where the cost is more (a markup belongs to the price), or where no price in kopecks gives the cost.
 */
export function discounted(price: Kopecks, quantity: Decimal, sum: Kopecks): Kopecks {
  if (quantity === '0' || isCostOf(sum, price, quantity) || sum > multiply(price, quantity)) return price;
  const [whole = '', fraction = ''] = quantity.split('.');
  const scaled = BigInt(whole + fraction);
  const unit = 10n ** BigInt(fraction.length);
  const nearest = toKopecks(Number((2n * BigInt(sum) * unit + scaled) / (2n * scaled)));
  return isCostOf(sum, nearest, quantity) ? nearest : price;
}

/** The total where a dialect gives none: that of the items, or of the payments where there are no items. */
export function totalOf(items: readonly SaleItem[], payments: Payments): Kopecks {
  return toKopecks(Number(items.length > 0 ? addUp(items.map((item) => item.sum)) : addUp(Object.values(payments))));
}

/** The contact for tag 1008: one of the two, the e-mail where both are given. */
export function oneContact(email: string | undefined, phone: string | undefined): string | undefined {
  return email ?? phone;
}

/** Taxation system by the index that 1C and KkmServer use: the number of the bit. */
export const taxationByIndex = words(['0', 1], ['1', 2], ['2', 4], ['3', 8], ['4', 16], ['5', 32]);

/** Sign of the agent by the index of its bit; some write several, with commas. */
export function readAgentBits(fields: Fields, names: readonly string[]): number | undefined {
  const text = fields.text(names);
  if (text === undefined) return undefined;
  const indexes = text.split(/[\s,;]+/).filter((one) => one !== '');
  const name = names.find((one) => fields.has(one)) ?? '';
  if (indexes.some((one) => !/^[0-6]$/.test(one)))
    throw fields.wrong('saleCodeUnknown', name, { value: text, allowed: '0, 1, 2, 3, 4, 5, 6' });
  return indexes.reduce((bits, index) => bits | (1 << Number(index)), 0) || undefined;
}

/** The index of an agent's bit, or several with commas. */
export function agentIndexes(bits: number): string {
  return [0, 1, 2, 3, 4, 5, 6].filter((index) => (bits & (1 << index)) !== 0).join(',');
}

/** Data of the payment agent in the names of KkmServer and of 1C in all its versions. */
export function readAgentData(fields: Fields, name = 'AgentData'): AgentData | undefined {
  const data = fields.object(name);
  if (data === undefined) return undefined;
  const agent = compact<AgentData>({
    operation: data.text(['AgentOperation', 'PayingAgentOperation']),
    agentPhones: phones(data, ['AgentPhone', 'PayingAgentPhone']),
    receiverPhones: phones(data, ['PaymentProcessorPhone', 'ReceivePaymentsOperatorPhone']),
    transferPhones: phones(data, ['AcquirerOperatorPhone', 'MoneyTransferOperatorPhone']),
    transferName: data.text(['AcquirerOperatorName', 'MoneyTransferOperatorName']),
    transferAddress: data.text(['AcquirerOperatorAddress', 'MoneyTransferOperatorAddress']),
    transferInn: data.trimmed(['AcquirerOperatorINN', 'MoneyTransferOperatorVATIN'], 20),
  });
  return Object.keys(agent).length === 0 ? undefined : agent;
}

/** The supplier in the names of KkmServer and of 1C in all its versions. */
export function readVendor(fields: Fields): Supplier | undefined {
  const data = fields.object('VendorData') ?? fields.object('PurveyorData');
  if (data === undefined) return undefined;
  const supplier = compact<Supplier>({
    name: data.text(['VendorName', 'PurveyorName']),
    inn: data.trimmed(['VendorINN', 'PurveyorVATIN'], 20),
    phones: phones(data, ['VendorPhone', 'PurveyorPhone']),
  });
  return Object.keys(supplier).length === 0 ? undefined : supplier;
}

/** Several telephones stand in one field, with commas. */
function phones(fields: Fields, names: readonly string[]): string[] | undefined {
  const list = fields.texts(names)?.flatMap((text) => text.split(/[,;]/).map((one) => one.trim()));
  const found = list?.filter((one) => one !== '');
  return found === undefined || found.length === 0 ? undefined : found;
}

/** Sums of VAT of a correction without items, one field a rate. */
export function readTaxSums(fields: Fields, names: readonly [rate: number, names: string[]][]): VatSum[] | undefined {
  const sums = names.flatMap(([rate, keys]): VatSum[] => {
    const sum = fields.sum(keys);
    return sum === undefined || sum === 0 ? [] : [{ rate, sum }];
  });
  return sums.length === 0 ? undefined : sums;
}

/** A date of a correction as `YYYY-MM-DD`: with a time, with points, or in the order of a day first. */
export function readCorrectionDate(fields: Fields, names: readonly string[]): string | undefined {
  const text = fields.text(names, 40)?.trim();
  if (text === undefined) return undefined;
  const [, year, month, day] = /^(\d{4})[-./](\d\d)[-./](\d\d)/.exec(text) ?? [];
  if (year !== undefined) return `${year}-${month}-${day}`;
  const [, first, second, last] = /^(\d\d)[-./](\d\d)[-./](\d{4})/.exec(text) ?? [];
  if (first === undefined) throw fields.wrong('fieldNotDateTime', names.find((name) => fields.has(name)) ?? '');
  return `${last}-${second}-${first}`;
}
