import type { Buyer, Payments, UserRequisite } from '../../receipt/receipt.ts';
import type { SaleDocument, SaleItem, SaleLine } from '../../receipt/sale.ts';
import { type PathOf, possible } from '../../receipt/sale-check.ts';
import { compact } from '../compact.ts';
import type { Fields } from '../fields.ts';
import {
  discounted,
  readAgentBits,
  readAgentData,
  readCorrectionDate,
  readTaxSums,
  readVendor,
  taxationByIndex,
  totalOf,
} from '../sale/dialect.ts';
import { taxes, taxSums, typeChecks } from './words.ts';

const fieldNames: Partial<Record<Parameters<PathOf>[0], string>> = {
  calculationType: 'TypeCheck',
  correction: 'CorrectionBaseDate',
  taxationSystem: 'TaxVariant',
  items: 'CheckStrings',
  total: 'Amount',
  payments: 'ElectronicPayment',
  name: 'Name',
  price: 'Price',
  quantity: 'Quantity',
  sum: 'Amount',
  vatRate: 'Tax',
  paymentMethod: 'SignMethodCalculation',
  paymentSubject: 'SignCalculationObject',
  measure: 'MeasureOfQuantity',
};

/** The command `RegisterCheck` of KkmServer. Sums in roubles; the price may be without the discount that the cost has. */
export function readKkmServerCheck(check: Fields): SaleDocument {
  if (check.flag(['IsFiscalCheck']) === false) throw check.wrong('saleNotFiscal', 'IsFiscalCheck');
  const typeCheck = check.whole(['TypeCheck']) ?? 0;
  const kind = typeChecks.get(typeCheck);
  if (kind === undefined)
    throw check.wrong('saleCodeUnknown', 'TypeCheck', { value: typeCheck, allowed: [...typeChecks.keys()].join(', ') });
  const { rows, items, lines } = readStrings(check);
  const payments = readPayments(check);
  const cashier = check.text(['CashierName'], 100);
  const sale = compact<SaleDocument>({
    id: check.trimmed(['IdCommand'], 100),
    calculationType: kind.calculationType,
    correction: kind.correction
      ? compact({
          type: check.whole(['CorrectionType']) ?? 0,
          description: check.text(['CorrectionBaseName']),
          date: readCorrectionDate(check, ['CorrectionBaseDate']),
          number: check.text(['CorrectionBaseNumber'], 100),
        })
      : undefined,
    taxationSystem: check.choice(['TaxVariant'], taxationByIndex.codes),
    items,
    total: (items.length > 0 ? undefined : check.sum(['Amount'])) ?? totalOf(items, payments),
    payments,
    vat: items.length > 0 ? undefined : readTaxSums(check, taxSums),
    cashier: cashier === undefined ? undefined : compact({ name: cashier, inn: check.trimmed(['CashierVATIN'], 20) }),
    customerContact: check.trimmed(['ClientAddress'], 320),
    senderAddress: check.trimmed(['SenderEmail'], 320),
    electronically: check.flag(['NotPrint']),
    buyer: readBuyer(check),
    settlementAddress: check.text(['AddressSettle']),
    settlementPlace: check.text(['PlaceMarket']),
    internetPayment: check.flag(['InternetMode']),
    agentType: readAgentBits(check, ['AgentSign']),
    agent: readAgentData(check),
    supplier: readVendor(check),
    additionalRequisite: check.text(['AdditionalAttribute']),
    userRequisites: readUserAttribute(check),
    lines: lines.length === 0 ? undefined : lines,
  });
  return possible(sale, (field, item) => {
    const name = fieldNames[field] ?? field;
    return check.at(item === undefined ? name : `CheckStrings[${rows[item]}].Register.${name}`);
  });
}

/** Strings of the check in their order: items, text, barcodes. Pictures and the printer's settings are left out. */
function readStrings(check: Fields): { rows: number[]; items: SaleItem[]; lines: SaleLine[] } {
  const rows: number[] = [];
  const items: SaleItem[] = [];
  const lines: SaleLine[] = [];
  for (const [row, string] of check.list('CheckStrings', 2_000).entries()) {
    const register = string.object('Register');
    const text = string.object('PrintText');
    const barcode = string.object('BarCode');
    if (register !== undefined) {
      rows.push(row);
      items.push(readItem(register));
    } else if (text !== undefined) lines.push({ after: items.length, text: text.text(['Text']) ?? '' });
    else if (barcode !== undefined) {
      const value = barcode.need(barcode.raw(['Barcode'], 4_000), 'Barcode');
      lines.push({ after: items.length, barcode: { type: barcode.text(['BarcodeType'], 40) ?? 'QR', value } });
    }
  }
  return { rows, items, lines };
}

function readItem(fields: Fields): SaleItem {
  const quantity = fields.need(fields.decimal(['Quantity']), 'Quantity');
  const sum = fields.need(fields.sum(['Amount']), 'Amount');
  const code = fields.object('GoodCodeData');
  const packed = fields.whole(['PackageQuantity']);
  return compact<SaleItem>({
    name: fields.text(['Name']),
    price: discounted(fields.need(fields.sum(['Price']), 'Price'), quantity, sum),
    quantity,
    measure: fields.whole(['MeasureOfQuantity']),
    unit: fields.text(['MeasurementUnit'], 100),
    fraction: packed === undefined || packed === 0 ? undefined : { numerator: Number(quantity), denominator: packed },
    sum,
    vatRate: fields.choice(['Tax'], taxes.codes),
    vatSum: fields.sum(['TaxSumm', 'TaxSum']),
    paymentMethod: fields.whole(['SignMethodCalculation']),
    paymentSubject: fields.whole(['SignCalculationObject']),
    agentType: readAgentBits(fields, ['AgentSign']),
    agent: readAgentData(fields),
    supplier: readVendor(fields),
    markingCode: code?.raw(['BarCode']),
    excise: fields.sum(['ExciseAmount']),
    originCountry: fields.trimmed(['CountryOfOrigin'], 100),
    customsDeclaration: fields.text(['CustomsDeclaration'], 100),
    additionalRequisite: fields.text(['AdditionalAttribute']),
    department: fields.whole(['Department']),
  });
}

function readPayments(check: Fields): Payments {
  return compact<Payments>({
    cash: check.sum(['Cash']),
    cashless: check.sum(['ElectronicPayment']),
    prepaid: check.sum(['AdvancePayment']),
    credit: check.sum(['Credit']),
    provision: check.sum(['CashProvision']),
  });
}

function readBuyer(check: Fields): Buyer | undefined {
  const buyer = compact<Buyer>({ name: check.text(['ClientInfo']), inn: check.trimmed(['ClientINN'], 20) });
  return Object.keys(buyer).length === 0 ? undefined : buyer;
}

function readUserAttribute(check: Fields): UserRequisite[] | undefined {
  const found = check.object('UserAttribute');
  const name = found?.text(['Name']) ?? '';
  const value = found?.text(['Value'], 2_000) ?? '';
  return name === '' && value === '' ? undefined : [{ name, value }];
}
