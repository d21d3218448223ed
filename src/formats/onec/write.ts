import { printedFiscalSign } from '../../receipt/key.ts';
import { type Kopecks, roublesOf } from '../../receipt/money.ts';
import type { AgentData, IndustryRequisite, MarkingCode, Receipt, Supplier } from '../../receipt/receipt.ts';
import type { SaleDocument, SaleItem, SaleLine } from '../../receipt/sale.ts';
import { agentIndexes, taxationByIndex } from '../sale/dialect.ts';
import { goodCodes, taxSums, vatRates } from './words.ts';
import { writeElement } from './xml.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/**
 * `DocumentOutputParameters`, the driver's answer to `ProcessCheck` (3.x, 4.x). `CheckNumber` is the number of the fiscal document (1040),
 * `ShiftClosingCheckNumber` that of the receipt in the shift (1042): the names say otherwise.
 */
export function documentOutputParameters(receipt: Receipt): string {
  const parameters = writeElement('Parameters', {
    ShiftNumber: receipt.shiftNumber,
    CheckNumber: receipt.fiscalDocumentNumber,
    ShiftClosingCheckNumber: receipt.numberInShift,
    AddressSiteInspections: receipt.checkSite,
    FiscalSign: receipt.fiscalSign && printedFiscalSign(receipt.fiscalSign),
    DateTime: receipt.dateTime,
  });
  return DECLARATION + writeElement('DocumentOutputParameters', {}, parameters);
}

/**
 * `CheckPackage` of version 4.x for a sale. Two things stand in it as attributes that the standard has elsewhere: the argument
 * `Electronically` of the call, and the sum of a correction without items with its VAT.
 */
export function checkPackage(sale: SaleDocument): string {
  return DECLARATION + writeElement('CheckPackage', {}, parameters(sale) + positions(sale) + payments(sale));
}

function parameters(sale: SaleDocument): string {
  const { correction, buyer } = sale;
  const byEmail = sale.customerContact?.includes('@') === true;
  const children = [
    correction &&
      writeElement('CorrectionData', {
        Type: correction.type ?? 0,
        Description: correction.description,
        Date: correction.date && `${correction.date}T00:00:00`,
        Number: correction.number,
      }),
    buyer &&
      writeElement('CustomerDetail', {
        Info: buyer.name,
        INN: buyer.inn,
        DateOfBirth: buyer.birthDate,
        Citizenship: buyer.citizenship,
        DocumentTypeCode: buyer.documentCode,
        DocumentData: buyer.documentData,
        Address: buyer.address,
      }),
    agentData(sale.agent),
    vendorData(sale.supplier),
    ...(sale.userRequisites ?? []).map(({ name, value }) =>
      writeElement('UserAttribute', { Name: name, Value: value }),
    ),
    ...industry(sale.industryRequisites),
    sale.operationalRequisite &&
      writeElement('OperationalAttribute', {
        DateTime: sale.operationalRequisite.dateTime,
        OperationID: sale.operationalRequisite.id,
        OperationData: sale.operationalRequisite.data,
      }),
  ];
  const attributes = {
    CashierName: sale.cashier?.name,
    CashierINN: sale.cashier?.inn,
    OperationType: sale.calculationType,
    TaxationSystem: sale.taxationSystem === undefined ? undefined : taxationByIndex.word(sale.taxationSystem),
    CustomerEmail: byEmail ? sale.customerContact : undefined,
    CustomerPhone: byEmail ? undefined : sale.customerContact,
    SenderEmail: sale.senderAddress,
    SaleAddress: sale.settlementAddress,
    SaleLocation: sale.settlementPlace,
    AutomatNumber: sale.machineNumber,
    OperationOnline: sale.internetPayment === undefined ? undefined : String(sale.internetPayment),
    Electronically: sale.electronically === undefined ? undefined : String(sale.electronically),
    AgentType: sale.agentType === undefined ? undefined : agentIndexes(sale.agentType),
    AdditionalAttribute: sale.additionalRequisite,
    ...(sale.items.length === 0 ? { Sum: roubles(sale.total), ...vatSums(sale) } : {}),
  };
  return writeElement('Parameters', attributes, children.filter((child) => child !== undefined).join(''));
}

function positions({ items, lines = [] }: SaleDocument): string {
  const linesAfter = (count: number) => lines.filter((line) => line.after === count).map(lineElement);
  const rows = items.flatMap((item, index) => [position(item), ...linesAfter(index + 1)]);
  return writeElement('Positions', {}, [...linesAfter(0), ...rows].join(''));
}

function lineElement({ text, barcode }: SaleLine): string {
  return barcode === undefined
    ? writeElement('TextString', { Text: text ?? '' })
    : writeElement('Barcode', { Type: barcode.type, ValueBase64: base64(barcode.value) });
}

function position(item: SaleItem): string {
  const attributes = {
    Name: item.name,
    Quantity: item.quantity,
    PriceWithDiscount: roubles(item.price),
    AmountWithDiscount: roubles(item.sum),
    Department: item.department,
    VATRate: item.vatRate === undefined ? undefined : vatRates.word(item.vatRate),
    VATAmount: roubles(item.vatSum),
    PaymentMethod: item.paymentMethod,
    CalculationSubject: item.paymentSubject,
    MeasureOfQuantity: item.measure,
    MeasurementUnit: item.unit,
    CalculationAgent: item.agentType === undefined ? undefined : agentIndexes(item.agentType),
    MarkingCode: item.markingCode && base64(item.markingCode),
    PlannedStatus: item.plannedStatus,
    ExciseAmount: roubles(item.excise),
    CountryOfOrigin: item.originCountry,
    CustomsDeclaration: item.customsDeclaration,
    AdditionalAttribute: item.additionalRequisite,
  };
  const children = [
    item.fraction &&
      writeElement('FractionalQuantity', {
        Numerator: item.fraction.numerator,
        Denominator: item.fraction.denominator,
      }),
    goodCode(item.marking),
    agentData(item.agent),
    vendorData(item.supplier),
    ...industry(item.industryRequisites),
  ];
  return writeElement('FiscalString', attributes, children.filter((child) => child !== undefined).join(''));
}

function payments({ payments: paid }: SaleDocument): string {
  return writeElement('Payments', {
    Cash: roubles(paid.cash),
    ElectronicPayment: roubles(paid.cashless),
    PrePayment: roubles(paid.prepaid),
    PostPayment: roubles(paid.credit),
    Barter: roubles(paid.provision),
  });
}

function vatSums({ vat = [] }: SaleDocument): Record<string, string | undefined> {
  return Object.fromEntries(
    vat.map(({ rate, sum }) => [taxSums.find(([code]) => code === rate)?.[1][0] ?? '', roubles(sum)]),
  );
}

function goodCode(marking: MarkingCode | undefined): string | undefined {
  if (marking === undefined) return undefined;
  const attribute = goodCodes.find(([, kind]) => kind === marking.type)?.[0];
  if (attribute !== undefined && marking.raw !== undefined)
    return writeElement('GoodCodeData', { [attribute]: base64(marking.raw) });
  return writeElement('GoodCodeData', { GTIN: marking.gtin, Stamp: marking.serial });
}

function agentData(agent: AgentData | undefined): string | undefined {
  return (
    agent &&
    writeElement('AgentData', {
      AgentOperation: agent.operation,
      AgentPhone: agent.agentPhones?.join(','),
      PaymentProcessorPhone: agent.receiverPhones?.join(','),
      AcquirerOperatorPhone: agent.transferPhones?.join(','),
      AcquirerOperatorName: agent.transferName,
      AcquirerOperatorAddress: agent.transferAddress,
      AcquirerOperatorINN: agent.transferInn,
    })
  );
}

function vendorData(supplier: Supplier | undefined): string | undefined {
  return (
    supplier &&
    writeElement('VendorData', {
      VendorPhone: supplier.phones?.join(','),
      VendorName: supplier.name,
      VendorINN: supplier.inn,
    })
  );
}

function industry(requisites: IndustryRequisite[] = []): string[] {
  return requisites.map(({ authority, date, number, value }) =>
    writeElement('IndustryAttribute', {
      IdentifierFOIV: authority,
      DocumentDate: date,
      DocumentNumber: number,
      AttributeValue: value,
    }),
  );
}

const roubles = (sum: Kopecks | undefined) => (sum === undefined ? undefined : roublesOf(sum));
const base64 = (bytes: string) => Buffer.from(bytes, 'latin1').toString('base64');
