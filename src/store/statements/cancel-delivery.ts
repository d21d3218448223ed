import type { Kysely } from 'kysely';
import { Problem } from '../../texts/problem.ts';
import type { Schema } from '../schema.ts';
import type { DeliveryRow } from '../store.ts';
import { deliveriesOf } from './delivery-rows.ts';

/** Cancels a delivery that waits. Throws a `Problem` if it is unknown, under way, or over. */
export async function cancelDelivery(
  db: Kysely<Schema>,
  { id, now }: { id: string; now: number },
): Promise<DeliveryRow> {
  const [row] = await deliveriesOf(db, [id]);
  if (!row) throw new Problem('deliveryUnknown', { status: 404 });
  if (row.status === 'cancelled') return row;
  if (row.status !== 'queued') throw new Problem('deliveryNotWaiting', { status: 409 });
  await db
    .updateTable('deliveries')
    .set({ status: 'cancelled', due_at: null, updated_at: now })
    .where('id', '=', id)
    .execute();
  return { ...row, status: 'cancelled', dueAt: null, updatedAt: now };
}
