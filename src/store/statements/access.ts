import type { Kysely } from 'kysely';
import type { AuditRow, SessionRow, TokenRow, UserRow } from '../access-rows.ts';
import type { Schema } from '../schema.ts';

export async function readUsers(db: Kysely<Schema>): Promise<UserRow[]> {
  const rows = await db.selectFrom('users').selectAll().orderBy('id').execute();
  return rows.map(({ name_key, created_at, role, ...row }) => ({
    ...row,
    role: role as UserRow['role'],
    nameKey: name_key,
    createdAt: created_at,
  }));
}

export async function writeUser(db: Kysely<Schema>, { nameKey, createdAt, id, ...row }: UserRow): Promise<void> {
  const values = { ...row, name_key: nameKey, created_at: createdAt };
  await db
    .insertInto('users')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

export async function removeUser(db: Kysely<Schema>, { id }: { id: string }): Promise<void> {
  await db.deleteFrom('users').where('id', '=', id).execute();
}

export async function readSessions(db: Kysely<Schema>): Promise<SessionRow[]> {
  const rows = await db.selectFrom('sessions').selectAll().execute();
  return rows.map((row) => ({
    hash: row.hash,
    userId: row.user_id,
    createdAt: row.created_at,
    seenAt: row.seen_at,
  }));
}

export async function writeSession(db: Kysely<Schema>, session: SessionRow): Promise<void> {
  const { hash, userId, createdAt, seenAt } = session;
  await db
    .insertInto('sessions')
    .values({ hash, user_id: userId, created_at: createdAt, seen_at: seenAt })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet({ seen_at: seenAt }))
    .execute();
}

export async function removeSessions(db: Kysely<Schema>, { hashes }: { hashes: string[] }): Promise<void> {
  if (hashes.length > 0) await db.deleteFrom('sessions').where('hash', 'in', hashes).execute();
}

export async function readTokens(db: Kysely<Schema>): Promise<TokenRow[]> {
  const rows = await db.selectFrom('tokens').selectAll().orderBy('id').execute();
  return rows.map(({ id, name, hash, hint, ...row }) => ({
    id,
    name,
    hash,
    hint,
    scopes: row.scopes.split(' '),
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  }));
}

export async function writeToken(db: Kysely<Schema>, token: TokenRow): Promise<void> {
  const { id, name, hash, hint, scopes, createdBy, createdAt, expiresAt, usedAt } = token;
  const fixed = { created_by: createdBy, created_at: createdAt, expires_at: expiresAt };
  await db
    .insertInto('tokens')
    .values({ id, name, hash, hint, scopes: scopes.join(' '), used_at: usedAt, ...fixed })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ used_at: usedAt }))
    .execute();
}

export async function removeToken(db: Kysely<Schema>, { id }: { id: string }): Promise<void> {
  await db.deleteFrom('tokens').where('id', '=', id).execute();
}

export async function addAudit(db: Kysely<Schema>, row: AuditRow): Promise<void> {
  await db.insertInto('audit').values(row).execute();
}

export async function listAudit(
  db: Kysely<Schema>,
  { before, limit }: { before?: string; limit: number },
): Promise<AuditRow[]> {
  let query = db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('id', '<', before);
  return query.execute();
}

/** Ids begin with the time, so that the oldest stand first and no index besides theirs is needed. */
export async function purgeAudit(db: Kysely<Schema>, { before }: { before: number }): Promise<void> {
  const time = before.toString(16).padStart(12, '0');
  await db
    .deleteFrom('audit')
    .where('id', '<', `${time.slice(0, 8)}-${time.slice(8)}`)
    .execute();
}
