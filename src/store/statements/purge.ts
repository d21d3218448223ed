import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

/** Erases the oldest receipts made before a time, with their deliveries and attempts; what still waits to go out stays. */
export async function purge(db: Kysely<Schema>, { before, limit }: { before: number; limit: number }): Promise<number> {
  const erased = await db
    .deleteFrom('receipts')
    .where('id', 'in', (of) =>
      of
        .selectFrom('receipts')
        .select('receipts.id')
        .where('receipts.created_at', '<', before)
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('deliveries')
                .select('deliveries.id')
                .whereRef('deliveries.receipt_id', '=', 'receipts.id')
                .where('deliveries.status', 'in', ['queued', 'sending']),
            ),
          ),
        )
        .limit(limit),
    )
    .executeTakeFirst();
  return Number(erased.numDeletedRows);
}
