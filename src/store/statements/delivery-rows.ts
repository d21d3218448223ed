import type { Kysely, SelectQueryBuilder } from 'kysely';
import { compiledOnce } from '../compiled.ts';
import type { Schema } from '../schema.ts';
import type { DeliveryRow } from '../store.ts';

type Rows = SelectQueryBuilder<Schema, 'deliveries' | 'receipts', DeliveryRow>;

/** Deliveries with what the journal shows of their receipt. */
export function deliveryRows(db: Kysely<Schema>): Rows {
  return db
    .selectFrom('deliveries')
    .innerJoin('receipts', 'receipts.id', 'deliveries.receipt_id')
    .select([
      'deliveries.id as id',
      'deliveries.receipt_id as receiptId',
      'deliveries.channel as channel',
      'deliveries.profile as profile',
      'deliveries.account as account',
      'deliveries.contact_mask as contactMask',
      'deliveries.status as status',
      'deliveries.reason as reason',
      'deliveries.reply as reply',
      'deliveries.attempts as attempts',
      'deliveries.created_at as createdAt',
      'deliveries.updated_at as updatedAt',
      'deliveries.due_at as dueAt',
      'deliveries.sent_at as sentAt',
      'deliveries.delivered_at as deliveredAt',
      'deliveries.parts as parts',
      'deliveries.cost as cost',
      'receipts.total as total',
      'receipts.date_time as dateTime',
      'receipts.fiscal_document_number as fiscalDocumentNumber',
    ]) as unknown as Rows;
}

const byId = compiledOnce((db, value) => deliveryRows(db).where('deliveries.id', '=', value<string>()));

/** The rows of a few deliveries, in the order of the ids; ids that are not there are left out. */
export async function deliveriesOf(db: Kysely<Schema>, ids: readonly string[]): Promise<DeliveryRow[]> {
  const found: DeliveryRow[] = [];
  for (const id of ids) found.push(...(await byId(db, [id])).rows);
  return found;
}
