import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

export async function readMeta(db: Kysely<Schema>, { key }: { key: string }): Promise<string | null> {
  return (await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst())?.value ?? null;
}

export async function writeMeta(db: Kysely<Schema>, { key, value }: { key: string; value: string }): Promise<void> {
  await db
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
