import type { Kysely } from 'kysely';
import { ERASED } from '../../contact/mask.ts';
import { Problem } from '../../texts/problem.ts';
import type { Schema } from '../schema.ts';
import type { DeliveryRow } from '../store.ts';
import { deliveriesOf } from './delivery-rows.ts';

/** Makes a delivery due now: one that waits, or one that failed. Throws a `Problem` if it is unknown, under way, or has gone out. */
export async function retryDelivery(
  db: Kysely<Schema>,
  { id, now, expiresAt }: { id: string; now: number; expiresAt: number },
): Promise<DeliveryRow> {
  const [row] = await deliveriesOf(db, [id]);
  if (!row) throw new Problem('deliveryUnknown', { status: 404 });
  if (row.status === 'sending') throw new Problem('deliveryUnderWay', { status: 409 });
  if (row.contactMask === ERASED) throw new Problem('contactErased', { status: 409 });
  if (row.status === 'sent' || row.status === 'delivered') throw new Problem('deliveryGone', { status: 409 });
  await db
    .updateTable('deliveries')
    .set({
      status: 'queued',
      due_at: now,
      expires_at: expiresAt,
      updated_at: now,
      // Whoever repeats a delivery that has ended has seen the doubt and decided.
      ...(row.status === 'queued' ? {} : { open_since: null }),
    })
    .where('id', '=', id)
    .execute();
  return { ...row, status: 'queued', dueAt: now, updatedAt: now };
}
