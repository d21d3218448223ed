import { addUp, toKopecks } from '../../receipt/money.ts';
import type { Buyer, Correction, Payments, UserRequisite } from '../../receipt/receipt.ts';
import type { SaleDocument, SaleItem, SaleLine } from '../../receipt/sale.ts';
import { type PathOf, possible } from '../../receipt/sale-check.ts';
import { Problem } from '../../texts/problem.ts';
import { compact } from '../compact.ts';
import { Fields, type Reading } from '../fields.ts';
import type { JsonObject } from '../json-text.ts';
import {
  oneContact,
  readAgentBits,
  readAgentData,
  readCorrectionDate,
  readTaxSums,
  readVendor,
  taxationByIndex,
  totalOf,
} from '../sale/dialect.ts';
import { readIndustryAttribute } from './industry.ts';
import { readPosition } from './position.ts';
import { taxSums } from './words.ts';
import type { Element } from './xml.ts';

// Where a field of the model stands, in the names of all versions.
const headNames: Partial<Record<Parameters<PathOf>[0], string[]>> = {
  calculationType: ['OperationType', 'PaymentType'],
  correction: ['CorrectionData', 'CorrectionBaseDate'],
  taxationSystem: ['TaxationSystem', 'TaxVariant'],
  total: ['Sum'],
};
const itemNames: Partial<Record<Parameters<PathOf>[0], string[]>> = {
  name: ['Name'],
  price: ['PriceWithDiscount', 'Price'],
  quantity: ['Quantity'],
  sum: ['AmountWithDiscount', 'SumWithDiscount', 'Amount'],
  vatRate: ['VATRate', 'Tax'],
  paymentMethod: ['PaymentMethod', 'SignMethodCalculation'],
  paymentSubject: ['CalculationSubject', 'SignCalculationObject'],
  measure: ['MeasureOfQuantity'],
};

/** Names of the root in all versions; the second is the correction of 2.x. */
export const roots: readonly string[] = ['CheckPackage', 'CheckCorrectionPackage'];

/** CheckPackage of «Требования к разработке драйверов» 2.0–4.x: every version's name of an attribute is read. Sums in roubles. */
export function readCheckPackage(root: Element): SaleDocument {
  const reading: Reading = { unit: 'roubles', warnings: [] };
  const parameters = fieldsOf(root, 'Parameters', reading);
  const { items, lines, positions } = readPositions(root, reading);
  const payments = readPayments(fieldsOf(root, 'Payments', reading));
  const cashier = parameters.text(['CashierName'], 100);
  const inn = parameters.trimmed(['CashierINN', 'CashierVATIN'], 20);
  const correction = readCorrection(root, parameters);
  const sale = compact<SaleDocument>({
    calculationType: parameters.need(parameters.whole(['OperationType', 'PaymentType']), 'OperationType'),
    correction,
    taxationSystem: parameters.choice(['TaxationSystem', 'TaxVariant'], taxationByIndex.codes),
    items,
    total: (items.length > 0 ? undefined : parameters.sum(['Sum'])) ?? totalOf(items, payments),
    payments,
    vat: items.length > 0 ? undefined : readTaxSums(parameters, taxSums),
    cashier: cashier === undefined ? undefined : compact({ name: cashier, inn }),
    customerContact: oneContact(parameters.trimmed(['CustomerEmail'], 320), parameters.trimmed(['CustomerPhone'], 320)),
    senderAddress: parameters.trimmed(['SenderEmail'], 320),
    electronically: parameters.flag(['Electronically']),
    buyer: readBuyer(parameters),
    settlementAddress: parameters.text(['SaleAddress', 'AddressSettle', 'SettlementsAddress']),
    settlementPlace: parameters.text(['SaleLocation', 'PlaceSettle', 'SettlementPlace', 'SettlementsPlace']),
    machineNumber: parameters.trimmed(['AutomatNumber', 'AutomaticNumber'], 40),
    internetPayment: parameters.flag(['OperationOnline']),
    agentType: readAgentBits(parameters, ['AgentType', 'AgentSign']),
    agent: readAgentData(parameters),
    supplier: readVendor(parameters),
    additionalRequisite: parameters.text(['AdditionalAttribute']),
    userRequisites: readUserAttribute(parameters),
    industryRequisites: readIndustryAttribute(parameters),
    operationalRequisite: readOperationalAttribute(parameters),
    lines: lines.length === 0 ? undefined : lines,
  });
  const present = (fields: Fields, names: readonly string[]) =>
    fields.at(names.find((name) => fields.has(name)) ?? names[0] ?? '');
  return possible(sale, (field, item) => {
    const position = item === undefined ? undefined : positions[item];
    if (position !== undefined) return present(position, itemNames[field] ?? [field]);
    if (field === 'payments' || field === 'items')
      return `${root.name}.${field === 'items' ? 'Positions' : 'Payments'}`;
    return present(parameters, headNames[field] ?? [field]);
  });
}

/** Attributes and child elements of an element as one set of fields; a child repeated is a list. */
function fieldsOfElement(element: Element, path: string, reading: Reading): Fields {
  return new Fields(objectOf(element), path, reading);
}

function objectOf(element: Element): JsonObject {
  const object: JsonObject = { ...element.attributes };
  for (const child of element.children) {
    const before = object[child.name];
    const inner = objectOf(child);
    object[child.name] = before === undefined ? inner : [...(Array.isArray(before) ? before : [before]), inner];
  }
  return object;
}

function fieldsOf(root: Element, name: string, reading: Reading): Fields {
  const path = `${root.name}.${name}`;
  const element = root.children.find((child) => child.name === name);
  if (element === undefined) throw new Problem('fieldMissing', { path, params: { path } });
  return fieldsOfElement(element, path, reading);
}

function readPositions(root: Element, reading: Reading): { items: SaleItem[]; lines: SaleLine[]; positions: Fields[] } {
  const positions: Fields[] = [];
  const items: SaleItem[] = [];
  const lines: SaleLine[] = [];
  const path = `${root.name}.Positions`;
  const elements = root.children.find((child) => child.name === 'Positions')?.children ?? [];
  if (elements.length > 2_000) throw new Problem('fieldTooMany', { path, params: { path, limit: 2_000 } });
  for (const element of elements) {
    const fields = fieldsOfElement(element, `${path}.${element.name}[${items.length}]`, reading);
    if (element.name === 'FiscalString') {
      positions.push(fields);
      items.push(readPosition(fields));
    } else if (element.name === 'TextString') lines.push({ after: items.length, text: fields.text(['Text']) ?? '' });
    else if (element.name === 'Barcode') {
      const value = fields.base64(['ValueBase64'], 4_000) ?? fields.raw(['Value', 'Barcode'], 4_000);
      const type = fields.text(['Type', 'BarcodeType'], 40) ?? 'QR';
      if (value !== undefined) lines.push({ after: items.length, barcode: { type, value } });
    }
  }
  return { items, lines, positions };
}

/** 2.0 and 2.1 count three kinds of cashless payment, all of tag 1081. */
function readPayments(fields: Fields): Payments {
  const kinds = ['CashLessType1', 'CashLessType2', 'CashLessType3'].map((name) => fields.sum([name]));
  const old = kinds.every((sum) => sum === undefined) ? undefined : toKopecks(Number(addUp(kinds)));
  return compact<Payments>({
    cash: fields.sum(['Cash']),
    cashless: fields.sum(['ElectronicPayment']) ?? old,
    prepaid: fields.sum(['PrePayment', 'AdvancePayment']),
    credit: fields.sum(['PostPayment', 'Credit']),
    provision: fields.sum(['Barter', 'CashProvision']),
  });
}

function readCorrection(root: Element, parameters: Fields): Correction | undefined {
  const data = parameters.object('CorrectionData');
  if (data === undefined && root.name !== 'CheckCorrectionPackage') return undefined;
  const from = data ?? parameters;
  return compact<Correction>({
    type: from.whole(['Type', 'CorrectionType']) ?? 0,
    description: from.text(['Description', 'CorrectionBaseName']),
    date: readCorrectionDate(from, ['Date', 'CorrectionBaseDate']),
    number: from.text(['Number', 'CorrectionBaseNumber'], 100),
  });
}

function readBuyer(parameters: Fields): Buyer | undefined {
  const detail = parameters.object('CustomerDetail');
  const buyer = compact<Buyer>({
    name: detail?.text(['Info']) ?? parameters.text(['CustomerInfo']),
    inn: detail?.trimmed(['INN'], 20) ?? parameters.trimmed(['CustomerINN'], 20),
    birthDate: detail?.text(['DateOfBirth'], 40),
    citizenship: detail?.text(['Citizenship'], 100),
    documentCode: detail?.text(['DocumentTypeCode'], 40),
    documentData: detail?.text(['DocumentData']),
    address: detail?.text(['Address']),
  });
  return Object.keys(buyer).length === 0 ? undefined : buyer;
}

function readUserAttribute(parameters: Fields): UserRequisite[] | undefined {
  const found = parameters.list('UserAttribute', 100).flatMap((row): UserRequisite[] => {
    const name = row.text(['Name']) ?? '';
    const value = row.text(['Value'], 2_000) ?? '';
    return name === '' && value === '' ? [] : [{ name, value }];
  });
  return found.length === 0 ? undefined : found;
}

function readOperationalAttribute(parameters: Fields): SaleDocument['operationalRequisite'] {
  const row = parameters.object('OperationalAttribute');
  const requisite = compact<NonNullable<SaleDocument['operationalRequisite']>>({
    id: row?.whole(['OperationID']),
    data: row?.text(['OperationData']),
    dateTime: row?.text(['DateTime'], 40),
  });
  return Object.keys(requisite).length === 0 ? undefined : requisite;
}
