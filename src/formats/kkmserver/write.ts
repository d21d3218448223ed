import { qrText } from '../../receipt/qr.ts';
import type { AgentData, Receipt, Supplier } from '../../receipt/receipt.ts';
import type { SaleDocument, SaleItem, SaleLine } from '../../receipt/sale.ts';
import { agentIndexes, taxationByIndex } from '../sale/dialect.ts';
import { exact, roubles } from '../sale/number.ts';
import { taxes, taxSums, typeChecks } from './words.ts';

type Plain = Record<string, unknown>;

/** Which command it is and for which device; `id` is what a repetition is known by. */
export interface KkmServerCommand {
  id: string;
  /** 0 = the first that fits. */
  device: number;
  /** Seconds that KkmServer waits for the device. */
  timeout: number;
}

/** The command `RegisterCheck` that fiscalises a sale. Sums are exact numbers of roubles; absent fields are left out. */
export function kkmServerCheck(sale: SaleDocument, command: KkmServerCommand): Plain {
  const { correction, payments } = sale;
  const [typeCheck] = [...typeChecks].find(
    ([, kind]) => kind.calculationType === sale.calculationType && kind.correction === (correction !== undefined),
  ) ?? [0];
  const [user] = sale.userRequisites ?? [];
  return clean({
    Command: 'RegisterCheck',
    NumDevice: command.device,
    Timeout: command.timeout,
    IdCommand: command.id,
    IsFiscalCheck: true,
    TypeCheck: typeCheck,
    NotPrint: sale.electronically,
    NumberCopies: 0,
    CashierName: sale.cashier?.name,
    CashierVATIN: sale.cashier?.inn,
    ClientAddress: sale.customerContact,
    ClientInfo: sale.buyer?.name,
    ClientINN: sale.buyer?.inn,
    SenderEmail: sale.senderAddress,
    AddressSettle: sale.settlementAddress,
    PlaceMarket: sale.settlementPlace,
    InternetMode: sale.internetPayment,
    TaxVariant: sale.taxationSystem === undefined ? undefined : taxationByIndex.word(sale.taxationSystem),
    ...(correction && {
      CorrectionType: correction.type ?? 0,
      CorrectionBaseName: correction.description,
      CorrectionBaseDate: correction.date && `${correction.date}T00:00:00`,
      CorrectionBaseNumber: correction.number,
    }),
    ...(sale.items.length === 0 ? { Amount: roubles(sale.total), ...vatSums(sale) } : {}),
    ...agentOf(sale),
    AdditionalAttribute: sale.additionalRequisite,
    UserAttribute: user && { Name: user.name, Value: user.value },
    CheckStrings: strings(sale),
    Cash: roubles(payments.cash),
    ElectronicPayment: roubles(payments.cashless),
    AdvancePayment: roubles(payments.prepaid),
    Credit: roubles(payments.credit),
    CashProvision: roubles(payments.provision),
  });
}

/** What KkmServer answers to the command: numbers of the document and the QR, all in one. */
export function kkmServerResult(sale: SaleDocument, receipt: Receipt): Plain {
  return clean({
    Command: 'RegisterCheck',
    Status: 0,
    Error: '',
    Warning: '',
    Message: '',
    IdCommand: sale.id ?? '',
    CheckNumber: receipt.fiscalDocumentNumber,
    SessionNumber: receipt.shiftNumber,
    SessionCheckNumber: receipt.numberInShift,
    URL: '',
    QRCode: qrText(receipt),
    Cash: roubles(receipt.payments.cash),
    ElectronicPayment: roubles(receipt.payments.cashless),
    AdvancePayment: roubles(receipt.payments.prepaid),
    Credit: roubles(receipt.payments.credit),
    CashProvision: roubles(receipt.payments.provision),
  });
}

function strings({ items, lines = [] }: SaleDocument): Plain[] {
  const linesAfter = (count: number) => lines.filter((line) => line.after === count).map(lineString);
  return [
    ...linesAfter(0),
    ...items.flatMap((item, index) => [{ Register: register(item) }, ...linesAfter(index + 1)]),
  ];
}

function lineString({ text, barcode }: SaleLine): Plain {
  return barcode === undefined
    ? { PrintText: { Text: text ?? '' } }
    : { BarCode: { BarcodeType: barcode.type, Barcode: barcode.value } };
}

function register(item: SaleItem): Plain {
  const tax = item.vatRate === undefined ? undefined : taxes.word(item.vatRate);
  return clean({
    Name: item.name,
    Quantity: exact(item.quantity),
    Price: roubles(item.price),
    Amount: roubles(item.sum),
    Department: item.department,
    Tax: tax === undefined ? undefined : Number(tax),
    TaxSumm: roubles(item.vatSum),
    SignMethodCalculation: item.paymentMethod,
    SignCalculationObject: item.paymentSubject,
    MeasureOfQuantity: item.measure,
    MeasurementUnit: item.unit,
    PackageQuantity: item.fraction?.denominator,
    CountryOfOrigin: item.originCountry,
    CustomsDeclaration: item.customsDeclaration,
    ExciseAmount: roubles(item.excise),
    GoodCodeData: item.markingCode === undefined ? undefined : { BarCode: item.markingCode },
    ...agentOf(item),
    AdditionalAttribute: item.additionalRequisite,
  });
}

function agentOf({
  agentType,
  agent,
  supplier,
}: {
  agentType?: number;
  agent?: AgentData;
  supplier?: Supplier;
}): Plain {
  return {
    ...(agentType === undefined ? {} : { AgentSign: agentIndexes(agentType) }),
    ...(agent && {
      AgentData: clean({
        PayingAgentOperation: agent.operation,
        PayingAgentPhone: agent.agentPhones?.join(','),
        ReceivePaymentsOperatorPhone: agent.receiverPhones?.join(','),
        MoneyTransferOperatorPhone: agent.transferPhones?.join(','),
        MoneyTransferOperatorName: agent.transferName,
        MoneyTransferOperatorAddress: agent.transferAddress,
        MoneyTransferOperatorVATIN: agent.transferInn,
      }),
    }),
    ...(supplier && {
      PurveyorData: clean({
        PurveyorPhone: supplier.phones?.join(','),
        PurveyorName: supplier.name,
        PurveyorVATIN: supplier.inn,
      }),
    }),
  };
}

function vatSums({ vat = [] }: SaleDocument): Plain {
  return Object.fromEntries(
    vat.flatMap(({ rate, sum }) => {
      const name = taxSums.find(([code]) => code === rate)?.[1][0];
      return name === undefined ? [] : [[name, roubles(sum)]];
    }),
  );
}

function clean(fields: Plain): Plain {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
