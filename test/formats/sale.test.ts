import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSale } from '../../src/formats/index.ts';
import { Problem } from '../../src/texts/problem.ts';

const folder = join(import.meta.dirname, '../fixtures/sales');
const source = (name: string) => readFileSync(join(folder, name), 'utf8');
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (name: string) => readSale(bytes(source(name)));

describe('1C CheckPackage in the names of every version', () => {
  test('2.0: decimal comma, spaces, a discount within the cost, kinds of cashless payment', () => {
    expect(read('1c-2.0.xml')).toMatchObject({
      format: '1c',
      sale: {
        calculationType: 1,
        taxationSystem: 1,
        customerContact: '+79990000001',
        settlementAddress: '101000, г. Москва, ул. Примерная, д. 1',
        items: [
          { name: 'Плитка 25*35 "Образец"', price: 36900, quantity: '0.087', sum: 3210, vatRate: 2 },
          { price: 9000, quantity: '2', sum: 18000, vatRate: 3 },
        ],
        total: 21210,
        payments: { cash: 100000, cashless: 6000 },
        lines: [
          { after: 0, text: 'Накладная № 614' },
          { after: 2, barcode: { type: 'EAN13', value: '4600000000017' } },
        ],
      },
    });
  });

  test('2.5: the e-mail wins, agent, supplier, marking by GTIN and stamp', () => {
    expect(read('1c-2.5.xml').sale).toMatchObject({
      calculationType: 2,
      taxationSystem: 2,
      customerContact: 'buyer@example.com',
      cashier: { name: 'Кассирова А.Т.', inn: '771234567890' },
      buyer: { name: 'ООО "Покупатель"', inn: '7700000001' },
      settlementPlace: 'Магазин',
      agentType: 4,
      agent: { agentPhones: ['+79990000002', '+79990000003'], transferInn: '7700000002' },
      supplier: { phones: ['+79990000006'], name: 'Поставщик', inn: '7700000003' },
      items: [
        { price: 124050, vatRate: 6, paymentMethod: 4, paymentSubject: 4, unit: 'шт' },
        { vatSum: 909, marking: { type: 'legacy', gtin: '04600000000017', serial: '5abcDEF' } },
      ],
      payments: { cashless: 100000, prepaid: 20050, credit: 10000, provision: 4000 },
    });
  });

  test('2.5: a correction has no items, its sum and VAT stand by themselves', () => {
    expect(read('1c-2.5-correction.xml').sale).toMatchObject({
      correction: { type: 1, description: 'Предписание', date: '2026-10-01', number: 'ПР-77' },
      items: [],
      total: 12200,
      vat: [{ rate: 11, sum: 2200 }],
    });
  });

  test('3.4: correction data, buyer, requisites, fraction, codes of goods', () => {
    expect(read('1c-3.4.xml').sale).toMatchObject({
      correction: { type: 0, description: 'Ошибка в ставке НДС', date: '2026-10-01' },
      buyer: { name: 'Примеров Пётр', birthDate: '01.02.1990', documentCode: '21', address: 'г. Москва' },
      userRequisites: [{ name: 'Заказ', value: '1204-А' }],
      operationalRequisite: { id: 7, data: 'смена' },
      industryRequisites: [{ authority: '030', value: 'UUID=1' }],
      items: [
        {
          agentType: 32,
          fraction: { numerator: 1, denominator: 2 },
          marking: { type: 'gs1m', raw: '0104600000000017215abc' },
          originCountry: '156',
          excise: 150,
        },
      ],
    });
  });

  test('4.x: marking code with its separators, signs as numbers, a barcode in Base64', () => {
    expect(read('1c-4.xml').sale).toMatchObject({
      items: [
        { name: 'Сыр весовой', measure: 11, vatSum: 2877 },
        { markingCode: '0104600000000017215abc\u001d93abcd', paymentSubject: 33 },
        { vatRate: 11 },
      ],
      total: 43135,
      internetPayment: false,
      lines: [
        { after: 3, text: 'Спасибо за покупку №№ & до встречи' },
        { after: 3, barcode: { type: 'QR', value: 'https://shop.example' } },
      ],
    });
  });

  test('windows-1251 when declared, by the document or by its type; a byte order mark in UTF-8', () => {
    const text = source('1c-4.xml');
    const declared = cp1251(text.replace('UTF-8', 'windows-1251'));
    expect(readSale(declared)).toEqual(read('1c-4.xml'));
    const bare = cp1251(text.replace(/^<\?xml[^>]*\?>\s*/, ''));
    expect(readSale(bare, 'text/xml; charset=windows-1251')).toEqual(read('1c-4.xml'));
    expect(caught(() => readSale(bare)).code).toBe('textNotUtf8');
    expect(readSale(bytes(`\ufeff${text}`))).toEqual(read('1c-4.xml'));
    expect(caught(() => readSale(bytes(text.replace('UTF-8', 'koi8-r')))).params).toEqual({ encoding: 'koi8-r' });
  });
});

describe('ATOL', () => {
  test('a sale within the web server’s envelope', () => {
    expect(read('atol-sell.json')).toMatchObject({
      format: 'atol',
      sale: {
        id: '0ba40014-5fa5-11ea-b5e9-037d4786a49d',
        calculationType: 1,
        electronically: true,
        customerContact: '+79990000001',
        senderAddress: 'cheki@example.com',
        items: [
          { sum: 31645, quantity: '0.352', measure: 11, vatSum: 2877, paymentMethod: 4, paymentSubject: 1 },
          { measure: 0, paymentSubject: 33, markingCode: '0104600000000017215abc\u001d93abcd', plannedStatus: 1 },
          { agentType: 64, agent: { operation: 'оплата' }, supplier: { inn: '7700000003' } },
        ],
        total: 43135,
        payments: { cashless: 33145, cash: 10000 },
        userRequisites: [{ name: 'Заказ', value: '1204-А' }],
      },
    });
  });

  test('a correction of FFD 1.05 without items', () => {
    expect(read('atol-correction-ffd105.json').sale).toMatchObject({
      calculationType: 2,
      taxationSystem: 2,
      correction: { type: 1, date: '2026-10-01', number: 'ПР-77' },
      items: [],
      total: 12200,
      vat: [{ rate: 11, sum: 2200 }],
    });
  });

  test.each([
    ['sell', 1, false],
    ['sellReturn', 2, false],
    ['buy', 3, false],
    ['buyReturn', 4, false],
    ['sellCorrection', 1, true],
    ['sellReturnCorrection', 2, true],
    ['buyCorrection', 3, true],
    ['buyReturnCorrection', 4, true],
  ])('%s', (type, calculationType, correction) => {
    const task = { ...JSON.parse(source('atol-sell.json')).request[0], type, correctionBaseDate: '2026.10.01' };
    const { sale } = readSale(bytes(JSON.stringify(task)));
    expect([sale.calculationType, sale.correction !== undefined]).toEqual([calculationType, correction]);
  });
});

test('KkmServer RegisterCheck', () => {
  expect(read('kkmserver-check.json')).toMatchObject({
    format: 'kkmserver',
    sale: {
      id: 'ord-1204-1',
      calculationType: 2,
      taxationSystem: 2,
      electronically: true,
      customerContact: '+79990000001',
      buyer: { name: 'ООО Покупатель', inn: '7700000001' },
      items: [
        { sum: 31645, vatRate: 2 },
        { price: 1350, sum: 4050, vatRate: 12, agentType: 64, markingCode: '0104600000000017215abc\u001d93abcd' },
      ],
      total: 35695,
      payments: { cash: 40000 },
      lines: [
        { after: 0, text: 'Возврат' },
        { after: 2, barcode: { type: 'QR' } },
      ],
    },
  });
});

describe('what cannot be fiscalised is refused with the path of the wrong field', () => {
  const xml = (from: string | RegExp, to: string, name = '1c-4.xml') => source(name).replace(from, to);
  const atol = (change: (task: Record<string, never>) => unknown) =>
    JSON.stringify(change(JSON.parse(source('atol-sell.json')).request[0]));
  const kkm = (from: string, to: string) => source('kkmserver-check.json').replace(from, to);

  test.each([
    ['saleItemCost', 'CheckPackage.Positions.FiscalString[0].AmountWithDiscount', xml('316.45', '317')],
    [
      'saleItemCost',
      'CheckPackage.Positions.FiscalString[0].Amount',
      xml('Amount="32,10"', 'Amount="320000,10"', '1c-2.0.xml'),
    ],
    ['saleCodeUnknown', 'CheckPackage.Positions.FiscalString[2].VATRate', xml('VATRate="22"', 'VATRate="18"')],
    ['fieldMissing', 'CheckPackage.Positions.FiscalString[2].VATRate', xml('VATRate="22"', '')],
    ['saleCodeUnknown', 'CheckPackage.Positions.FiscalString[1].Tax', xml('20/120', '33', '1c-2.0.xml')],
    ['fieldNotDecimal', 'CheckPackage.Positions.FiscalString[0].Quantity', xml('0.352', 'много')],
    [
      'saleQuantityZero',
      'CheckPackage.Positions.FiscalString[1].Quantity',
      xml('Молоко" Quantity="1"', 'Молоко" Quantity="0"'),
    ],
    [
      'fieldNotRoubles',
      'CheckPackage.Positions.FiscalString[2].PriceWithDiscount',
      xml('PriceWithDiscount="15"', 'PriceWithDiscount="15.005"'),
    ],
    [
      'fieldNotBase64',
      'CheckPackage.Positions.FiscalString[1].MarkingCode',
      xml('MDEwNDYw', '0104"'.replace('"', '-')),
    ],
    ['saleUnderpaid', 'CheckPackage.Payments', xml('431.35', '431.34')],
    ['saleOverpaid', 'CheckPackage.Payments', xml('431.35', '432')],
    ['saleCodeUnknown', 'CheckPackage.Parameters.TaxationSystem', xml('TaxationSystem="0"', 'TaxationSystem="6"')],
    ['saleCodeUnknown', 'CheckPackage.Parameters.OperationType', xml('OperationType="1"', 'OperationType="9"')],
    ['fieldMissing', 'CheckPackage.Parameters.OperationType', xml('OperationType="1"', '')],
    [
      'saleCodeUnknown',
      'CheckPackage.Positions.FiscalString[1].CalculationSubject',
      xml('CalculationSubject="33"', 'CalculationSubject="99"'),
    ],
    [
      'saleCodeUnknown',
      'CheckPackage.Positions.FiscalString[0].MeasureOfQuantity',
      xml('MeasureOfQuantity="11"', 'MeasureOfQuantity="13"'),
    ],
    ['fieldMissing', 'CheckPackage.Positions.FiscalString[0].Name', xml('Name="Сыр весовой"', 'Name=""')],
    ['saleWithoutItems', 'CheckPackage.Positions', xml(/<Positions>[\s\S]*<\/Positions>/, '<Positions/>')],
    ['fieldMissing', 'CheckPackage.Parameters', xml(/<Parameters[\s\S]*<\/Parameters>/, '')],
    ['fieldMissing', 'CheckPackage.Payments', xml(/<Payments[^>]*>/, '')],
    ['fieldMissing', 'CheckPackage.Parameters.CorrectionData', xml(' Date="2026-10-01T13:24:48"', '', '1c-3.4.xml')],
    [
      'saleCodeUnknown',
      'items[1].tax.type',
      atol((task) => JSON.parse(JSON.stringify(task).replace('vat10', 'vat18'))),
    ],
    [
      'fieldMissing',
      'items[2].tax',
      atol((task) => JSON.parse(JSON.stringify(task).replace(/,"tax":\{"type":"vat10"\}/, ''))),
    ],
    ['saleTotal', 'total', atol((task) => ({ ...task, total: 400 }))],
    ['saleUnderpaid', 'payments', atol((task) => ({ ...task, payments: [{ type: 'cash', sum: 1 }] }))],
    ['saleCodeUnknown', 'payments[0].type', atol((task) => ({ ...task, payments: [{ type: 'barter', sum: 1 }] }))],
    ['saleWithoutItems', 'items', atol((task) => ({ ...task, items: [] }))],
    ['saleCodeUnknown', 'type', atol((task) => ({ ...task, type: 'openShift' }))],
    ['saleCodeUnknown', 'taxationType', atol((task) => ({ ...task, taxationType: 'usn' }))],
    ['saleNotFiscal', 'IsFiscalCheck', kkm('"IsFiscalCheck": true', '"IsFiscalCheck": false')],
    ['saleCodeUnknown', 'CheckStrings[2].Register.Tax', kkm('"Tax": 10', '"Tax": 13')],
    ['saleItemCost', 'CheckStrings[2].Register.Amount', kkm('316.45', '31645000')],
    ['saleCodeUnknown', 'TypeCheck', kkm('"TypeCheck": 1', '"TypeCheck": 4')],
    ['saleUnderpaid', 'ElectronicPayment', kkm('"Cash": 400', '"Cash": 300')],
    ['saleWithoutItems', 'items', '{"calculationType":1,"items":[],"total":0,"payments":{}}'],
    ['fieldUnknown', 'sum', '{"calculationType":1,"items":[],"total":0,"payments":{},"sum":1}'],
    ['saleNotOne', 'request', '{"uuid":"1","request":[{"type":"sell"},{"type":"sell"}]}'],
    ['fieldNotObject', 'request[0]', '{"uuid":"1","request":["sell"]}'],
  ])('%s at %s', (code, path, document) => {
    const problem = caught(() => readSale(bytes(document)));
    expect([problem.code, problem.path, problem.status]).toEqual([code, path, 400]);
    for (const language of ['ru', 'en'] as const) expect(problem.tell(language)).toMatch(/^[^\n{}]+\.$/);
  });
});

function caught(act: () => unknown): Problem {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function cp1251(text: string): Uint8Array {
  const table = new Map(
    Array.from(new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 256 }, (_, code) => code))).map(
      (sign, code) => [sign, code],
    ),
  );
  return Uint8Array.from(Array.from(text), (sign) => table.get(sign) ?? 0x3f);
}
