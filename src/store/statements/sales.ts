import type { Kysely } from 'kysely';
import type { SaleFilter, SaleRow } from '../sale-rows.ts';
import type { Schema } from '../schema.ts';
import { saleRow, saleRows } from './sale-columns.ts';

/** One sale, or null. */
export async function getSale(db: Kysely<Schema>, { id }: { id: string }): Promise<SaleRow | null> {
  const row = await saleRows(db).where('id', '=', id).executeTakeFirst();
  return row ? saleRow(row) : null;
}

/** Sales of some states, by the time they arrived. */
export async function listSales(
  db: Kysely<Schema>,
  { register, states, newestFirst, limit }: SaleFilter,
): Promise<SaleRow[]> {
  let query = saleRows(db).where('state', 'in', states).limit(limit);
  if (register !== undefined) query = query.where('register', '=', register);
  const rows = await query.orderBy('id', newestFirst ? 'desc' : 'asc').execute();
  return rows.map(saleRow);
}

/** Sales that something is to be done about by `now`, and when the next one is due. */
export async function dueSales(
  db: Kysely<Schema>,
  { now, limit }: { now: number; limit: number },
): Promise<{ due: SaleRow[]; next: number | null }> {
  const due = await saleRows(db).where('due_at', '<=', now).orderBy('due_at').limit(limit).execute();
  const next = await db
    .selectFrom('sales')
    .select('due_at')
    .where('due_at', '>', now)
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst();
  return { due: due.map(saleRow), next: next?.due_at ?? null };
}

export async function saleOfReceipt(
  db: Kysely<Schema>,
  { receiptId }: { receiptId: string },
): Promise<{ id: string; register: string } | null> {
  const found = await db
    .selectFrom('sales')
    .select(['id', 'register'])
    .where('receipt_id', '=', receiptId)
    .executeTakeFirst();
  return found ?? null;
}

/** The register of the sale if its form was never opened by a token before; else null. */
export async function openForm(db: Kysely<Schema>, { id }: { id: string }): Promise<{ register: string } | null> {
  const opened = await db
    .updateTable('sales')
    .set({ form_opened: 1 })
    .where('id', '=', id)
    .where('form_opened', '=', 0)
    .returning('register')
    .executeTakeFirst();
  return opened ?? null;
}

/** Erases the oldest ended sales made before a time; what waits for a person or a register stays. */
export async function purgeSales(
  db: Kysely<Schema>,
  { before, limit }: { before: number; limit: number },
): Promise<number> {
  const erased = await db
    .deleteFrom('sales')
    .where('id', 'in', (of) =>
      of
        .selectFrom('sales')
        .select('id')
        .where('created_at', '<', before)
        .where('state', 'in', ['fiscalised', 'cancelled', 'failed'])
        .where('due_at', 'is', null)
        .limit(limit),
    )
    .executeTakeFirst();
  return Number(erased.numDeletedRows);
}
