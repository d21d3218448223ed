import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import type { DeliverySource } from '../store.ts';

/** The sealed contacts of deliveries by their ids; unknown ids are absent, an erased contact is empty. */
export async function sealedContacts(
  db: Kysely<Schema>,
  { ids }: { ids: string[] },
): Promise<Record<string, Uint8Array>> {
  if (ids.length === 0) return {};
  const rows = await db.selectFrom('deliveries').select(['id', 'contact_sealed']).where('id', 'in', ids).execute();
  return Object.fromEntries(rows.map((row) => [row.id, row.contact_sealed]));
}

/** What a delivery was made of, or null. */
export async function deliverySource(db: Kysely<Schema>, { id }: { id: string }): Promise<DeliverySource | null> {
  const row = await db
    .selectFrom('deliveries')
    .innerJoin('receipts', 'receipts.id', 'deliveries.receipt_id')
    .select([
      'deliveries.receipt_id as receiptId',
      'deliveries.channel as channel',
      'deliveries.profile as profile',
      'deliveries.options as options',
      'deliveries.contact_sealed as contactSealed',
      'deliveries.contact_mask as contactMask',
      'receipts.body as receiptBody',
    ])
    .where('deliveries.id', '=', id)
    .executeTakeFirst();
  return (row as DeliverySource | undefined) ?? null;
}
