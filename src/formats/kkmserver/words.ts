import { words } from '../sale/dialect.ts';

/** `TypeCheck`: calculation type, and whether it corrects one. */
export const typeChecks: ReadonlyMap<number, { calculationType: number; correction: boolean }> = new Map([
  [0, { calculationType: 1, correction: false }],
  [1, { calculationType: 2, correction: false }],
  [2, { calculationType: 1, correction: true }],
  [3, { calculationType: 2, correction: true }],
  [10, { calculationType: 3, correction: false }],
  [11, { calculationType: 4, correction: false }],
  [12, { calculationType: 3, correction: true }],
  [13, { calculationType: 4, correction: true }],
]);

/** `Tax`: the rate in per cent, with 100 added for a calculated one. */
export const taxes = words(
  ['20', 1],
  ['10', 2],
  ['120', 3],
  ['110', 4],
  ['0', 5],
  ['-1', 6],
  ['5', 7],
  ['7', 8],
  ['105', 9],
  ['107', 10],
  ['22', 11],
  ['122', 12],
);

/** Sums of VAT of a correction without items. */
export const taxSums: readonly [rate: number, names: string[]][] = [
  [1, ['SumTax20', 'SumTax18']],
  [2, ['SumTax10']],
  [3, ['SumTax120', 'SumTax118']],
  [4, ['SumTax110']],
  [5, ['SumTax0']],
  [6, ['SumTaxNone']],
  [7, ['SumTax5']],
  [8, ['SumTax7']],
  [9, ['SumTax105']],
  [10, ['SumTax107']],
  [11, ['SumTax22']],
  [12, ['SumTax122']],
];
