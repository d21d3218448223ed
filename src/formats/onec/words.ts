import { words } from '../sale/dialect.ts';

/** `VATRate`, `Tax` of the older versions. */
export const vatRates = words(
  ['20', 1],
  ['10', 2],
  ['20/120', 3],
  ['10/110', 4],
  ['0', 5],
  ['none', 6],
  ['5', 7],
  ['7', 8],
  ['5/105', 9],
  ['7/107', 10],
  ['22', 11],
  ['22/122', 12],
);

/** Attributes of `GoodCodeData` (3.4 and later), each in Base64, and our kinds of a marking code. */
export const goodCodes: readonly [attribute: string, kind: string][] = [
  ['NotIdentified', 'undefined'],
  ['EAN8', 'ean8'],
  ['EAN13', 'ean13'],
  ['ITF14', 'itf14'],
  ['GS1_0', 'gs10'],
  ['GS1_M', 'gs1m'],
  ['KMK', 'kmk'],
  ['MI', 'mi'],
  ['EGAIS20', 'egais2'],
  ['EGAIS30', 'egais3'],
  ['F1', 'f1'],
  ['F2', 'f2'],
  ['F3', 'f3'],
  ['F4', 'f4'],
  ['F5', 'f5'],
  ['F6', 'f6'],
];

/** Sums of VAT of `CheckCorrectionPackage` (2.x). */
export const taxSums: readonly [rate: number, names: string[]][] = [
  [1, ['SumTAX20', 'SumTAX18']],
  [2, ['SumTAX10']],
  [3, ['SumTAX120', 'SumTAX118']],
  [4, ['SumTAX110']],
  [5, ['SumTAX0']],
  [6, ['SumTAXNone']],
  [7, ['SumTAX5']],
  [8, ['SumTAX7']],
  [9, ['SumTAX105']],
  [10, ['SumTAX107']],
  [11, ['SumTAX22']],
  [12, ['SumTAX122']],
];
