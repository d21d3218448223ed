import fc from 'fast-check';
import { type Decimal, type Kopecks, LARGEST_SUM } from '../../src/receipt/money.ts';
import type { AgentData, Receipt, ReceiptItem } from '../../src/receipt/receipt.ts';
import { vatRateCodes } from '../../src/receipt/vocabulary.ts';

const NASTY = [
  '<script>alert(1)</script>',
  '"\'&<>',
  '{{ сумма }}',
  '%0A',
  '..',
  '=1+1',
  '₽ € « » — 👍',
  'é',
  ') Tj ET',
  '\\',
  '®',
];

/** Printed text as the model can hold it: anything but control signs, lone surrogates and line separators. */
export const anyText = (maxLength = 60): fc.Arbitrary<string> =>
  fc.oneof(
    fc
      .constantFrom('Молоко 3,2 % 1 л', ' *Тыква                       1кг', 'ООО "Пример', ...NASTY)
      .map((text) => text.slice(0, maxLength)),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength }).map(printable),
    fc.string({ unit: fc.constantFrom(...'АБВгдё №"\'&<>%{}()\\0123456789abc.@-'.split('')), minLength: 1, maxLength }),
  );

const printable = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ') || ' ';

export const anySum = (): fc.Arbitrary<Kopecks> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.nat(10_000_000) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: LARGEST_SUM }) },
    { weight: 1, arbitrary: fc.constant(1_000_000_000) },
  ) as fc.Arbitrary<Kopecks>;

export const anyQuantity = (): fc.Arbitrary<Decimal> =>
  fc.oneof(
    fc.nat(1_000).map(String),
    fc
      .tuple(fc.nat(1_000), fc.integer({ min: 1, max: 999_999 }))
      .map(([whole, part]) => `${whole}.${String(part).padStart(6, '0').replace(/0+$/, '')}`),
  ) as fc.Arbitrary<Decimal>;

export const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'.split('')), minLength: length, maxLength: length });
const uint32 = () => fc.integer({ min: 0, max: 2 ** 32 - 1 });
const code = (...known: number[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: fc.nat(300) });
export const inn = () => fc.oneof(digits(10), digits(12));
export const phones = () =>
  fc.array(
    digits(10).map((tail) => `+7${tail}`),
    { minLength: 1, maxLength: 3 },
  );
export const some = <T extends object>(fields: { [K in keyof T]-?: fc.Arbitrary<Exclude<T[K], undefined>> }) =>
  fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<T>;

export const anyAgent = () =>
  some<AgentData>({
    operation: anyText(24),
    agentPhones: phones(),
    receiverPhones: phones(),
    transferPhones: phones(),
    transferName: anyText(),
    transferAddress: anyText(),
    transferInn: inn(),
  });

export const anyIndustry = () =>
  fc.array(some({ authority: digits(3), date: fc.constant('21.11.2023'), number: anyText(20), value: anyText() }), {
    minLength: 1,
    maxLength: 2,
  });

/** Any item that the model can hold. */
export const anyItem = (): fc.Arbitrary<ReceiptItem> =>
  fc.record(
    {
      name: anyText(128),
      price: anySum(),
      quantity: anyQuantity(),
      measure: code(0, 10, 11, 41, 255),
      unit: anyText(16),
      fraction: fc.record({ numerator: fc.nat(100), denominator: fc.integer({ min: 1, max: 100 }) }),
      sum: anySum(),
      vatRate: code(...vatRateCodes),
      vatSum: anySum(),
      vatPerUnit: anySum(),
      paymentMethod: code(1, 2, 3, 4, 5, 6, 7),
      paymentSubject: code(1, 2, 4, 10, 15, 16, 33),
      agentType: code(1, 2, 4, 8, 16, 32, 64),
      agent: anyAgent(),
      supplier: some({ name: anyText(), inn: inn(), phones: phones() }),
      marking: fc.record(
        {
          type: fc.constantFrom('gs1m', 'itf14', 'legacy'),
          gtin: digits(14),
          serial: anyText(20),
          raw: anyText(40).map((raw) => `${raw}\u001d93abcd`),
        },
        { requiredKeys: ['type'] },
      ),
      markingCheckResult: code(0, 3, 15),
      excise: anySum(),
      originCountry: digits(3),
      customsDeclaration: anyText(32),
      additionalRequisite: anyText(64),
      industryRequisites: anyIndustry(),
    },
    { requiredKeys: ['price', 'quantity', 'sum'] },
  ) as fc.Arbitrary<ReceiptItem>;

/** Local date and time of a settlement, sometimes without the time. */
export const anyDateTime = (): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.date({ min: new Date('2017-01-01T00:00:00Z'), max: new Date('2030-12-31T23:59:59Z'), noInvalidDate: true }),
      fc.constantFrom(19, 16, 10),
    )
    .map(([date, length]) => date.toISOString().slice(0, length));

/** Any receipt that the model can hold, sensible or not; the sums rarely add up. */
export const anyReceipt = (options: { maxItems?: number } = {}): fc.Arbitrary<Receipt> =>
  fc.record(
    {
      form: code(3, 4, 31, 41),
      ffd: fc.constantFrom('1.0', '1.05', '1.1', '1.2'),
      calculationType: code(1, 2, 3, 4),
      dateTime: anyDateTime(),
      timeZone: code(1, 2, 11),
      fiscalDriveNumber: digits(16),
      fiscalDocumentNumber: uint32(),
      fiscalSign: uint32().map(String),
      registrationNumber: digits(16),
      registerSerialNumber: digits(14),
      shiftNumber: uint32(),
      numberInShift: uint32(),
      machineNumber: anyText(20),
      checkSite: fc.constantFrom('www.nalog.gov.ru', 'nalog.ru'),
      qr: anyText(),
      seller: some({
        name: anyText(256),
        inn: inn(),
        settlementAddress: anyText(256),
        settlementPlace: anyText(256),
        senderAddress: fc.constantFrom('cheki@example.com', 'noreply@ofd.example'),
      }),
      cashier: fc.record({ name: anyText(64), inn: inn() }, { requiredKeys: ['name'] }),
      taxationSystem: code(1, 2, 4, 8, 16, 32),
      internetOnly: fc.boolean(),
      internetPayment: fc.boolean(),
      items: fc.array(anyItem(), { maxLength: options.maxItems ?? 8 }),
      total: anySum(),
      payments: some({ cash: anySum(), cashless: anySum(), prepaid: anySum(), credit: anySum(), provision: anySum() }),
      vat: fc.array(fc.record({ rate: code(...vatRateCodes), sum: anySum() }), { maxLength: 6 }),
      agentType: code(1, 2, 4, 8, 16, 32, 64),
      agent: anyAgent(),
      supplierPhones: phones(),
      buyer: some({
        name: anyText(256),
        inn: inn(),
        birthDate: fc.constant('01.02.1990'),
        citizenship: digits(3),
        documentCode: fc.constantFrom('21', '31'),
        documentData: anyText(64),
        address: anyText(256),
      }),
      correction: some({
        type: code(0, 1),
        description: anyText(256),
        date: fc.constant('2026-10-01'),
        number: anyText(32),
      }),
      additionalRequisite: anyText(16),
      userRequisites: fc.array(fc.record({ name: anyText(64), value: anyText(256) }), { minLength: 1, maxLength: 3 }),
      industryRequisites: anyIndustry(),
      operationalRequisite: some({ id: fc.nat(255), data: anyText(64), dateTime: anyDateTime() }),
      markingCheckResult: code(0, 2),
      cashlessPayments: fc.array(
        some({ sum: anySum(), method: code(1, 2), identifiers: anyText(), additional: anyText() }),
        { minLength: 1, maxLength: 2 },
      ),
    },
    { requiredKeys: ['form', 'ffd', 'calculationType', 'dateTime', 'seller', 'items', 'total', 'payments', 'vat'] },
  ) as fc.Arbitrary<Receipt>;
