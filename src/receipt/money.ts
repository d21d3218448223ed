declare const kopecks: unique symbol;
/** Money in kopecks, a safe integer (the register's field is 6 bytes, far below 2^53). Never a fraction. */
export type Kopecks = number & { readonly [kopecks]: true };

declare const decimal: unique symbol;
/** An exact decimal as canonical text: `-?` digits, then `.` and digits without trailing zeros. A quantity is one (tag 1023). */
export type Decimal = string & { readonly [decimal]: true };

/** The largest sum a register can hold: 6 bytes of kopecks (VLN of the format). */
export const LARGEST_SUM = 2 ** 48 - 1;

const NUMBER = /^([+-]?)(\d{1,30})(?:[.,](\d{1,30}))?$/;
// What people and 1C's Формат() put between digits: spaces, no-break spaces, a narrow no-break space.
const GROUPING = /(?<=\d)[ \u00a0\u202f](?=\d)/g;

/** Kopecks from a whole number of them. A fraction or a number beyond 2^53 is a fault of the program: RangeError. */
export function toKopecks(amount: number): Kopecks {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of kopecks: ${amount}`);
  return (amount === 0 ? 0 : amount) as Kopecks;
}

/**
 * Kopecks from roubles as text: `12`, `12.5`, `12,50`, `1 240,50`. Undefined for anything else: exponents (`1e3`), a third
 * decimal other than zero, a sum beyond what a register holds.
 */
export function parseRoubles(text: string): Kopecks | undefined {
  const value = parseDecimal(text);
  return value === undefined ? undefined : roublesToKopecks(value);
}

/** Kopecks from an exact decimal of roubles; undefined where it has parts of a kopeck or is beyond what a register holds. */
export function roublesToKopecks(roubles: Decimal): Kopecks | undefined {
  const { digits, scale } = parts(roubles);
  if (scale > 2) return undefined;
  const amount = Number(digits * 10n ** BigInt(2 - scale));
  return Math.abs(amount) > LARGEST_SUM ? undefined : toKopecks(amount);
}

/** An exact decimal from text with a point or a comma, spaces between digits allowed. Undefined for exponents and anything else. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = NUMBER.exec(text.trim().replace(GROUPING, ''));
  if (!match) return undefined;
  const whole = (match[2] ?? '').replace(/^0+(?=\d)/, '');
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  const unsigned = fraction ? `${whole}.${fraction}` : whole;
  return (match[1] === '-' && unsigned !== '0' ? `-${unsigned}` : unsigned) as Decimal;
}

/** True if the text is a decimal in its canonical form. */
export function isDecimal(text: string): text is Decimal {
  return parseDecimal(text) === text;
}

/** The sum of sums; a bigint because a hostile receipt's items may add up beyond 2^53. */
export function addUp(sums: readonly (Kopecks | undefined)[]): bigint {
  return sums.reduce((all, sum) => all + BigInt(sum ?? 0), 0n);
}

/** Price × quantity, exact, rounded half up to a kopeck. RangeError where the product is beyond 2^53. */
export function multiply(price: Kopecks, quantity: Decimal): Kopecks {
  const { digits, scale } = parts(quantity);
  const product = BigInt(price) * digits;
  const unit = 10n ** BigInt(scale);
  const size = product < 0n ? -product : product;
  const rounded = (2n * size + unit) / (2n * unit);
  return toKopecks(Number(product < 0n ? -rounded : rounded));
}

/** True if |cost − price × quantity| ≤ 1 kopeck, computed exactly: what the order allows an outside calculator (229@, table 20, note 1). */
export function isCostOf(cost: Kopecks, price: Kopecks, quantity: Decimal): boolean {
  const { digits, scale } = parts(quantity);
  const unit = 10n ** BigInt(scale);
  const difference = BigInt(cost) * unit - BigInt(price) * digits;
  return difference <= unit && difference >= -unit;
}

/** The sum as the order prints it, roubles with a point and two decimals: `1240.50`. */
export function formatRoubles(sum: Kopecks | bigint): string {
  const { sign, whole, fraction } = split(sum);
  return `${sign}${whole}.${fraction}`;
}

/** The sum as people read it, with no-break spaces between thousands: `1 240,50`. */
export function displayRoubles(sum: Kopecks | bigint): string {
  const { sign, whole, fraction } = split(sum);
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, '\u00a0')},${fraction}`;
}

/** The sum as an exact decimal of roubles without trailing zeros: `1240.5`. */
export function roublesOf(sum: Kopecks): Decimal {
  return (parseDecimal(formatRoubles(sum)) ?? '0') as Decimal;
}

function parts(value: Decimal): { digits: bigint; scale: number } {
  const point = value.indexOf('.');
  return point < 0
    ? { digits: BigInt(value), scale: 0 }
    : { digits: BigInt(value.replace('.', '')), scale: value.length - point - 1 };
}

function split(sum: Kopecks | bigint): { sign: string; whole: string; fraction: string } {
  const digits = String(sum).replace('-', '').padStart(3, '0');
  return { sign: sum < 0 ? '-' : '', whole: digits.slice(0, -2), fraction: digits.slice(-2) };
}
