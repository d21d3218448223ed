/**
 * What the stream of events last told of each row. An answer may have been made before an event and come after it: what the stream told is
 * then the newer, because it tells of every change. To be cleared when the stream breaks, as it then misses some.
 */
export class Newest<Row extends { id: string }> {
  readonly #rows = new Map<string, Row>();
  readonly #most: number;

  /** Remembers the last `most` rows that were told of. */
  constructor(most: number) {
    this.#most = most;
  }

  hear(row: Row): void {
    this.#rows.delete(row.id);
    this.#rows.set(row.id, row);
    const [oldest] = this.#rows.keys();
    if (this.#rows.size > this.#most && oldest !== undefined) this.#rows.delete(oldest);
  }

  /** The rows, each as it was last told. */
  over(rows: readonly Row[]): Row[] {
    return rows.map((row) => this.#rows.get(row.id) ?? row);
  }

  clear(): void {
    this.#rows.clear();
  }
}
