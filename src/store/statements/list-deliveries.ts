import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import type { AttemptRow, DeliveryFilter, DeliveryRow } from '../store.ts';
import { newestIds } from './delivery-ids.ts';
import { deliveriesOf, deliveryRows } from './delivery-rows.ts';

/** A page of deliveries, newest first. */
export async function listDeliveries(db: Kysely<Schema>, filter: DeliveryFilter): Promise<DeliveryRow[]> {
  const ids = await newestIds(db, filter);
  if (ids.length === 0) return [];
  return deliveryRows(db).where('deliveries.id', 'in', ids).orderBy('deliveries.id', 'desc').execute();
}

/** One delivery with its attempts in order, or null. */
export async function getDelivery(
  db: Kysely<Schema>,
  { id }: { id: string },
): Promise<(DeliveryRow & { journal: AttemptRow[] }) | null> {
  const [row] = await deliveriesOf(db, [id]);
  if (!row) return null;
  const journal = await db
    .selectFrom('attempts')
    .select(['number', 'started_at as startedAt', 'finished_at as finishedAt', 'outcome', 'reason', 'reply'])
    .where('delivery_id', '=', id)
    .orderBy('number')
    .execute();
  return { ...row, journal };
}

export async function countByStatus(db: Kysely<Schema>): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('deliveries')
    .select(({ fn }) => ['status', fn.countAll<number>().as('count')])
    .groupBy('status')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.status, Number(row.count)]));
}
