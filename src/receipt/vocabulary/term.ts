/** What a code of the format means: the wording the order prints, and an English name for screens. */
export interface Term {
  printed: string;
  english: string;
}

/** A table of codes of one tag. */
export type Vocabulary = ReadonlyMap<number, Term>;

/** Makes a table from `[code, printed, english]` rows. */
export function vocabulary(...rows: [number, string, string][]): Vocabulary {
  return new Map(rows.map(([code, printed, english]) => [code, { printed, english }]));
}

/** The printed wording of a code; a code the table does not know is shown by its number. */
export function printed(table: Vocabulary, code: number): string {
  return table.get(code)?.printed ?? String(code);
}

/** The English name of a code; a code the table does not know is shown by its number. */
export function english(table: Vocabulary, code: number): string {
  return table.get(code)?.english ?? String(code);
}

/** The terms of the bits that are set, lowest first; bits the table does not know are given as one number. */
export function printedBits(table: Vocabulary, bits: number): string[] {
  const known = [...table.keys()].filter((bit) => (bits & bit) !== 0);
  const rest = known.reduce((left, bit) => left & ~bit, bits);
  return [...known.map((bit) => printed(table, bit)), ...(rest === 0 && known.length > 0 ? [] : [String(rest)])];
}
