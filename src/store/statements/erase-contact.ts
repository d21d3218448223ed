import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

/** Stands where the masked contact stood. */
export const ERASED = '—';

export interface EraseResult {
  deliveries: number;
  cancelled: number;
}

/** Forgets a contact everywhere: what waits is cancelled, and of the rest only that something was sent and when remains. */
export async function eraseContact(
  db: Kysely<Schema>,
  { contactHash, now }: { contactHash: string; now: number },
): Promise<EraseResult> {
  const cancelled = await db
    .updateTable('deliveries')
    .set({ status: 'cancelled', due_at: null, lease_owner: null, updated_at: now })
    .where('contact_hash', '=', contactHash)
    .where('status', 'in', ['queued', 'sending'])
    .executeTakeFirst();
  await db
    .updateTable('attempts')
    .set({ reply: null })
    .where('delivery_id', 'in', (of) =>
      of.selectFrom('deliveries').select('id').where('contact_hash', '=', contactHash),
    )
    .execute();
  const erased = await db
    .updateTable('deliveries')
    .set((of) => ({
      contact_sealed: new Uint8Array(),
      // The key of a delivery has the contact's hash in it, so its own id stands in to keep the key unique.
      contact_hash: of.ref('id'),
      contact_mask: ERASED,
      reply: null,
      updated_at: now,
    }))
    .where('contact_hash', '=', contactHash)
    .executeTakeFirst();
  await db
    .updateTable('sales')
    .set({ contact_sealed: null, contact_hash: null, contact_mask: null, reply: null, updated_at: now })
    .where('contact_hash', '=', contactHash)
    .execute();
  return { deliveries: Number(erased.numUpdatedRows), cancelled: Number(cancelled.numUpdatedRows) };
}
