import type { Decimal, Kopecks } from '../../receipt/money.ts';
import { formatRoubles } from '../../receipt/money.ts';

/** A number in JSON by its exact text, so that no sum goes through floating point on its way out. */
export interface RawNumber {
  readonly rawJSON: string;
}

const { rawJSON } = JSON as unknown as { rawJSON(this: void, text: string): RawNumber };

/** A sum in roubles with two decimals. */
export function roubles(sum: Kopecks): RawNumber;
export function roubles(sum: Kopecks | undefined): RawNumber | undefined;
export function roubles(sum: Kopecks | undefined): RawNumber | undefined {
  return sum === undefined ? undefined : rawJSON(formatRoubles(sum));
}

/** An exact decimal. */
export function exact(value: Decimal): RawNumber {
  return rawJSON(value);
}
