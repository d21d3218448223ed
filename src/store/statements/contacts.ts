import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

/** The sealed contacts of deliveries by their ids; unknown ids are absent, an erased contact is empty. */
export async function sealedContacts(
  db: Kysely<Schema>,
  { ids }: { ids: string[] },
): Promise<Record<string, Uint8Array>> {
  if (ids.length === 0) return {};
  const rows = await db.selectFrom('deliveries').select(['id', 'contact_sealed']).where('id', 'in', ids).execute();
  return Object.fromEntries(rows.map((row) => [row.id, row.contact_sealed]));
}
