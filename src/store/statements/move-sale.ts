import type { Kysely } from 'kysely';
import type { SaleFields, SaleRow, SaleState } from '../sale-rows.ts';
import type { Schema } from '../schema.ts';
import { saleColumns, saleRow, saleRows } from './sale-columns.ts';

/** Changes a sale only if it is in one of the states `from`, and where given, still under the command. */
export async function moveSale(
  db: Kysely<Schema>,
  {
    id,
    from,
    commandId,
    set,
    now,
  }: { id: string; from: readonly SaleState[]; commandId?: string; set: Partial<SaleFields>; now: number },
): Promise<{ sale: SaleRow | null; moved: boolean }> {
  const before = await saleRows(db).where('id', '=', id).executeTakeFirst();
  if (!before) return { sale: null, moved: false };
  const known = saleRow(before);
  if (!from.includes(known.state) || (commandId !== undefined && known.commandId !== commandId))
    return { sale: known, moved: false };
  const version = known.version + 1;
  await db
    .updateTable('sales')
    .set({ ...saleColumns(set), version, updated_at: now })
    .where('id', '=', id)
    .execute();
  return { sale: { ...known, ...set, version, updatedAt: now }, moved: true };
}
