import type { Kysely } from 'kysely';
import { ERASED } from '../../contact/mask.ts';
import type { Schema } from '../schema.ts';
import type { EraseResult } from '../store.ts';
import { deliveriesOf } from './delivery-rows.ts';

/**
 * Forgets a contact everywhere: what waits is cancelled, and of the rest only that something was sent and when remains. What is being
 * attempted stays until it has ended, unless it is to be forgotten by `force`.
 */
export async function eraseContact(
  db: Kysely<Schema>,
  { contactHash, now, force = false }: { contactHash: string; now: number; force?: boolean },
): Promise<EraseResult> {
  const rows = await db
    .selectFrom('deliveries')
    .select(['id', 'status'])
    .where('contact_hash', '=', contactHash)
    .execute();
  const underWay = force ? [] : rows.filter((row) => row.status === 'sending').map((row) => row.id);
  const waiting = rows.filter((row) => row.status === 'queued' || (force && row.status === 'sending'));
  for (const { id } of waiting)
    await db
      .updateTable('deliveries')
      .set({ status: 'cancelled', due_at: null, lease_owner: null, updated_at: now })
      .where('id', '=', id)
      .execute();
  for (const { id } of rows) {
    if (underWay.includes(id)) continue;
    await db.updateTable('attempts').set({ reply: null }).where('delivery_id', '=', id).execute();
    await db
      .updateTable('deliveries')
      .set({
        contact_sealed: new Uint8Array(),
        // The key of a delivery has the contact's hash in it, so its own id stands in to keep the key unique.
        contact_hash: id,
        contact_mask: ERASED,
        reply: null,
        status_due_at: null,
        updated_at: now,
      })
      .where('id', '=', id)
      .execute();
  }
  const sales = await db
    .updateTable('sales')
    .set((of) => ({
      contact_sealed: null,
      contact_hash: null,
      contact_mask: null,
      reply: null,
      version: of('version', '+', 1),
      updated_at: now,
    }))
    .where('contact_hash', '=', contactHash)
    .executeTakeFirst();
  const ids = waiting.map(({ id }) => id);
  const cancelled = await deliveriesOf(db, ids);
  return { deliveries: rows.length - underWay.length, sales: Number(sales.numUpdatedRows), cancelled, underWay };
}
