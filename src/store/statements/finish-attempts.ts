import { type Kysely, sql } from 'kysely';
import { compiledOnce } from '../compiled.ts';
import type { Schema } from '../schema.ts';
import type { DeliveryRow, FinishedAttempt } from '../store.ts';
import { deliveriesOf } from './delivery-rows.ts';

const move = compiledOnce((db, value) =>
  db
    .updateTable('deliveries')
    .set({
      status: value<string>(),
      due_at: value<number>(),
      lease_owner: sql.lit(null),
      lease_until: sql.lit(null),
      reason: value<string>(),
      reply: value<string>(),
      sent_at: value<number>(),
      provider_message_id: value<string>(),
      parts: value<number>(),
      cost: value<number>(),
      open_since: value<number>(),
      status_due_at: value<number>(),
      status_checks: sql.lit(0),
      updated_at: value<number>(),
    })
    .where('id', '=', value<string>())
    .where('lease_owner', '=', value<string>())
    .where('status', '=', sql.lit('sending')),
);

const journal = compiledOnce((db, value) =>
  db
    .insertInto('attempts')
    .values({
      delivery_id: value(),
      number: value(),
      started_at: value(),
      finished_at: value(),
      outcome: value(),
      reason: value(),
      reply: value(),
    })
    .onConflict((conflict) => conflict.columns(['delivery_id', 'number']).doNothing()),
);

/** Journals attempts and moves their deliveries on. A delivery whose lease went to another owner is left as it is. Gives the rows that moved. */
export async function finishAttempts(
  db: Kysely<Schema>,
  { attempts }: { attempts: FinishedAttempt[] },
): Promise<DeliveryRow[]> {
  const moved: string[] = [];
  for (const attempt of attempts) {
    const { numAffectedRows } = await move(db, [
      attempt.status,
      attempt.dueAt,
      attempt.reason,
      attempt.reply,
      attempt.sentAt,
      attempt.providerMessageId,
      attempt.parts,
      attempt.cost,
      attempt.openSince ?? null,
      attempt.statusDueAt ?? null,
      attempt.finishedAt,
      attempt.deliveryId,
      attempt.owner,
    ]);
    if (!numAffectedRows) continue;
    moved.push(attempt.deliveryId);
    await journal(db, [
      attempt.deliveryId,
      attempt.number,
      attempt.startedAt,
      attempt.finishedAt,
      attempt.outcome,
      attempt.reason,
      attempt.reply,
    ]);
  }
  return deliveriesOf(db, moved);
}
