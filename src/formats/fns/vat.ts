import type { Kopecks } from '../../receipt/money.ts';
import type { VatSum } from '../../receipt/receipt.ts';
import type { Fields } from '../fields.ts';

// The key names the rate, by tag 1199. `nds18` means 20 % since 2019: the rate of code 1 depends on the date.
const keys: [rate: number, names: string[]][] = [
  [1, ['nds18', 'nds20']],
  [2, ['nds10']],
  [3, ['nds18118', 'nds20120', 'ndsCalculated18', 'ndsCalculated20']],
  [4, ['nds10110', 'ndsCalculated10']],
  [5, ['nds0']],
  [6, ['ndsNo']],
  [7, ['nds5']],
  [8, ['nds7']],
  [9, ['nds5105']],
  [10, ['nds7107']],
  [11, ['nds22']],
  [12, ['nds22122']],
];

/** Sums of VAT by rate: flat keys (tags 1102–1107) and `amountsReceiptNds` (tag 1115). A sum of zero says something only where an item has the rate. */
export function readVatSums(fields: Fields, itemRates: ReadonlySet<number | undefined>): VatSum[] {
  const flat = keys.flatMap(([rate, names]): VatSum[] => {
    const sum = fields.sum(names);
    return sum === undefined ? [] : [{ rate, sum }];
  });
  const listed = fields.object('amountsReceiptNds');
  const rows = (listed?.list('amountsNds', 100) ?? []).map((row): VatSum => {
    const vat = { rate: row.need(row.whole(['nds']), 'nds'), sum: row.need(row.sum(['ndsSum']), 'ndsSum') };
    row.warnUnread(new Set());
    return vat;
  });
  listed?.warnUnread(new Set());
  return [...flat, ...rows].filter(({ rate, sum }) => sum !== 0 || itemRates.has(rate));
}

/** Rate and VAT of an item: tags 1199 and 1200, or in FFD 1.0 a key that names the rate. */
export function readItemVat(fields: Fields): { vatRate?: number; vatSum?: Kopecks } {
  const vatRate = fields.whole(['nds', 'ndsRate']);
  const vatSum = fields.sum(['ndsSum']);
  if (vatRate !== undefined) return { vatRate, ...(vatSum === undefined ? {} : { vatSum }) };
  const named = keys.find(([, names]) => names.some((name) => fields.has(name)));
  if (named === undefined) return vatSum === undefined ? {} : { vatSum };
  const [rate, names] = named;
  const sum = fields.sum(names) ?? vatSum;
  // For 0 % and no VAT the key carries a zero or the cost, neither of which is a tax.
  return rate === 5 || rate === 6 || sum === undefined ? { vatRate: rate } : { vatRate: rate, vatSum: sum };
}
