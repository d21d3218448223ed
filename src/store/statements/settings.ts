import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import type { SettingsRow } from '../store.ts';

export async function readSettings(db: Kysely<Schema>): Promise<SettingsRow[]> {
  const rows = await db.selectFrom('settings').selectAll().execute();
  return rows.map((row) => ({
    profile: row.profile,
    section: row.section,
    value: JSON.parse(row.value) as Record<string, unknown>,
    secrets: row.secrets,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  }));
}

/** Replaces a section and adds it to the history, without its secrets. */
export async function writeSettings(db: Kysely<Schema>, row: SettingsRow): Promise<void> {
  const written = { value: JSON.stringify(row.value), changed_at: row.changedAt, changed_by: row.changedBy };
  await db
    .insertInto('settings')
    .values({ profile: row.profile, section: row.section, secrets: row.secrets, ...written })
    .onConflict((conflict) =>
      conflict.columns(['profile', 'section']).doUpdateSet({ secrets: row.secrets, ...written }),
    )
    .execute();
  await db
    .insertInto('settings_history')
    .values({ profile: row.profile, section: row.section, ...written })
    .execute();
}
