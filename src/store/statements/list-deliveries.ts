import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import type { AttemptRow, DeliveryFilter, DeliveryRow } from '../store.ts';
import { deliveryRows } from './delivery-rows.ts';

/** A page of deliveries, newest first: ids are made in the order of time, so the page begins below the last id seen. */
export async function listDeliveries(db: Kysely<Schema>, filter: DeliveryFilter): Promise<DeliveryRow[]> {
  let query = deliveryRows(db).orderBy('deliveries.id', 'desc').limit(filter.limit);
  if (filter.status !== undefined) query = query.where('deliveries.status', '=', filter.status);
  if (filter.channel !== undefined) query = query.where('deliveries.channel', '=', filter.channel);
  if (filter.contactHash !== undefined) query = query.where('deliveries.contact_hash', '=', filter.contactHash);
  if (filter.receiptId !== undefined) query = query.where('deliveries.receipt_id', '=', filter.receiptId);
  if (filter.total !== undefined) query = query.where('receipts.total', '=', filter.total);
  if (filter.fiscalDocumentNumber !== undefined)
    query = query.where('receipts.fiscal_document_number', '=', filter.fiscalDocumentNumber);
  if (filter.from !== undefined) query = query.where('deliveries.created_at', '>=', filter.from);
  if (filter.until !== undefined) query = query.where('deliveries.created_at', '<', filter.until);
  if (filter.before !== undefined) query = query.where('deliveries.id', '<', filter.before);
  return query.execute();
}

/** One delivery with its attempts in order, or null. */
export async function getDelivery(
  db: Kysely<Schema>,
  { id }: { id: string },
): Promise<(DeliveryRow & { journal: AttemptRow[] }) | null> {
  const row = await deliveryRows(db).where('deliveries.id', '=', id).executeTakeFirst();
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
