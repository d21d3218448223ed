import type { Decimal, Kopecks } from '../../src/receipt/money.ts';
import type { SaleDocument } from '../../src/receipt/sale.ts';

/** A sale of one bag of cheese; what is given is laid over it. */
export function saleOf(given: Partial<SaleDocument> = {}): SaleDocument {
  const sum = 31_645 as Kopecks;
  return {
    calculationType: 1,
    taxationSystem: 1,
    items: [
      {
        name: 'Сыр весовой',
        price: 89_900 as Kopecks,
        quantity: '0.352' as Decimal,
        measure: 11,
        sum,
        vatRate: 2,
        paymentMethod: 4,
        paymentSubject: 1,
      },
    ],
    total: sum,
    payments: { cashless: sum },
    cashier: { name: 'Кассирова А. Т.', inn: '771234567859' },
    customerContact: '+79000000001',
    senderAddress: 'cheki@example.com',
    electronically: true,
    ...given,
  };
}
