import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import type { AcceptedDelivery, DeliveryStatus, NewDelivery } from '../store.ts';

/** Inserts a delivery, or gives the one that already has its key (receipt, channel, contact, resend number). */
export async function insertDelivery(
  db: Kysely<Schema>,
  receiptId: string,
  delivery: NewDelivery,
  resend: number,
): Promise<AcceptedDelivery> {
  const inserted = await db
    .insertInto('deliveries')
    .values({
      id: delivery.id,
      receipt_id: receiptId,
      channel: delivery.channel,
      profile: delivery.profile,
      account: delivery.account,
      contact_sealed: delivery.contactSealed,
      contact_hash: delivery.contactHash,
      contact_mask: delivery.contactMask,
      resend,
      options: delivery.options,
      status: 'queued',
      due_at: delivery.dueAt,
      created_at: delivery.createdAt,
      updated_at: delivery.createdAt,
      expires_at: delivery.expiresAt,
    })
    .onConflict((conflict) => conflict.columns(['receipt_id', 'channel', 'contact_hash', 'resend']).doNothing())
    .returning('id')
    .executeTakeFirst();
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
