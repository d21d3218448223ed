/** The middle value of several runs. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] =
    sorted.length % 2 ? [sorted[middle], sorted[middle]] : [sorted[middle - 1], sorted[middle]];
  return (low + high) / 2;
}

/** The value that `part` (0–1) of the values are below; 0 without values. */
export function quantile(values: readonly number[], part: number): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length * part)] ?? 0;
}

/** A titled table of rows on standard output, the first column wide. */
export function printTable(title: string, rows: readonly (readonly string[])[]): void {
  console.log(`\n${title}`);
  const width = Math.max(...rows.map((row) => [...(row[0] ?? '')].length)) + 2;
  for (const [name = '', ...values] of rows)
    console.log(`  ${name.padEnd(width)}${values.map((value) => value.padStart(12)).join('')}`);
}
