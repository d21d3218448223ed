import { type TProperties, Type } from 'typebox';
import { type Decimal, type Kopecks, LARGEST_SUM } from './money.ts';

// Printed text: no control signs, no half of a surrogate pair, no line separators; rendering relies on it.
const TEXT = '^[^\\p{Cc}\\p{Cs}\\u2028\\u2029]*$';
// A marking code holds group separators (GS, 0x1D) by its standard.
const CODE = '^[^\\p{Cs}\\u0000]*$';

const record = <T extends TProperties>(fields: T) => Type.Object(fields, { additionalProperties: false });
const text = (maxLength = 1_000) => Type.String({ minLength: 1, maxLength, pattern: TEXT });
const optionalText = (maxLength?: number) => Type.Optional(text(maxLength));
const digits = (least: number, most: number) =>
  Type.Optional(Type.String({ minLength: least, maxLength: most, pattern: '^\\d*$' }));
const sum = Type.Unsafe<Kopecks>(Type.Integer({ minimum: 0, maximum: LARGEST_SUM }));
const optionalSum = Type.Optional(sum);
const code = Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1 });
const optionalCode = Type.Optional(code);
const phones = Type.Optional(Type.Array(text(100), { maxItems: 100 }));
const quantity = Type.Unsafe<Decimal>(Type.String({ maxLength: 40, pattern: '^(0|[1-9]\\d*)(\\.\\d*[1-9])?$' }));

const agent = Type.Optional(
  record({
    operation: optionalText(),
    agentPhones: phones,
    receiverPhones: phones,
    transferPhones: phones,
    transferName: optionalText(),
    transferAddress: optionalText(),
    transferInn: optionalText(20),
  }),
);

const industryRequisites = Type.Optional(
  Type.Array(
    record({
      authority: optionalText(),
      date: optionalText(),
      number: optionalText(),
      value: optionalText(2_000),
    }),
    { maxItems: 100 },
  ),
);

const supplier = Type.Optional(record({ name: optionalText(), inn: optionalText(20), phones }));

const itemFields = {
  name: optionalText(),
  price: sum,
  quantity,
  measure: optionalCode,
  unit: optionalText(100),
  fraction: Type.Optional(record({ numerator: code, denominator: code })),
  sum,
  vatRate: optionalCode,
  vatSum: optionalSum,
  vatPerUnit: optionalSum,
  paymentMethod: optionalCode,
  paymentSubject: optionalCode,
  agentType: optionalCode,
  agent,
  supplier,
  marking: Type.Optional(
    record({
      type: text(40),
      gtin: optionalText(20),
      serial: Type.Optional(Type.String({ minLength: 1, maxLength: 500, pattern: CODE })),
      raw: Type.Optional(Type.String({ minLength: 1, maxLength: 1_000, pattern: CODE })),
    }),
  ),
  excise: optionalSum,
  originCountry: optionalText(100),
  customsDeclaration: optionalText(100),
  additionalRequisite: optionalText(),
  industryRequisites,
};

const cashier = Type.Optional(record({ name: text(), inn: optionalText(20) }));
const payments = record({
  cash: optionalSum,
  cashless: optionalSum,
  prepaid: optionalSum,
  credit: optionalSum,
  provision: optionalSum,
});
const vat = Type.Array(record({ rate: code, sum }), { maxItems: 100 });
const buyer = Type.Optional(
  record({
    name: optionalText(),
    inn: optionalText(20),
    birthDate: optionalText(40),
    citizenship: optionalText(100),
    documentCode: optionalText(40),
    documentData: optionalText(),
    address: optionalText(),
  }),
);
const correction = Type.Optional(
  record({ type: optionalCode, description: optionalText(), date: optionalText(40), number: optionalText(100) }),
);
const userRequisites = Type.Optional(
  Type.Array(
    record({
      name: Type.String({ maxLength: 1_000, pattern: TEXT }),
      value: Type.String({ maxLength: 2_000, pattern: TEXT }),
    }),
    { maxItems: 100 },
  ),
);
const operationalRequisite = Type.Optional(
  record({ id: optionalCode, data: optionalText(), dateTime: optionalText(40) }),
);

/** JSON form of a Receipt: the Receipt itself. Sums in kopecks, quantities as decimal text. */
export const receiptSchema = record({
  form: code,
  ffd: Type.Union([Type.Literal('1.0'), Type.Literal('1.05'), Type.Literal('1.1'), Type.Literal('1.2')]),
  calculationType: code,
  dateTime: Type.String({ maxLength: 19, pattern: '^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d)?)?$' }),
  timeZone: optionalCode,

  fiscalDriveNumber: digits(10, 16),
  fiscalDocumentNumber: optionalCode,
  fiscalSign: Type.Optional(Type.String({ maxLength: 10, pattern: '^(0|[1-9]\\d*)$' })),
  registrationNumber: optionalText(20),
  registerSerialNumber: optionalText(40),
  shiftNumber: optionalCode,
  numberInShift: optionalCode,
  machineNumber: optionalText(40),
  checkSite: optionalText(),
  qr: optionalText(),

  seller: record({
    name: optionalText(),
    inn: optionalText(20),
    settlementAddress: optionalText(),
    settlementPlace: optionalText(),
    senderAddress: optionalText(320),
  }),
  cashier,
  taxationSystem: optionalCode,
  internetOnly: Type.Optional(Type.Boolean()),
  internetPayment: Type.Optional(Type.Boolean()),

  items: Type.Array(record({ ...itemFields, markingCheckResult: optionalCode }), { maxItems: 1_000 }),
  total: sum,
  payments,
  vat,

  agentType: optionalCode,
  agent,
  supplierPhones: phones,
  buyer,
  correction,
  additionalRequisite: optionalText(),
  userRequisites,
  industryRequisites,
  operationalRequisite,
  markingCheckResult: optionalCode,
  cashlessPayments: Type.Optional(
    Type.Array(
      record({ sum: optionalSum, method: optionalCode, identifiers: optionalText(), additional: optionalText() }),
      { maxItems: 100 },
    ),
  ),
});

/** JSON form of a SaleDocument. */
export const saleSchema = record({
  id: optionalText(100),
  calculationType: code,
  correction,
  taxationSystem: optionalCode,
  items: Type.Array(
    record({
      ...itemFields,
      markingCode: Type.Optional(Type.String({ minLength: 1, maxLength: 1_000, pattern: CODE })),
      plannedStatus: optionalCode,
      department: optionalCode,
    }),
    { maxItems: 1_000 },
  ),
  total: sum,
  payments,
  vat: Type.Optional(vat),
  cashier,
  customerContact: optionalText(320),
  senderAddress: optionalText(320),
  electronically: Type.Optional(Type.Boolean()),
  buyer,
  settlementAddress: optionalText(),
  settlementPlace: optionalText(),
  machineNumber: optionalText(40),
  internetPayment: Type.Optional(Type.Boolean()),
  agentType: optionalCode,
  agent,
  supplier,
  additionalRequisite: optionalText(),
  userRequisites,
  industryRequisites,
  operationalRequisite,
  lines: Type.Optional(
    Type.Array(
      record({
        after: code,
        text: Type.Optional(Type.String({ maxLength: 1_000, pattern: TEXT })),
        barcode: Type.Optional(
          record({ type: text(40), value: Type.String({ minLength: 1, maxLength: 4_000, pattern: CODE }) }),
        ),
      }),
      { maxItems: 1_000 },
    ),
  ),
});
