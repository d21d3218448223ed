import { type Kysely, sql } from 'kysely';
import { ERASED } from '../../contact/mask.ts';
import type { Schema } from '../schema.ts';
import type { DeliveryRow, RecordedReport, StatusCheck } from '../store.ts';
import { deliveriesOf } from './delivery-rows.ts';

/** Sent messages whose status is due, at most `limit`; they come up again at `again` if nothing is recorded of them. */
export async function claimStatusChecks(
  db: Kysely<Schema>,
  { now, again, limit }: { now: number; again: number; limit: number },
): Promise<StatusCheck[]> {
  return db
    .updateTable('deliveries')
    .set({ status_due_at: again })
    .where('id', 'in', (of) =>
      of.selectFrom('deliveries').select('id').where('status_due_at', '<=', now).orderBy('status_due_at').limit(limit),
    )
    .returning([
      'id',
      'account',
      'contact_sealed as contactSealed',
      'provider_message_id as providerMessageId',
      'sent_at as sentAt',
      'status_checks as checks',
    ])
    .execute() as unknown as Promise<StatusCheck[]>;
}

/** When the next status is due, or null. */
export async function nextStatusDue(db: Kysely<Schema>): Promise<number | null> {
  const row = await db
    .selectFrom('deliveries')
    .select('status_due_at')
    .where('status_due_at', 'is not', null)
    .orderBy('status_due_at')
    .limit(1)
    .executeTakeFirst();
  return row?.status_due_at ?? null;
}

/** Makes the status of messages due at once, by what the provider calls them. Gives how many it knows. */
export async function statusDueNow(
  db: Kysely<Schema>,
  { account, providerMessageIds, now }: { account: string; providerMessageIds: string[]; now: number },
): Promise<number> {
  if (providerMessageIds.length === 0) return 0;
  const { numUpdatedRows } = await db
    .updateTable('deliveries')
    .set({ status_due_at: now })
    .where('account', '=', account)
    .where('provider_message_id', 'in', providerMessageIds)
    .where('status', '=', 'sent')
    // Most providers want the number in the question, and of an erased one there is none.
    .where('contact_mask', '!=', ERASED)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** The delivery whose message the provider calls so, or null. */
export async function findByProviderId(
  db: Kysely<Schema>,
  { account, providerMessageId }: { account: string; providerMessageId: string },
): Promise<{ id: string; sentAt: number | null; checks: number } | null> {
  const row = await db
    .selectFrom('deliveries')
    .select(['id', 'sent_at as sentAt', 'status_checks as checks'])
    .where('account', '=', account)
    .where('provider_message_id', '=', providerMessageId)
    .executeTakeFirst();
  return row ?? null;
}

/** Records what the provider said of messages that were sent; one whose end is known already is left as it is. Gives the rows that changed. */
export async function recordReports(
  db: Kysely<Schema>,
  { reports, now }: { reports: RecordedReport[]; now: number },
): Promise<DeliveryRow[]> {
  const moved: string[] = [];
  for (const report of reports) {
    const { numUpdatedRows } = await db
      .updateTable('deliveries')
      .set({
        status: report.status,
        status_due_at: report.statusDueAt,
        status_checks: report.checks,
        updated_at: now,
        ...(report.reason === undefined ? {} : { reason: report.reason }),
        ...(report.reply === undefined ? {} : { reply: unlessErased(report.reply) }),
        ...(report.parts === undefined ? {} : { parts: report.parts }),
        ...(report.cost === undefined ? {} : { cost: report.cost }),
        ...(report.status === 'delivered' ? { delivered_at: now, reason: null } : {}),
      })
      .where('id', '=', report.deliveryId)
      .where('status', '=', 'sent')
      .executeTakeFirstOrThrow();
    if (numUpdatedRows > 0n && report.status !== 'sent') moved.push(report.deliveryId);
  }
  return deliveriesOf(db, moved);
}

/** The provider's words may have the number in them. */
const unlessErased = (reply: string) =>
  sql<string | null>`CASE WHEN contact_mask = ${ERASED} THEN NULL ELSE ${reply} END`;
