import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ReadReceipt, readReceipt, readReceipts } from '../../src/formats/index.ts';
import { isRegistrationNumber } from '../../src/receipt/check-digits.ts';
import { receiptFromJson, receiptToJson } from '../../src/receipt/json.ts';
import { parseQr, qrText } from '../../src/receipt/qr.ts';
import { requisites } from '../../src/receipt/requisites.ts';
import { lost, receiptNodes } from './leaves.ts';

const folder = join(import.meta.dirname, '../../../shared/data/receipts');
const there = existsSync(folder);
if (!there) console.log(`Real receipts are not on this machine (${folder}), their tests are skipped.`);
const files = there ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
const read = (number: string): ReadReceipt => readReceipt(source(files.find((name) => name.startsWith(number)) ?? ''));
const source = (file: string) => readFileSync(join(folder, file));
const codes = ({ warnings }: ReadReceipt) => warnings.map(({ code }) => code);

describe.skipIf(!there)('real receipts', () => {
  test('all 34 are there', () => expect(files).toHaveLength(34));

  test.each(files)('%s loses nothing and survives our JSON', (file) => {
    const nodes = receiptNodes(source(file).toString());
    const receipts = readReceipts(source(file));
    expect(receipts).toHaveLength(nodes.length);
    receipts.forEach((one, index) => {
      expect(lost(nodes[index] ?? null, one)).toEqual([]);
      expect(codes(one)).not.toContain('unknownField');
      expect(receiptFromJson(JSON.parse(JSON.stringify(receiptToJson(one.receipt))))).toEqual(one.receipt);
    });
  });

  test.each([
    ['01', 77, 880736, '1.2', '2024-12-24T08:11:00'],
    ['02', 26, 1573473, '1.2', '2024-12-23T08:46:00'],
    ['12', 11, 497850, '1.2', '2024-12-30T13:28:00'],
    ['14', 6, 217895, '1.0', '2020-09-16'],
    ['16', 18, 134600, '1.0', '2020-09-16'],
    ['23', 1, 6000, '1.05', '2020-09-14'],
    ['25', 12, 85356, '1.0', '2020-03-22T15:15:00'],
    ['26', 6, 128521, '1.2', '2024-09-17T18:01:00'],
    ['27', 1, 270100, '1.2', '2023-10-16T13:13'],
    ['28', 4, 154500, '1.05', '2023-07-04T19:15:00'],
    ['34', 2, 67927, '1.2', '2026-01-29T17:46:00'],
  ])('%s: %d items, %d kopecks, FFD %s, %s', (number, items, total, ffd, dateTime) => {
    const { receipt } = read(number);
    expect([receipt.items.length, receipt.total, receipt.ffd, receipt.dateTime]).toEqual([items, total, ffd, dateTime]);
  });

  test('the arithmetic findings are those of the set and no others', () => {
    const sums = ['itemCost', 'itemVat', 'totalRounded', 'totalOfItems', 'paymentsOfTotal', 'vatOfTotal', 'vatOfItems'];
    const found = files.flatMap((file) => {
      const told = codes(readReceipt(source(file))).filter((code) => sums.includes(code));
      return told.length === 0 ? [] : [[file.slice(0, 2), [...new Set(told)].sort()]];
    });
    expect(found).toEqual([
      ['07', ['totalRounded']],
      ['24', ['totalRounded']],
      ['31', ['paymentsOfTotal', 'totalOfItems']],
      ['33', ['totalOfItems', 'vatOfItems']],
    ]);
  });

  test.each(['14', '15', '16', '17', '18', '19', '20', '21', '22', '23', '24'])(
    '%s makes no QR and says why',
    (number) => {
      expect(() => qrText(read(number).receipt)).toThrowError(expect.objectContaining({ code: 'receiptWithoutQr' }));
    },
  );

  test('a QR is the one of the paper where the source holds it', () => {
    for (const [number, key] of [
      ['26', 'qrraw'],
      ['27', 'qr'],
    ] as const) {
      const text = new RegExp(`"${key}":\\s*"([^"]+)"`).exec(
        source(files.find((name) => name.startsWith(number)) ?? '').toString(),
      )?.[1];
      expect(parseQr(qrText(read(number).receipt))).toEqual(parseQr(text ?? ''));
    }
  });

  test('72 marking codes with GTIN of 14 digits', () => {
    const codes = read('01').receipt.items.flatMap(({ marking }) => (marking ? [marking] : []));
    expect(codes).toHaveLength(72);
    expect(codes.every(({ gtin, raw }) => gtin?.length === 14 && raw?.startsWith(`01${gtin}21`))).toBe(true);
  });

  test('no contact where the source says none or nothing', () => {
    expect(read('06').contact).toBeUndefined();
    expect(read('23').contact).toBeUndefined();
    expect(read('05').contact).toBe('buyer72@example.ru');
    expect(read('32').contact).toBe('+79000003966');
  });

  test('VAT of 2026: 22 % beside 10 %, and 22/122 in roubles', () => {
    expect(read('29').receipt.vat).toEqual([
      { rate: 2, sum: 2872 },
      { rate: 11, sum: 4454 },
    ]);
    expect(read('30').receipt.vat).toEqual([{ rate: 11, sum: 14558 }]);
    expect(read('34').receipt.vat).toEqual([
      { rate: 4, sum: 593 },
      { rate: 12, sum: 11072 },
    ]);
  });

  test('registration numbers fit where the company is real, and a replaced one is noticed', () => {
    for (const number of ['26', '29', '30']) {
      const { registrationNumber = '', registerSerialNumber = '', seller } = read(number).receipt;
      expect(isRegistrationNumber(registrationNumber, seller.inn ?? '', registerSerialNumber)).toBe(true);
    }
    expect(codes(read('28'))).toContain('registrationNumberCheck');
  });

  test('01–13, 26–30, 32 have all that the law asks for', () => {
    for (const file of files.filter((name) => /^(0\d|1[0-3]|2[6-9]|30|32)/.test(name))) {
      const { receipt, contact } = readReceipt(source(file));
      expect(
        requisites(receipt, contact).filter((one) => one.required === 'always' && !one.present),
        file,
      ).toEqual([]);
    }
  });
});
