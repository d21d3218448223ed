import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Problem } from '../../texts/problem.ts';

const folder = join(import.meta.dirname, 'migrations');

/** Brings the database to the newest schema, each numbered file in a transaction of its own. Throws a `Problem` if it is newer than the program. */
export function migrate(database: DatabaseSync): void {
  const files = readdirSync(folder)
    .filter((name) => /^\d{3}\.sql$/.test(name))
    .sort();
  const at = Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  if (at > files.length) throw new Problem('storeNewer', { status: 503 });
  for (const [index, name] of files.entries()) {
    if (index < at) continue;
    database.exec('BEGIN IMMEDIATE');
    try {
      database.exec(readFileSync(join(folder, name), 'utf8'));
      database.exec(`PRAGMA user_version = ${index + 1}`);
      database.exec('COMMIT');
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  }
}
