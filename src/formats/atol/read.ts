import { addUp, toKopecks } from '../../receipt/money.ts';
import type { Buyer, Payments, UserRequisite, VatSum } from '../../receipt/receipt.ts';
import type { SaleDocument, SaleItem, SaleLine } from '../../receipt/sale.ts';
import { type PathOf, possible } from '../../receipt/sale-check.ts';
import { compact } from '../compact.ts';
import type { Fields } from '../fields.ts';
import { readCorrectionDate, totalOf } from '../sale/dialect.ts';
import { readAgentInfo, readIndustry, readPosition, readSupplier } from './position.ts';
import * as atol from './words.ts';

const correctionTypes = new Map([
  ['self', 0],
  ['instruction', 1],
]);

const fieldNames: Partial<Record<Parameters<PathOf>[0], string>> = {
  calculationType: 'type',
  correction: 'correctionBaseDate',
  taxationSystem: 'taxationType',
  sum: 'amount',
  vatRate: 'tax',
  paymentSubject: 'paymentObject',
  measure: 'measurementUnit',
};

/** A JSON task of the ATOL driver 10: sell, sellReturn, buy, buyReturn and their corrections. Sums in roubles. */
export function readAtolTask(task: Fields, id: string | undefined): SaleDocument {
  const type = task.text(['type']) ?? '';
  const kind = atol.tasks.get(type);
  if (kind === undefined)
    throw task.wrong('saleCodeUnknown', 'type', { value: type || '—', allowed: [...atol.tasks.keys()].join(', ') });
  const rows = readRows(task);
  const payments = readPayments(task);
  const items = rows.positions.map(({ item }) => item);
  const operator = task.object('operator');
  const client = task.object('clientInfo');
  const agent = readAgentInfo(task);
  const sale = compact<SaleDocument>({
    id,
    calculationType: kind.calculationType,
    correction: kind.correction
      ? compact({
          type: task.choice(['correctionType'], correctionTypes) ?? 0,
          description: task.text(['correctionBaseName']),
          date: readCorrectionDate(task, ['correctionBaseDate']),
          number: task.text(['correctionBaseNumber'], 100),
        })
      : undefined,
    taxationSystem: task.choice(['taxationType'], atol.taxation.codes),
    items,
    total: task.sum(['total']) ?? totalOf(items, payments),
    payments,
    vat: readTaxes(task),
    cashier: readOperator(operator),
    customerContact: client?.trimmed(['emailOrPhone'], 320),
    senderAddress: task.object('companyInfo')?.trimmed(['email'], 320),
    electronically: task.flag(['electronically']),
    buyer: readClient(client),
    settlementAddress: task.text(['paymentsAddress']),
    settlementPlace: task.text(['paymentsPlace']),
    machineNumber: task.trimmed(['machineNumber'], 40),
    internetPayment: task.flag(['internet']),
    agentType: agent?.agentType,
    agent: agent?.agent,
    supplier: readSupplier(task),
    additionalRequisite: rows.additional,
    userRequisites: rows.user,
    industryRequisites: readIndustry(task),
    operationalRequisite: readOperation(task),
    lines: rows.lines.length === 0 ? undefined : rows.lines,
  });
  return possible(sale, (field, item) => {
    const name = fieldNames[field] ?? field;
    return task.at(item === undefined ? name : `items[${rows.positions[item]?.row}].${name}`);
  });
}

interface Rows {
  positions: { row: number; item: SaleItem }[];
  lines: SaleLine[];
  additional?: string;
  user?: UserRequisite[];
}

/** Positions and what is printed between them; two requisites of the receipt stand among the items as well. */
function readRows(task: Fields): Rows {
  const rows: Rows = { positions: [], lines: [] };
  const before = task.list('preItems', 1_000).map((fields) => ({ fields, row: -1 }));
  const inside = task.list('items', 2_000).map((fields, row) => ({ fields, row }));
  const after = task.list('postItems', 1_000).map((fields) => ({ fields, row: -1 }));
  for (const { fields, row } of [...before, ...inside, ...after]) {
    const type = fields.text(['type']) ?? 'position';
    if (type === 'position') rows.positions.push({ row, item: readPosition(fields) });
    else if (type === 'text') rows.lines.push({ after: rows.positions.length, text: fields.text(['text']) ?? '' });
    else if (type === 'barcode') rows.lines.push(readBarcode(fields, rows.positions.length));
    else if (type === 'additionalAttribute') {
      const value = fields.text(['value']);
      if (value !== undefined) rows.additional = value;
    } else if (type === 'userAttribute') {
      const requisite = { name: fields.text(['name']) ?? '', value: fields.text(['value'], 2_000) ?? '' };
      rows.user = [...(rows.user ?? []), requisite];
    }
  }
  return rows;
}

function readBarcode(fields: Fields, after: number): SaleLine {
  const value = fields.need(fields.raw(['barcode'], 4_000), 'barcode');
  return { after, barcode: { type: fields.text(['barcodeType'], 40) ?? 'QR', value } };
}

function readPayments(task: Fields): Payments {
  const payments: Payments = {};
  for (const fields of task.list('payments', 100)) {
    const type = fields.need(fields.text(['type'], 20), 'type');
    const kind = atol.payments.get(type);
    if (kind === undefined)
      throw fields.wrong('saleCodeUnknown', 'type', { value: type, allowed: [...atol.payments.keys()].join(', ') });
    const sum = fields.need(fields.sum(['sum']), 'sum');
    payments[kind] = toKopecks(Number(addUp([payments[kind], sum])));
  }
  return payments;
}

function readTaxes(task: Fields): VatSum[] | undefined {
  const taxes = task.list('taxes', 100).map(
    (fields): VatSum => ({
      rate: fields.need(fields.choice(['type'], atol.vat.codes), 'type'),
      sum: fields.need(fields.sum(['sum']), 'sum'),
    }),
  );
  return taxes.length === 0 ? undefined : taxes;
}

function readOperator(operator: Fields | undefined): SaleDocument['cashier'] {
  const name = operator?.text(['name'], 100);
  return name === undefined ? undefined : compact({ name, inn: operator?.trimmed(['vatin'], 20) });
}

function readClient(client: Fields | undefined): Buyer | undefined {
  const buyer = compact<Buyer>({
    name: client?.text(['name']),
    inn: client?.trimmed(['vatin'], 20),
    birthDate: client?.text(['birthDate'], 40),
    citizenship: client?.text(['citizenship'], 100),
    documentCode: client?.text(['identityDocumentCode'], 40),
    documentData: client?.text(['identityDocumentData']),
    address: client?.text(['address']),
  });
  return Object.keys(buyer).length === 0 ? undefined : buyer;
}

function readOperation(task: Fields): SaleDocument['operationalRequisite'] {
  const found = task.object('operationInfo');
  const requisite = compact<NonNullable<SaleDocument['operationalRequisite']>>({
    id: found?.whole(['id']),
    data: found?.text(['data']),
    dateTime: found?.text(['dateTime'], 40),
  });
  return Object.keys(requisite).length === 0 ? undefined : requisite;
}
