import type { Kysely, Selectable } from 'kysely';
import type { Schema } from '../schema.ts';
import type { SettingsChangeRow, SettingsRow } from '../store.ts';

type Fields = Record<string, unknown>;

export async function readSettings(db: Kysely<Schema>): Promise<SettingsRow[]> {
  const rows = await db.selectFrom('settings').selectAll().execute();
  return rows.map((row) => ({
    profile: row.profile,
    section: row.section,
    value: JSON.parse(row.value) as Fields,
    secrets: row.secrets,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  }));
}

/** Replaces or drops sections, all in one transaction, and adds each to the history without its secrets. */
export async function writeSettings(db: Kysely<Schema>, { changes }: { changes: SettingsChangeRow[] }): Promise<void> {
  for (const row of changes) {
    const { profile, section, secrets } = row;
    const written = { value: JSON.stringify(row.value), changed_at: row.changedAt, changed_by: row.changedBy };
    if (row.dropped)
      await db.deleteFrom('settings').where('profile', '=', profile).where('section', '=', section).execute();
    else
      await db
        .insertInto('settings')
        .values({ profile, section, secrets, ...written })
        .onConflict((conflict) => conflict.columns(['profile', 'section']).doUpdateSet({ secrets, ...written }))
        .execute();
    await db
      .insertInto('settings_history')
      .values({
        id: row.id,
        profile,
        section,
        ...written,
        dropped: row.dropped ? 1 : 0,
        changes: JSON.stringify(row.changes),
      })
      .execute();
  }
}

/** Newest first; `before` is the id of the last one seen. */
export async function listSettingsHistory(
  db: Kysely<Schema>,
  { section, before, limit }: { section?: string; before?: string; limit: number },
): Promise<SettingsChangeRow[]> {
  let query = db.selectFrom('settings_history').selectAll().orderBy('id', 'desc').limit(limit);
  if (section !== undefined) query = query.where('section', '=', section);
  if (before !== undefined) query = query.where('id', '<', before);
  return (await query.execute()).map(changeOf);
}

/** A change, and the one before it of the same section and profile. */
export async function findSettingsChange(
  db: Kysely<Schema>,
  { id }: { id: string },
): Promise<{ change: SettingsChangeRow; before: SettingsChangeRow | null } | null> {
  const row = await db.selectFrom('settings_history').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  const before = await db
    .selectFrom('settings_history')
    .selectAll()
    .where('profile', '=', row.profile)
    .where('section', '=', row.section)
    .where('id', '<', id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { change: changeOf(row), before: before ? changeOf(before) : null };
}

function changeOf(row: Selectable<Schema['settings_history']>): SettingsChangeRow {
  return {
    id: row.id,
    profile: row.profile,
    section: row.section,
    value: JSON.parse(row.value) as Fields,
    secrets: null,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
    dropped: row.dropped === 1,
    changes: JSON.parse(row.changes) as SettingsChangeRow['changes'],
  };
}
