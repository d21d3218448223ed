import type { Store } from '../store/index.ts';

const REMEMBERED = 10_000;

/** Which register a kept receipt came from; the latest are known without asking the store. */
export class ReceiptsOfRegisters {
  readonly #known = new Map<string, string>();
  readonly #store: Pick<Store, 'saleOfReceipt'>;

  constructor(store: Pick<Store, 'saleOfReceipt'>) {
    this.#store = store;
  }

  remember(receiptId: string, register: string): void {
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(receiptId, register);
  }

  /** The register's id; undefined for a receipt that no till made. */
  async find(receiptId: string): Promise<string | undefined> {
    const known = this.#known.get(receiptId);
    if (known !== undefined) return known;
    const sale = await this.#store.saleOfReceipt({ receiptId });
    // That there is none is not remembered: a sale gets its receipt's id a moment after the delivery is there.
    if (sale) this.remember(receiptId, sale.register);
    return sale?.register;
  }
}
