import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import type { DeliveryRow, FinishedAttempt } from '../store.ts';
import { deliveryRows } from './delivery-rows.ts';

/** Journals attempts and moves their deliveries on. A delivery whose lease went to another owner is left as it is. Gives the rows that moved. */
export async function finishAttempts(
  db: Kysely<Schema>,
  { attempts }: { attempts: FinishedAttempt[] },
): Promise<DeliveryRow[]> {
  const moved: string[] = [];
  for (const attempt of attempts) {
    const done = await db
      .updateTable('deliveries')
      .set({
        status: attempt.status,
        due_at: attempt.dueAt,
        lease_owner: null,
        lease_until: null,
        reason: attempt.reason,
        reply: attempt.reply,
        sent_at: attempt.sentAt,
        provider_message_id: attempt.providerMessageId,
        parts: attempt.parts,
        cost: attempt.cost,
        updated_at: attempt.finishedAt,
      })
      .where('id', '=', attempt.deliveryId)
      .where('lease_owner', '=', attempt.owner)
      .where('status', '=', 'sending')
      .executeTakeFirst();
    if (done.numUpdatedRows === 0n) continue;
    moved.push(attempt.deliveryId);
    await db
      .insertInto('attempts')
      .values({
        delivery_id: attempt.deliveryId,
        number: attempt.number,
        started_at: attempt.startedAt,
        finished_at: attempt.finishedAt,
        outcome: attempt.outcome,
        reason: attempt.reason,
        reply: attempt.reply,
      })
      .onConflict((conflict) => conflict.columns(['delivery_id', 'number']).doNothing())
      .execute();
  }
  return moved.length === 0 ? [] : deliveryRows(db).where('deliveries.id', 'in', moved).execute();
}
