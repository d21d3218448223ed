import type { Kysely } from 'kysely';
import { Problem } from '../../texts/problem.ts';
import type { Schema } from '../schema.ts';
import type { AcceptedDelivery, NewDelivery } from '../store.ts';
import { insertDelivery } from './insert-delivery.ts';

/** A delivery that a person asked for on top of what the receipt has; the same contact again gets the next resend number. */
export async function addDelivery(
  db: Kysely<Schema>,
  { receiptId, delivery }: { receiptId: string; delivery: NewDelivery },
): Promise<AcceptedDelivery> {
  const receipt = await db.selectFrom('receipts').select('total').where('id', '=', receiptId).executeTakeFirst();
  if (!receipt) throw new Problem('receiptUnknown', { status: 404 });
  const last = await db
    .selectFrom('deliveries')
    .select(({ fn }) => fn.max('resend').as('resend'))
    .where('receipt_id', '=', receiptId)
    .where('channel', '=', delivery.channel)
    .where('contact_hash', '=', delivery.contactHash)
    .executeTakeFirst();
  const resend = last?.resend == null ? 0 : last.resend + 1;
  return insertDelivery(db, receiptId, delivery, { resend, total: receipt.total });
}
