/** A VAT rate of tag 1199 as of a date. */
export interface VatRate {
  /** Beside an item: `НДС 20%`. */
  item: string;
  /** Heading of the receipt's sum without the colon (table 48): `НДС 20%`, `ИТОГО с НДС 0%`, `ИТОГО без НДС`. */
  total: string;
  english: string;
  /** The tax within a sum as a fraction: 20/120. Undefined where the sum is of the settlement and not of the tax (0 %, no VAT). */
  share?: { part: number; of: number };
  /** Tag of the receipt's sum: 1102–1107, or 1115 for the rates since 2025. */
  tag: number;
}

const percent = (rate: number, tag: number): VatRate => ({
  item: `НДС ${rate}%`,
  total: `НДС ${rate}%`,
  english: `VAT ${rate}%`,
  share: { part: rate, of: 100 + rate },
  tag,
});

// Table 48 words the receipt's sum of a calculated rate with a per cent sign, the item's rate without.
const calculated = (rate: number, tag: number): VatRate => ({
  item: `НДС ${rate}/${100 + rate}`,
  total: `НДС ${rate}/${100 + rate}%`,
  english: `VAT ${rate}/${100 + rate}`,
  share: { part: rate, of: 100 + rate },
  tag,
});

const rates = new Map<number, VatRate>([
  [1, percent(20, 1102)],
  [2, percent(10, 1103)],
  [3, calculated(20, 1106)],
  [4, calculated(10, 1107)],
  [5, { item: 'НДС 0%', total: 'ИТОГО с НДС 0%', english: 'VAT 0%', tag: 1104 }],
  [6, { item: 'БЕЗ НДС', total: 'ИТОГО без НДС', english: 'no VAT', tag: 1105 }],
  [7, percent(5, 1115)],
  [8, percent(7, 1115)],
  [9, calculated(5, 1115)],
  [10, calculated(7, 1115)],
  [11, percent(22, 1115)],
  [12, calculated(22, 1115)],
]);

const before2019 = new Map<number, VatRate>([
  [1, percent(18, 1102)],
  [3, calculated(18, 1106)],
]);

/** Codes of VAT rates the vocabulary knows, tag 1199. */
export const vatRateCodes: readonly number[] = [...rates.keys()];

/**
 * The rate of a code (tag 1199) on the settlement's date: codes 1 and 3 were 18 % before 2019. A code the vocabulary does not know is
 * shown by its number and never as another rate.
 */
export function vatRate(code: number, dateTime: string): VatRate {
  const earlier = dateTime < '2019' ? before2019.get(code) : undefined;
  return (
    earlier ??
    rates.get(code) ?? { item: `НДС (${code})`, total: `НДС (${code})`, english: `VAT (code ${code})`, tag: 1115 }
  );
}
