import { dirname, join } from 'node:path';
import { makeFolder } from '../base/make-folder.ts';
import { Problem } from '../texts/problem.ts';
import { openSqlite } from './sqlite/engine.ts';
import type { Store } from './store.ts';
import { readKeyFile, type Vault, vaultOf } from './vault.ts';

export type * from './access-rows.ts';
export type * from './figure-rows.ts';
export { outcomeOf } from './outcome.ts';
export type * from './sale-rows.ts';
export type * from './store.ts';
export type { Vault } from './vault.ts';

const CHECK = 'kvitok';

/**
 * Opens the data folder: its database and the key that its secrets are sealed with. A new folder gets both; a folder whose key is lost
 * or is another one is refused and left as it is.
 */
export async function openData(
  folder: string,
  keyFile = join(folder, 'key'),
  options: { oneCommitEach?: boolean } = {},
): Promise<{ store: Store; vault: Vault }> {
  try {
    await makeFolder(folder, 0o700);
    await makeFolder(dirname(keyFile));
  } catch (cause) {
    throw new Problem('folderNotWritable', { status: 503, params: { folder }, cause });
  }
  const store = await openSqlite(join(folder, 'kvitok.db'), options);
  try {
    const check = await store.readMeta({ key: 'keyCheck' });
    const vault = vaultOf(readKeyFile(keyFile, check === null));
    if (check === null)
      await store.writeMeta({ key: 'keyCheck', value: Buffer.from(vault.seal(CHECK, 'check')).toString('base64') });
    else vault.open(Buffer.from(check, 'base64'), 'check');
    return { store, vault };
  } catch (error) {
    await store.close();
    throw error;
  }
}
