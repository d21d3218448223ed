import { type Decimal, type Kopecks, toKopecks } from '../../receipt/money.ts';
import type { Receipt } from '../../receipt/receipt.ts';

const total: Kopecks = toKopecks(124_050);

/** A receipt for looking at a template before there is a real one. Each requisite has a value that no other one contains. */
export const exampleReceipt: Receipt = {
  form: 3,
  ffd: '1.2',
  calculationType: 1,
  dateTime: '2026-11-23T17:48',
  fiscalDriveNumber: '9999078900001234',
  fiscalDocumentNumber: 1205,
  fiscalSign: '3141592653',
  registrationNumber: '0009990007654321',
  registerSerialNumber: '00106900000011',
  shiftNumber: 57,
  numberInShift: 36,
  checkSite: 'www.nalog.gov.ru',
  seller: {
    name: 'ООО «Пример»',
    inn: '9900001010',
    settlementPlace: 'Магазин «Пример»',
    settlementAddress: '101000, г. Москва, ул. Примерная, д. 1',
  },
  items: [{ name: 'Товар', price: total, quantity: '1' as Decimal, sum: total }],
  total,
  payments: { cashless: total },
  vat: [],
};

/**
 * The receipt with the longest numbers that a shop will meet: a fiscal drive holds some 250,000 documents, and the sum is below
 * 100 million roubles.
 */
export function longestLike(receipt: Receipt): Receipt {
  return {
    ...receipt,
    calculationType: 4,
    dateTime: '2026-11-23T17:48',
    fiscalDriveNumber: '9999999999999999',
    fiscalDocumentNumber: 250_000,
    fiscalSign: '4294967295',
    registrationNumber: '9999999999999999',
    shiftNumber: 99_999,
    numberInShift: 99_999,
    total: toKopecks(9_999_999_999),
  };
}
