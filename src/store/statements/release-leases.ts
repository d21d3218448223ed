import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

/**
 * Puts leased deliveries back into the queue, due at once: those `ids` of `owner` that were never tried (the counted attempt is taken back),
 * all of `owner`'s, or with `others` all that someone else held when it died.
 */
export async function releaseLeases(
  db: Kysely<Schema>,
  { owner, others = false, ids, now }: { owner: string; others?: boolean; ids?: string[]; now: number },
): Promise<number> {
  if (ids?.length === 0) return 0;
  const released = await db
    .updateTable('deliveries')
    .set((of) => ({
      status: 'queued',
      due_at: now,
      lease_owner: null,
      lease_until: null,
      updated_at: now,
      ...(ids ? { attempts: of('attempts', '-', 1) } : {}),
      // Nobody knows how far the dead owner's attempt had come; it began after the claim.
      ...(others ? { open_since: of.fn.coalesce('open_since', 'updated_at') } : {}),
    }))
    .where('status', '=', 'sending')
    .where('lease_owner', others ? '!=' : '=', owner)
    .$if(ids !== undefined, (query) => query.where('id', 'in', ids ?? []))
    .executeTakeFirst();
  return Number(released.numUpdatedRows);
}
