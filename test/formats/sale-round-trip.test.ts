import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atolTask, kkmServerCheck, readSale, writeSaleResult } from '../../src/formats/index.ts';
import { checkPackage } from '../../src/formats/onec/write.ts';
import { parseXml } from '../../src/formats/onec/xml.ts';
import { parseQr, qrText } from '../../src/receipt/qr.ts';
import type { SaleDocument, SaleItem } from '../../src/receipt/sale.ts';
import { possible } from '../../src/receipt/sale-check.ts';
import { type FiscalResult, type RegisterData, receiptOfSale } from '../../src/receipt/sale-receipt.ts';
import { anySale, pruned } from '../receipt/arbitrary-sale.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const command = { id: 'cmd-1', device: 0, timeout: 30 };
const result: FiscalResult = {
  dateTime: '2026-11-20T12:14:00',
  fiscalDocumentNumber: 1204,
  fiscalSign: '85813599',
  shiftNumber: 57,
  numberInShift: 12,
};
const register: RegisterData = {
  ffd: '1.2',
  fiscalDriveNumber: '9999078900001234',
  registrationNumber: '0009990001065348',
  name: 'ООО «Пример»',
  inn: '9900001010',
  checkSite: 'www.nalog.gov.ru',
};

const without = <T extends object>(value: T, ...keys: string[]): T =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key))) as T;
const eachItem = (sale: SaleDocument, change: (item: SaleItem) => SaleItem): SaleDocument => ({
  ...sale,
  items: sale.items.map(change),
});

test('our JSON → sale → our JSON', () => {
  fc.assert(
    fc.property(anySale(), (sale) => {
      expect(readSale(bytes(JSON.stringify(sale)))).toEqual({ format: 'kvitok', sale });
      expect(possible(sale)).toBe(sale);
    }),
  );
});

test('sale → ATOL task → sale keeps everything but the id, which travels beside the task', () => {
  fc.assert(
    fc.property(anySale(), (sale) => {
      const read = readSale(bytes(JSON.stringify(atolTask(sale))));
      expect(read.format).toBe('atol');
      expect(pruned(read.sale)).toEqual(pruned(without(sale, 'id')));
      const enveloped = readSale(bytes(JSON.stringify({ uuid: 'u-1', request: [atolTask(sale)] })));
      expect(enveloped.sale.id).toBe('u-1');
    }),
  );
});

test('sale → CheckPackage → sale keeps everything but the id', () => {
  fc.assert(
    fc.property(anySale(), (sale) => {
      const read = readSale(bytes(checkPackage(sale)));
      expect(read.format).toBe('1c');
      expect(pruned(read.sale)).toEqual(pruned(without(sale, 'id')));
    }),
  );
});

test('sale → RegisterCheck → sale keeps what KkmServer can say', () => {
  fc.assert(
    fc.property(anySale(), (sale) => {
      const read = readSale(bytes(JSON.stringify(kkmServerCheck(sale, command))));
      const said = eachItem(without(sale, 'machineNumber', 'industryRequisites', 'operationalRequisite'), (item) =>
        without(item, 'marking', 'industryRequisites'),
      );
      const buyer =
        sale.buyer && without(sale.buyer, 'birthDate', 'citizenship', 'documentCode', 'documentData', 'address');
      expect(read.format).toBe('kkmserver');
      expect(pruned(read.sale)).toEqual(pruned({ ...said, id: 'cmd-1', ...(buyer ? { buyer } : {}) }));
    }),
  );
});

test('a sale becomes a receipt that adds up', () => {
  fc.assert(
    fc.property(anySale(), (sale) => {
      const receipt = receiptOfSale(sale, result, register);
      const paid = Object.values(receipt.payments).reduce<number>((all, sum) => all + (sum ?? 0), 0);
      expect(paid).toBe(receipt.total);
      expect(receipt).toMatchObject({ form: sale.correction ? 31 : 3, calculationType: sale.calculationType });
      expect(receipt.items.map(({ sum }) => sum)).toEqual(sale.items.map(({ sum }) => sum));
    }),
  );
});

test('the result is told in the words of the caller', () => {
  fc.assert(
    fc.property(anySale(), (sale) => {
      const receipt = receiptOfSale(sale, result, register);
      const json = (format: 'atol' | 'kkmserver' | 'kvitok') => JSON.parse(writeSaleResult(format, sale, receipt).body);
      expect(json('atol')).toMatchObject({
        fiscalParams: {
          fiscalDocumentNumber: 1204,
          fiscalDocumentSign: '0085813599',
          fiscalReceiptNumber: 12,
          fnNumber: register.fiscalDriveNumber,
          registrationNumber: register.registrationNumber,
          shiftNumber: 57,
          total: sale.total / 100,
        },
        warnings: null,
      });
      const answer = json('kkmserver');
      expect(answer).toMatchObject({ Status: 0, CheckNumber: 1204, SessionNumber: 57, SessionCheckNumber: 12 });
      expect(parseQr(answer.QRCode)).toEqual(parseQr(qrText(receipt)));
      expect(json('kvitok')).toEqual(receipt);
      const { contentType, body } = writeSaleResult('1c', sale, receipt);
      expect(contentType).toMatch(/xml/);
      const [parameters] = parseXml(body).children;
      expect(parameters?.attributes).toEqual({
        ShiftNumber: '57',
        CheckNumber: '1204',
        ShiftClosingCheckNumber: '12',
        AddressSiteInspections: 'www.nalog.gov.ru',
        FiscalSign: '0085813599',
        DateTime: '2026-11-20T12:14:00',
      });
    }),
  );
});
