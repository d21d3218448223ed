import fc from 'fast-check';
import { addUp, type Kopecks, multiply } from '../../src/receipt/money.ts';
import type { Payments } from '../../src/receipt/receipt.ts';
import type { SaleDocument, SaleItem, SaleLine } from '../../src/receipt/sale.ts';
import {
  agentTypes,
  measures,
  paymentMethods,
  paymentSubjects,
  taxationSystems,
  vatRateCodes,
} from '../../src/receipt/vocabulary.ts';
import { anyAgent, anyIndustry, anyQuantity, anyText, digits, inn, phones, some } from './arbitrary.ts';

const kopecks = (max: number) => fc.nat(max) as fc.Arbitrary<Kopecks>;
const among = (codes: Iterable<number>) => fc.constantFrom(...codes);

/** A marking code as a scanner reads it, with group separators. */
const anyMarkingCode = () =>
  fc
    .tuple(
      digits(14),
      fc.string({ unit: fc.constantFrom(...'aZ09"\'&<>%!-_*='.split('')), minLength: 5, maxLength: 20 }),
    )
    .map(([gtin, serial]) => `01${gtin}21${serial}\u001d93abcd`);

export const anySaleItem = (): fc.Arbitrary<SaleItem> =>
  fc
    .record(
      {
        name: anyText(128),
        price: kopecks(100_000_000),
        quantity: anyQuantity().filter((quantity) => quantity !== '0'),
        vatRate: among(vatRateCodes),
        vatSum: kopecks(1_000_000),
        measure: among(measures.keys()),
        paymentMethod: among(paymentMethods.keys()),
        paymentSubject: among(paymentSubjects.keys()),
        agentType: among(agentTypes.keys()),
        agent: anyAgent(),
        supplier: some({ name: anyText(), inn: inn(), phones: phones() }),
        marking: fc.record({
          type: fc.constantFrom('gs1m', 'itf14', 'egais2', 'f3', 'undefined'),
          raw: anyMarkingCode(),
        }),
        markingCode: anyMarkingCode(),
        excise: kopecks(1_000_000),
        originCountry: digits(3),
        customsDeclaration: anyText(32).map((text) => text.trim() || '1'),
        additionalRequisite: anyText(64),
        industryRequisites: anyIndustry(),
        department: fc.integer({ min: 1, max: 16 }),
      },
      { requiredKeys: ['name', 'price', 'quantity', 'vatRate'] },
    )
    .map((item) => ({ ...item, sum: multiply(item.price, item.quantity) }) as SaleItem);

/** Any sale that can be fiscalised: it adds up, and cash may be more than is needed. */
export const anySale = (): fc.Arbitrary<SaleDocument> =>
  fc
    .tuple(
      fc.record(
        {
          id: fc.uuid(),
          calculationType: fc.constantFrom(1, 2, 3, 4),
          correction: fc.record(
            {
              type: fc.constantFrom(0, 1),
              description: anyText(200),
              date: fc.constant('2026-10-01'),
              number: anyText(32),
            },
            { requiredKeys: ['type', 'date'] },
          ),
          taxationSystem: among(taxationSystems.keys()),
          items: fc.array(anySaleItem(), { minLength: 1, maxLength: 6 }),
          cashier: fc.record({ name: anyText(64), inn: inn() }, { requiredKeys: ['name'] }),
          customerContact: fc.constantFrom('buyer@example.com', '+79990000001'),
          senderAddress: fc.constant('cheki@example.com'),
          electronically: fc.boolean(),
          buyer: some({
            name: anyText(200),
            inn: inn(),
            birthDate: fc.constant('01.02.1990'),
            citizenship: digits(3),
            documentCode: fc.constantFrom('21', '31'),
            documentData: anyText(64),
            address: anyText(200),
          }),
          settlementAddress: anyText(200),
          settlementPlace: anyText(200),
          machineNumber: digits(8),
          internetPayment: fc.boolean(),
          agentType: among(agentTypes.keys()),
          agent: anyAgent(),
          supplier: some({ name: anyText(), inn: inn(), phones: phones() }),
          additionalRequisite: anyText(16),
          userRequisites: fc.array(fc.record({ name: anyText(64), value: anyText(200) }), {
            minLength: 1,
            maxLength: 1,
          }),
          industryRequisites: anyIndustry(),
          operationalRequisite: some({
            id: fc.nat(255),
            data: anyText(64),
            dateTime: fc.constant('2026-10-01T10:00:00'),
          }),
        },
        { requiredKeys: ['calculationType', 'items'] },
      ),
      fc.record({
        cashless: fc.nat(100),
        prepaid: fc.nat(100),
        change: fc.nat(50_000),
        lines: fc.array(anyText(40), { maxLength: 2 }),
      }),
    )
    .map(([sale, { cashless, prepaid, change, lines }]) => {
      const total = Number(addUp(sale.items.map((item) => item.sum)));
      return {
        ...sale,
        total,
        payments: paid(total, cashless, prepaid, change),
        ...(lines.length === 0 ? {} : { lines: lines.map((text): SaleLine => ({ after: sale.items.length, text })) }),
      } as SaleDocument;
    });

function paid(total: number, cashless: number, prepaid: number, change: number): Payments {
  const card = Math.floor((total * cashless) / 200);
  const offset = Math.floor((total * prepaid) / 200);
  const rest = total - card - offset;
  const cash = rest === 0 ? 0 : rest + change;
  const sums = { cash, cashless: card, prepaid: offset };
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum > 0)) as Payments;
}

/** The value without empty objects and lists, for they say nothing. */
export function pruned<T>(value: T): T {
  if (Array.isArray(value)) return value.map(pruned).filter((one) => !isEmpty(one)) as T;
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, pruned(inner)]);
  return Object.fromEntries(entries.filter(([, inner]) => !isEmpty(inner))) as T;
}

const isEmpty = (value: unknown) =>
  value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
