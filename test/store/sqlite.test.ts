import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openData, type Store } from '../../src/store/index.ts';
import { openSqlite } from '../../src/store/sqlite/engine.ts';
import { storeContract } from './contract.ts';
import { newDelivery, newReceipt } from './rows.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'kvitok-store-'));
const files = new WeakMap<Store, string>();
const openFile = async (file: string): Promise<Store> => {
  const store = await openSqlite(file);
  files.set(store, file);
  return store;
};

storeContract('SQLite', {
  open: () => openFile(join(folder(), 'kvitok.db')),
  reopen: async (store) => {
    await store.close();
    return openFile(files.get(store) ?? '');
  },
  destroy: async (store) => {
    await store.close();
    rmSync(dirname(files.get(store) ?? ''), { recursive: true, force: true });
  },
});

test('a new folder gets a key that only its owner reads, and the same key opens it again', async () => {
  const data = join(folder(), 'data');
  const first = await openData(data);
  const sealed = first.vault.seal('buyer@example.ru', 'contact');
  await first.store.close();
  expect(statSync(join(data, 'key')).mode & 0o777).toBe(0o600);
  const second = await openData(data);
  expect(second.vault.open(sealed, 'contact')).toBe('buyer@example.ru');
  expect(() => second.vault.open(sealed, 'settings')).toThrow(expect.objectContaining({ code: 'keyWrong' }));
  await second.store.close();
});

test('a lost, another or damaged key is refused in one sentence, and nothing is destroyed', async () => {
  const data = folder();
  const { store } = await openData(data);
  await store.acceptReceipt({ receipt: newReceipt(1), deliveries: [newDelivery('a')] });
  await store.close();
  const key = readFileSync(join(data, 'key'));

  rmSync(join(data, 'key'));
  await expect(openData(data)).rejects.toMatchObject({ code: 'keyLost' });
  writeFileSync(join(data, 'key'), `${'00'.repeat(32)}\n`);
  await expect(openData(data)).rejects.toMatchObject({ code: 'keyWrong' });
  writeFileSync(join(data, 'key'), 'abc');
  await expect(openData(data)).rejects.toMatchObject({ code: 'keyDamaged' });

  writeFileSync(join(data, 'key'), key);
  const again = await openData(data);
  expect(await again.store.countByStatus()).toEqual({ queued: 1 });
  await again.store.close();
});

test('no byte of a contact stands in the database file', async () => {
  const data = folder();
  const { store, vault } = await openData(data);
  await store.acceptReceipt({
    receipt: newReceipt(1),
    deliveries: [
      newDelivery('x', {
        contactSealed: vault.seal('secretbuyer@example.ru', 'contact'),
        contactHash: vault.fingerprint('secretbuyer@example.ru'),
        contactMask: 's***@example.ru',
      }),
    ],
  });
  await store.close();
  for (const file of ['kvitok.db', 'key', 'kvitok.db-wal'].map((name) => join(data, name)))
    expect(execFileSync('sh', ['-c', `cat ${file} 2>/dev/null || true`]).includes('secretbuyer')).toBe(false);
});

test('a folder in use, a damaged and a newer database are refused', async () => {
  const data = folder();
  const { store } = await openData(data);
  await expect(openData(data)).rejects.toMatchObject({ code: 'storeBusy', params: { folder: data } });
  await store.close();

  const database = new DatabaseSync(join(data, 'kvitok.db'));
  database.exec('PRAGMA user_version = 999');
  database.close();
  await expect(openData(data)).rejects.toMatchObject({ code: 'storeNewer' });

  writeFileSync(
    join(data, 'kvitok.db'),
    'this is no database, not at all, but it is long enough to look like one. '.repeat(100),
  );
  await expect(openData(data)).rejects.toMatchObject({ code: 'storeDamaged' });
});

test('a folder that cannot be made is named', async () => {
  const file = join(folder(), 'file');
  writeFileSync(file, '');
  chmodSync(file, 0o400);
  await expect(openData(join(file, 'data'))).rejects.toMatchObject({
    code: 'folderNotWritable',
    params: { folder: join(file, 'data') },
  });
});

test('a backup is a database of its own', async () => {
  const data = folder();
  const { store } = await openData(data);
  await store.acceptReceipt({ receipt: newReceipt(1), deliveries: [newDelivery('a')] });
  const copy = join(folder(), 'copy.db');
  await store.backup({ file: copy });
  await store.close();
  const restored = await openSqlite(copy);
  expect(await restored.countByStatus()).toEqual({ queued: 1 });
  await restored.close();
});

test('receipts are accepted while a backup is made, and the copy is whole; a service that ends gives it up', async () => {
  const data = folder();
  const { store } = await openData(data);
  for (let mega = 0; mega < 40; mega++) await store.writeMeta({ key: `filling ${mega}`, value: 'x'.repeat(1 << 20) });
  const copy = join(folder(), 'copy.db');
  let copied = false;
  const copying = store.backup({ file: copy }).finally(() => {
    copied = true;
  });
  let during = 0;
  for (let number = 1; !copied; number++) {
    await store.acceptReceipt({ receipt: newReceipt(number), deliveries: [] });
    if (!copied) during++;
  }
  await copying;
  expect(during).toBeGreaterThan(5);
  const database = new DatabaseSync(copy, { readOnly: true });
  expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  // What came while it was made is in it, but for what came after its last page.
  expect(database.prepare('SELECT count(*) AS kept FROM receipts').get()?.kept).toBeGreaterThan(5);
  database.close();

  const given = expect(store.backup({ file: join(folder(), 'late.db') })).rejects.toMatchObject({
    code: 'storeFailed',
  });
  await store.close();
  await given;
});

test('a data folder that can not be made is told instead of tried for ever', async () => {
  await expect(openData('/proc/nowhere/kvitok')).rejects.toMatchObject({ code: 'folderNotWritable' });
});
