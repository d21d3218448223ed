import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ReadReceipt, readReceipt, readReceipts } from '../../src/formats/index.ts';
import { receiptFromJson, receiptToJson } from '../../src/receipt/json.ts';
import { qrText } from '../../src/receipt/qr.ts';
import { requisites } from '../../src/receipt/requisites.ts';
import { lost, receiptNodes } from './leaves.ts';

const folder = join(import.meta.dirname, '../fixtures/receipts');
const source = (name: string) => readFileSync(join(folder, `${name}.json`));
const read = (name: string, options?: { zone: string }) => readReceipt(source(name), options);
const codes = ({ warnings }: ReadReceipt) => warnings.map(({ code }) => code);
const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));

describe.each(names)('%s', (name) => {
  test('loses nothing that a printed form needs', () => {
    const nodes = receiptNodes(source(name).toString());
    readReceipts(source(name)).forEach((receipt, index) => {
      const told = receipt.warnings.filter(({ code }) => code === 'unknownField').map(({ path }) => path);
      const silently = lost(nodes[index] ?? null, receipt).filter(
        (leaf) => !told.some((path) => `.${path}`.endsWith(leaf.split(' = ')[0] ?? '')),
      );
      expect(silently).toEqual([]);
    });
  });

  test('is held by our own JSON, which reads as the same receipt', () => {
    for (const { receipt } of readReceipts(source(name))) {
      const json = JSON.stringify(receiptToJson(receipt));
      expect(receiptFromJson(JSON.parse(json))).toEqual(receipt);
      expect(readReceipt(json)).toMatchObject({ format: 'kvitok', receipt });
    }
  });
});

test.each([
  ['app-marking', 'fns-app'],
  ['bare-ffd10', 'fns-receipt'],
  ['correction-ffd12', 'fns-document'],
  ['document-2018', 'fns-document'],
  ['dump-refund', 'ofd-dump'],
  ['irkkt-epoch', 'irkkt'],
  ['mco-roubles', 'mco'],
  ['proverkacheka', 'proverkacheka'],
])('%s is known as %s', (name, format) => expect(read(name).format).toBe(format));

test('padding of ИНН and РН ККТ is cut, padding within names is kept', () => {
  const { receipt } = read('app-rounding');
  expect(receipt.seller).toMatchObject({ inn: '9900007774', name: 'ООО "ПРИМЕР НЕФТЬ' });
  expect(receipt.registrationNumber).toMatch(/^\d{16}$/);
  expect(receipt.items[0]?.name).toBe('ТРК 3    АИ-95-К5');
});

test('a GTIN given as a number gets its leading zeros back, the code keeps every sign', () => {
  expect(read('app-marking').receipt.items.map((item) => item.marking)).toEqual([
    {
      type: 'gs1m',
      gtin: '04600000000017',
      serial: '5kev"D<g>S\'&%AK',
      raw: '0104600000000017215kev"D<g>S\'&%AK',
    },
    undefined,
  ]);
  expect(read('bare-draught-itf14').receipt.items[0]).toMatchObject({
    marking: { type: 'itf14', gtin: '04600000000031', raw: '04600000000031' },
    fraction: { numerator: 1, denominator: 2 },
    measure: 41,
    quantity: '0.5',
    industryRequisites: [{ authority: '048', date: '29.12.2022', number: '597', value: 'mode=horeca' }],
  });
  expect(read('dump-ofd-names').receipt.items[0]?.marking).toEqual({ type: 'legacy', raw: 'DM00040w0019r0017SIl900' });
});

test('no contact is no contact, and a contact is no part of the receipt', () => {
  expect(read('app-buyer-none').contact).toBeUndefined();
  expect(read('app-marking').contact).toBeUndefined();
  const { contact, receipt } = read('app-agent-prepaid');
  expect(contact).toBe('buyer@example.com');
  expect(JSON.stringify(receipt)).not.toContain('buyer@example.com');
});

test('a rounded total and a cut list of items are told and not corrected', () => {
  expect(codes(read('app-rounding'))).toEqual(['totalRounded']);
  expect(read('app-rounding').receipt).toMatchObject({ total: 220000, items: [{ sum: 220001, quantity: '41.905' }] });
  expect(codes(read('dump-storno'))).toContain('totalRounded');
  expect(codes(read('document-2018'))).toEqual(['driveNumberLength', 'totalOfItems']);
});

test('without drive, sign and time no QR is made up', () => {
  const { receipt } = read('dump-refund');
  expect(receipt).toMatchObject({ dateTime: '2020-09-16', calculationType: 2, checkSite: 'www.nalog.ru' });
  expect(() => qrText(receipt)).toThrowError(
    expect.objectContaining({ params: { missing: 'ФН (1041), ФП (1077), время (1012)' } }),
  );
});

test('the names of OFD dumps', () => {
  expect(read('dump-ofd-names')).toMatchObject({
    contact: 'buyer@example.com',
    receipt: {
      ffd: '1.05',
      internetOnly: true,
      payments: { cash: 500, cashless: 55175, prepaid: 1000, credit: 2000, provision: 3000 },
      items: [
        { vatRate: 6, paymentMethod: 4, paymentSubject: 2 },
        { unit: 'кВт.ч', quantity: '225', vatSum: 8363 },
      ],
      vat: [
        { rate: 1, sum: 8363 },
        { rate: 6, sum: 11500 },
      ],
    },
  });
  expect(read('dump-expense').receipt.seller.settlementAddress).toBe('127000, Москва г, Учебное ш, дом № 1');
});

test('-1 and empty lists mean no agent', () => {
  const { receipt, warnings } = read('dump-agent-empty');
  expect(receipt).not.toHaveProperty('agentType');
  expect(receipt).not.toHaveProperty('agent');
  expect(receipt.items[0]).not.toHaveProperty('agentType');
  expect(warnings.map(({ code }) => code)).toEqual(['dateWithoutTime']);
});

test('VAT: the key names the rate in FFD 1.0, codes 1–12 and an unknown one are kept', () => {
  expect(read('bare-ffd10').receipt).toMatchObject({
    ffd: '1.0',
    items: [
      { vatRate: 2, vatSum: 2000 },
      { vatRate: 1, vatSum: 408 },
    ],
    vat: [
      { rate: 1, sum: 408 },
      { rate: 2, sum: 2000 },
    ],
  });
  expect(read('dump-envd-nds0').receipt.items[0]).toMatchObject({ vatRate: 5 });
  const { receipt, warnings } = read('bare-all-rates');
  expect(receipt.items.map((item) => item.vatRate)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  expect(receipt.vat.map(({ rate }) => rate).sort((a, b) => a - b)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
  ]);
  expect(warnings).toEqual([
    { code: 'unknownCode', path: 'items[12].vatRate', params: { value: 13 } },
    { code: 'unknownCode', path: 'vat[12].rate', params: { value: 13 } },
  ]);
  expect(read('dump-nds20-taxation0')).toMatchObject({
    receipt: { taxationSystem: 0, vat: [{ rate: 1, sum: 1667 }] },
    warnings: [{ code: 'unknownCode', path: 'taxationSystem' }, { code: 'dateWithoutTime' }],
  });
});

test('seconds since 1970 become the time of the zone, or of the QR on the paper', () => {
  const moscow = read('irkkt-epoch');
  expect(moscow.receipt.dateTime).toBe('2026-10-16T13:13:00');
  expect(moscow.warnings).toContainEqual({
    code: 'epochTime',
    path: 'ticket.document.receipt.dateTime',
    params: { zone: 'Europe/Moscow' },
  });
  expect(read('irkkt-epoch', { zone: 'Asia/Vladivostok' }).receipt.dateTime).toBe('2026-10-16T20:13:00');
  expect(read('irkkt-epoch-with-qr')).toMatchObject({ receipt: { dateTime: '2026-10-16T20:13' }, warnings: [] });
});

test('roubles become exact kopecks, an exponent included', () => {
  const { receipt } = read('mco-roubles');
  expect(receipt).toMatchObject({
    total: 1000067927,
    fiscalSign: '94359709',
    ffd: '1.2',
    payments: { cash: 0, cashless: 1000067927 },
    items: [{ sum: 6527, quantity: '65.27', price: 100 }, { quantity: '10000614' }],
    vat: [
      { rate: 4, sum: 593 },
      { rate: 12, sum: 180338941 },
    ],
  });
  expect(receipt.items[0]).not.toHaveProperty('name');
  expect(codes(read('mco-roubles'))).toEqual(['formAssumed']);
});

test('roubles whose kopecks were cut off on the way are known by the dialect, with a word', () => {
  const cut = source('mco-roubles')
    .toString()
    .replace(/"items":\s*\[[^\]]*\]/, '"items": []')
    .replace(/(\d)\.00\b/g, '$1');
  const whole = cut.replace('10000679.27', '679').replace('1.000067927e7', '679').replace('1.000067927E7', '679');
  const { receipt, warnings } = readReceipt(whole);
  expect(receipt.total).toBe(67900);
  expect(warnings.map(({ code }) => code)).toContain('roublesAssumed');
});

test('corrections: forms 31 and 41, the basis and its date', () => {
  expect(read('correction-ffd12').receipt).toMatchObject({
    form: 31,
    correction: { type: 1, description: 'Расчёт без ККТ', date: '2026-11-21', number: 'ПР-77/2026' },
  });
  const { receipt } = read('correction-bso-ffd105');
  expect(receipt).toMatchObject({ form: 41, items: [], correction: { type: 0, date: '2025-11-22', number: '1' } });
  expect(requisites(receipt).filter(({ required, present }) => required === 'always' && !present)).toEqual([]);
});

test('FFD 1.1: agent, supplier, buyer, excise, country, declaration, unit as text', () => {
  const { receipt, warnings } = read('ffd11-buyer-excise');
  expect(receipt).toMatchObject({
    ffd: '1.1',
    internetPayment: true,
    buyer: { name: 'ООО "Покупатель"', inn: expect.stringMatching(/^\d{10}$/) },
    additionalRequisite: 'чек-1',
    items: [
      {
        unit: 'упак',
        quantity: '0.25',
        agentType: 1,
        agent: {
          operation: 'Перевод',
          agentPhones: ['+79990000002'],
          receiverPhones: ['+79990000003'],
          transferPhones: ['+79990000004', '+79990000005'],
          transferName: 'Оператор Пример',
        },
        supplier: { name: 'ООО Поставщик Пример', phones: ['+79990000006'] },
        excise: 1999,
        originCountry: '156',
        customsDeclaration: '10702020/060520/0013422',
        vatPerUnit: 2883,
      },
    ],
  });
  expect(warnings).toEqual([{ code: 'unknownField', path: 'colour', params: {} }]);
  expect(read('buyer-information').receipt.buyer).toEqual({
    name: 'Примеров Пётр',
    birthDate: '01.02.1990',
    citizenship: '643',
    documentCode: '21',
    documentData: '0000 000000',
    address: 'г. Москва',
  });
});

test('additional requisites as an object or a list; line breaks become spaces, mark-up stays text', () => {
  expect(read('proverkacheka').receipt.userRequisites).toEqual([{ name: 'X5', value: '37S0;POS02' }]);
  expect(read('app-refund').receipt.userRequisites).toEqual([
    { name: '<script>alert(1)</script>', value: '"строка" вторая' },
    { name: 'касса №', value: '17' },
  ]);
});

test('our samples are complete and add up', () => {
  const samples = join(import.meta.dirname, '../../samples');
  for (const file of readdirSync(samples).filter((name) => name.endsWith('.json'))) {
    const { receipt, warnings } = readReceipt(readFileSync(join(samples, file)));
    expect(warnings, file).toEqual([]);
    const missing = requisites(receipt, 'buyer@example.com').filter((one) => one.required === 'always' && !one.present);
    expect(missing, file).toEqual([]);
  }
});
