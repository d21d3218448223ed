import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

/** When each account's next delivery is due; an account without one is absent. */
export async function nextDue(
  db: Kysely<Schema>,
  { accounts }: { accounts: string[] },
): Promise<Record<string, number>> {
  const due: Record<string, number> = {};
  for (const account of accounts) {
    const first = await db
      .selectFrom('deliveries')
      .select('due_at')
      .where('status', '=', 'queued')
      .where('account', '=', account)
      .where('due_at', 'is not', null)
      .orderBy('due_at')
      .limit(1)
      .executeTakeFirst();
    if (first?.due_at != null) due[account] = first.due_at;
  }
  return due;
}

/** Accounts that have something queued, found once at start. */
export async function accountsWithWork(db: Kysely<Schema>): Promise<string[]> {
  const rows = await db.selectFrom('deliveries').select('account').distinct().where('status', '=', 'queued').execute();
  return rows.map((row) => row.account);
}

/** Makes deliveries due at once that wait because of what was wrong with their account. Gives how many. */
export async function dueNow(
  db: Kysely<Schema>,
  { account, reason, now }: { account: string; reason: string; now: number },
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('deliveries')
    .set({ due_at: now })
    .where('status', '=', 'queued')
    .where('account', '=', account)
    .where('reason', '=', reason)
    .where('due_at', '>', now)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}
