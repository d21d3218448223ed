import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import type { AccountState } from '../store.ts';

/** Accounts that are held back, and why. */
export async function accountStates(db: Kysely<Schema>): Promise<AccountState[]> {
  const rows = await db.selectFrom('account_states').selectAll().execute();
  return rows.map(({ not_before, ...row }) => ({ ...row, notBefore: not_before }));
}

export async function saveAccountState(db: Kysely<Schema>, state: AccountState): Promise<void> {
  const { account, notBefore: not_before, reason, reply, faults } = state;
  await db
    .insertInto('account_states')
    .values({ account, not_before, reason, reply, faults })
    .onConflict((conflict) => conflict.column('account').doUpdateSet({ not_before, reason, reply, faults }))
    .execute();
}
