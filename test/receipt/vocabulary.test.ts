import { expect, test } from 'vitest';
import type { Decimal, Kopecks } from '../../src/receipt/money.ts';
import type { ReceiptItem } from '../../src/receipt/receipt.ts';
import * as words from '../../src/receipt/vocabulary.ts';

const item = (more: Partial<ReceiptItem>): ReceiptItem => ({
  price: 1 as Kopecks,
  quantity: '1' as Decimal,
  sum: 1 as Kopecks,
  ...more,
});

test('codes are printed in the words of the order, unknown ones by their number', () => {
  expect(words.printed(words.calculationTypes, 2)).toBe('ВОЗВРАТ ПРИХОДА');
  expect(words.printed(words.taxationSystems, 4)).toBe('УСН ДОХОД - РАСХОД');
  expect(words.printed(words.measures, 41)).toBe('л');
  expect(words.english(words.paymentMethods, 4)).toBe('full payment');
  expect(words.printed(words.paymentSubjects, 99)).toBe('99');
  expect(words.english(words.paymentSubjects, 99)).toBe('99');
});

test('every term has both wordings', () => {
  const tables = Object.values(words).filter((value): value is words.Vocabulary => value instanceof Map);
  for (const table of tables)
    for (const term of table.values())
      if (typeof term === 'object' && 'printed' in term) {
        expect(term.printed).not.toBe('');
        expect(term.english).not.toBe('');
      }
});

test.each([
  [1, '2018-12-31T23:59:59', 'НДС 18%', 'НДС 18%', 1102],
  [1, '2019-01-01T00:00:00', 'НДС 20%', 'НДС 20%', 1102],
  [3, '2018-06-01', 'НДС 18/118', 'НДС 18/118%', 1106],
  [3, '2026-06-01', 'НДС 20/120', 'НДС 20/120%', 1106],
  [5, '2026-06-01', 'НДС 0%', 'ИТОГО с НДС 0%', 1104],
  [6, '2026-06-01', 'БЕЗ НДС', 'ИТОГО без НДС', 1105],
  [7, '2026-06-01', 'НДС 5%', 'НДС 5%', 1115],
  [8, '2026-06-01', 'НДС 7%', 'НДС 7%', 1115],
  [9, '2026-06-01', 'НДС 5/105', 'НДС 5/105%', 1115],
  [10, '2026-06-01', 'НДС 7/107', 'НДС 7/107%', 1115],
  [11, '2026-06-01', 'НДС 22%', 'НДС 22%', 1115],
  [12, '2026-06-01', 'НДС 22/122', 'НДС 22/122%', 1115],
  [13, '2026-06-01', 'НДС (13)', 'НДС (13)', 1115],
])('VAT code %d at %s: %s', (code, dateTime, onItem, ofTotal, tag) => {
  expect(words.vatRate(code, dateTime)).toMatchObject({ item: onItem, total: ofTotal, tag });
});

test('agents are bits', () => {
  expect(words.printedBits(words.agentTypes, 65)).toEqual(['БАНК.ПЛ.АГЕНТ', 'АГЕНТ']);
  expect(words.printedBits(words.agentTypes, 64 + 256)).toEqual(['АГЕНТ', '256']);
  expect(words.printedBits(words.agentTypes, 256)).toEqual(['256']);
});

test('the name of subjects 15 and 16 may be a number that stands for a phrase', () => {
  expect(words.itemName(item({ name: '1', paymentSubject: 15 }))).toBe(
    'Доход от долевого участия в других организациях',
  );
  expect(words.itemName(item({ name: '26', paymentSubject: 16 }))).toBe('Взносы на ОПС');
  expect(words.itemName(item({ name: '99', paymentSubject: 15 }))).toBe('99');
  expect(words.itemName(item({ name: '1', paymentSubject: 1 }))).toBe('1');
  expect(words.itemName(item({}))).toBeUndefined();
});

test.each([
  [15, '[M+]'],
  [0, '[M]'],
  [3, '[M]'],
  [1, '[M-]'],
  [7, '[M-]'],
  [undefined, '[M]'],
] as const)('a marking check of %s is printed %s', (markingCheckResult, mark) => {
  const marking = { type: 'gs1m' };
  expect(
    words.markingMark(item({ marking, ...(markingCheckResult === undefined ? {} : { markingCheckResult }) })),
  ).toBe(mark);
});

test('an item without a code has no mark', () =>
  expect(words.markingMark(item({ markingCheckResult: 0 }))).toBeUndefined());
