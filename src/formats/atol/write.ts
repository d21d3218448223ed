import { printedFiscalSign } from '../../receipt/key.ts';
import type { AgentData, IndustryRequisite, MarkingCode, Receipt, Supplier } from '../../receipt/receipt.ts';
import type { SaleDocument, SaleItem, SaleLine } from '../../receipt/sale.ts';
import { timeZones } from '../../receipt/vocabulary.ts';
import { exact, roubles } from '../sale/number.ts';
import * as atol from './words.ts';

type Plain = Record<string, unknown>;

/** The JSON task of the ATOL driver that fiscalises a sale. Sums are exact numbers of roubles; absent fields are left out. */
export function atolTask(sale: SaleDocument): Plain {
  const { correction, cashier, buyer } = sale;
  const [type] = [...atol.tasks].find(
    ([, kind]) => kind.calculationType === sale.calculationType && kind.correction === (correction !== undefined),
  ) ?? ['sell'];
  return clean({
    type,
    electronically: sale.electronically,
    taxationType: word(atol.taxation, sale.taxationSystem),
    ...(correction && {
      correctionType: correction.type === 1 ? 'instruction' : 'self',
      correctionBaseName: correction.description,
      correctionBaseDate: correction.date?.replaceAll('-', '.'),
      correctionBaseNumber: correction.number,
    }),
    paymentsPlace: sale.settlementPlace,
    paymentsAddress: sale.settlementAddress,
    machineNumber: sale.machineNumber,
    internet: sale.internetPayment,
    operator: cashier && clean({ name: cashier.name, vatin: cashier.inn }),
    clientInfo: filled({
      emailOrPhone: sale.customerContact,
      name: buyer?.name,
      vatin: buyer?.inn,
      birthDate: buyer?.birthDate,
      citizenship: buyer?.citizenship,
      identityDocumentCode: buyer?.documentCode,
      identityDocumentData: buyer?.documentData,
      address: buyer?.address,
    }),
    companyInfo: filled({ email: sale.senderAddress }),
    agentInfo: agentInfo(sale),
    supplierInfo: supplierInfo(sale.supplier),
    industryInfo: industryInfo(sale.industryRequisites),
    operationInfo: sale.operationalRequisite && clean({ ...sale.operationalRequisite }),
    items: rows(sale),
    payments: payments(sale),
    taxes: sale.vat?.map(({ rate, sum }) => ({ type: word(atol.vat, rate), sum: roubles(sum) })),
    total: roubles(sale.total),
  });
}

/** What the driver answers to the task: `fiscalParams` of the receipt, its sign padded to 10 digits. */
export function atolResult(receipt: Receipt): Plain {
  const hours = receipt.timeZone === undefined ? undefined : timeZones.get(receipt.timeZone);
  const offset = hours === undefined ? '' : `+${String(hours).padStart(2, '0')}:00`;
  return {
    fiscalParams: clean({
      fiscalDocumentDateTime: `${receipt.dateTime}${offset}`,
      fiscalDocumentNumber: receipt.fiscalDocumentNumber,
      fiscalDocumentSign: receipt.fiscalSign && printedFiscalSign(receipt.fiscalSign),
      fiscalReceiptNumber: receipt.numberInShift,
      fnNumber: receipt.fiscalDriveNumber,
      registrationNumber: receipt.registrationNumber,
      shiftNumber: receipt.shiftNumber,
      total: roubles(receipt.total),
      fnsUrl: receipt.checkSite,
    }),
    warnings: null,
  };
}

function rows({ items, lines = [], additionalRequisite, userRequisites = [] }: SaleDocument): Plain[] {
  const linesAfter = (count: number) => lines.filter((line) => line.after === count).map(line);
  return [
    ...userRequisites.map(({ name, value }) => ({ type: 'userAttribute', name, value, print: true })),
    ...(additionalRequisite === undefined
      ? []
      : [{ type: 'additionalAttribute', value: additionalRequisite, print: true }]),
    ...linesAfter(0),
    ...items.flatMap((item, index) => [position(item), ...linesAfter(index + 1)]),
  ];
}

function line({ text, barcode }: SaleLine): Plain {
  return barcode === undefined
    ? { type: 'text', text: text ?? '' }
    : { type: 'barcode', barcode: barcode.value, barcodeType: barcode.type };
}

function position(item: SaleItem): Plain {
  return clean({
    type: 'position',
    name: item.name,
    price: roubles(item.price),
    quantity: exact(item.quantity),
    amount: roubles(item.sum),
    department: item.department,
    measurementUnit: item.measure ?? item.unit,
    paymentMethod: word(atol.paymentMethods, item.paymentMethod),
    paymentObject: item.paymentSubject,
    tax: clean({ type: word(atol.vat, item.vatRate), sum: roubles(item.vatSum) }),
    agentInfo: agentInfo(item),
    supplierInfo: supplierInfo(item.supplier),
    ...codes(item.marking),
    imcParams: imcParams(item),
    exciseSum: roubles(item.excise),
    countryCode: item.originCountry,
    customsDeclaration: item.customsDeclaration,
    additionalAttribute: item.additionalRequisite,
    industryInfo: industryInfo(item.industryRequisites),
  });
}

const AUTOMATIC = 256;

function imcParams({ markingCode, plannedStatus, fraction }: SaleItem): Plain | undefined {
  if (markingCode === undefined) return undefined;
  return clean({
    imcType: AUTOMATIC,
    imc: base64(markingCode),
    itemEstimatedStatus: plannedStatus,
    imcModeProcessing: 0,
    itemFractionalAmount: fraction && `${fraction.numerator}/${fraction.denominator}`,
  });
}

function codes(marking: MarkingCode | undefined): Plain {
  const field = atol.productCodes.find(([, kind]) => kind === marking?.type)?.[0];
  if (field !== undefined && marking?.raw !== undefined) return { productCodes: { [field]: base64(marking.raw) } };
  if (marking?.type !== 'legacy') return {};
  // All kinds but furs have the same prefix in tag 1162, so that any of them writes the same bytes.
  return { nomenclatureCode: marking.raw ?? clean({ type: 'tobacco', gtin: marking.gtin, serial: marking.serial }) };
}

function agentInfo({ agentType, agent }: { agentType?: number; agent?: AgentData }): Plain | undefined {
  if (agentType === undefined && agent === undefined) return undefined;
  return clean({
    agents: [...atol.agents.codes].filter(([, bit]) => ((agentType ?? 0) & bit) !== 0).map(([name]) => name),
    payingAgent: filled({ operation: agent?.operation, phones: agent?.agentPhones }),
    receivePaymentsOperator: filled({ phones: agent?.receiverPhones }),
    moneyTransferOperator: filled({
      phones: agent?.transferPhones,
      name: agent?.transferName,
      address: agent?.transferAddress,
      vatin: agent?.transferInn,
    }),
  });
}

function supplierInfo(supplier: Supplier | undefined): Plain | undefined {
  return supplier && clean({ phones: supplier.phones, name: supplier.name, vatin: supplier.inn });
}

function industryInfo(requisites: IndustryRequisite[] | undefined): Plain[] | undefined {
  return requisites?.map(({ authority, date, number, value }) =>
    clean({ fois: authority, date, number, industryAttribute: value }),
  );
}

function payments({ payments: paid }: SaleDocument): Plain[] {
  const words = { cash: 'cash', cashless: 'electronically', prepaid: 'prepaid', credit: 'credit', provision: 'other' };
  return Object.entries(words).flatMap(([field, type]) => {
    const sum = paid[field as keyof typeof words];
    return sum === undefined || sum === 0 ? [] : [{ type, sum: roubles(sum) }];
  });
}

const base64 = (bytes: string) => Buffer.from(bytes, 'latin1').toString('base64');

function word(table: { word(code: number): string | undefined }, code: number | undefined): string | undefined {
  return code === undefined ? undefined : table.word(code);
}

function clean(fields: Plain): Plain {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The object, or undefined where nothing is in it. */
function filled(fields: Plain): Plain | undefined {
  const rest = clean(fields);
  return Object.keys(rest).length === 0 ? undefined : rest;
}
