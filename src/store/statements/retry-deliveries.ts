import type { Kysely } from 'kysely';
import { ERASED } from '../../contact/mask.ts';
import type { Schema } from '../schema.ts';
import type { DeliveryFilter, RetriedPage, RetryAll } from '../store.ts';
import { newestIds } from './delivery-ids.ts';
import { deliveryRows } from './delivery-rows.ts';

/** What waits or has failed; cancelled ones were stopped by a person and stay so. */
const AGAIN = ['queued', 'failed', 'bounced', 'expired'];

/**
 * One step through the deliveries that match, newest first: up to `limit` of them are looked at, and those that wait or failed are made due
 * now. One of which nobody knows whether it went out is counted and left alone where a repeat would be a second message.
 */
export async function retryDeliveries(
  db: Kysely<Schema>,
  { now, expiresAt, onceOnly, ...filter }: DeliveryFilter & RetryAll,
): Promise<RetriedPage> {
  const ids = await newestIds(db, filter);
  const last = ids.length === filter.limit ? (ids.at(-1) ?? null) : null;
  if (ids.length === 0) return { rows: [], doubtful: 0, before: null };
  const doubtful = await db
    .selectFrom('deliveries')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('id', 'in', ids)
    .where('status', 'in', AGAIN)
    .where('open_since', 'is not', null)
    .where('channel', 'in', onceOnly)
    .executeTakeFirstOrThrow();
  const moved = await db
    .updateTable('deliveries')
    .set({ status: 'queued', due_at: now, expires_at: expiresAt, updated_at: now })
    .where('id', 'in', ids)
    .where('status', 'in', AGAIN)
    .where('contact_mask', '!=', ERASED)
    .where((of) => of.or([of('open_since', 'is', null), of('channel', 'not in', onceOnly)]))
    .returning('id')
    .execute();
  const rows =
    moved.length === 0
      ? []
      : await deliveryRows(db)
          .where(
            'deliveries.id',
            'in',
            moved.map((row) => row.id),
          )
          .execute();
  return { rows, doubtful: Number(doubtful.count), before: last };
}
