import { type Kysely, sql } from 'kysely';
import { dayOf } from '../../base/day.ts';
import { compiledOnce } from '../compiled.ts';
import type { Schema } from '../schema.ts';
import type { AcceptedDelivery, DeliveryStatus, NewDelivery } from '../store.ts';

const insert = compiledOnce((db, value) =>
  db
    .insertInto('deliveries')
    .values({
      id: value(),
      receipt_id: value(),
      channel: value(),
      profile: value(),
      account: value(),
      contact_sealed: value(),
      contact_hash: value(),
      contact_mask: value(),
      resend: value(),
      options: value(),
      status: value(),
      due_at: value(),
      created_at: value(),
      updated_at: value(),
      expires_at: value(),
      total: value(),
      day: value(),
      first: sql<number>`CASE WHEN EXISTS (SELECT 1 FROM deliveries WHERE receipt_id = ${value<string>()}) THEN 0 ELSE 1 END`,
    })
    .onConflict((conflict) => conflict.columns(['receipt_id', 'channel', 'contact_hash', 'resend']).doNothing())
    .returning('id'),
);

/** Inserts a delivery of a receipt of `total` kopecks, or gives the one that already has its key (receipt, channel, contact, resend number). */
export async function insertDelivery(
  db: Kysely<Schema>,
  receiptId: string,
  delivery: NewDelivery,
  { resend, total }: { resend: number; total: number },
): Promise<AcceptedDelivery> {
  const { rows } = await insert(db, [
    delivery.id,
    receiptId,
    delivery.channel,
    delivery.profile,
    delivery.account,
    delivery.contactSealed,
    delivery.contactHash,
    delivery.contactMask,
    resend,
    delivery.options,
    'queued',
    delivery.dueAt,
    delivery.createdAt,
    delivery.createdAt,
    delivery.expiresAt,
    total,
    dayOf(delivery.createdAt).number,
    receiptId,
  ]);
  const inserted = rows[0];
  if (inserted) return { id: inserted.id, channel: delivery.channel, status: 'queued', created: true };
  const known = await db
    .selectFrom('deliveries')
    .select(['id', 'status'])
    .where('receipt_id', '=', receiptId)
    .where('channel', '=', delivery.channel)
    .where('contact_hash', '=', delivery.contactHash)
    .where('resend', '=', resend)
    .executeTakeFirstOrThrow();
  return { id: known.id, channel: delivery.channel, status: known.status as DeliveryStatus, created: false };
}
