import { randomBytes } from 'node:crypto';
import { createReadStream, type ReadStream, readdirSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { parseContact } from '../contact/parse-contact.ts';
import type { Delivery, Erased } from '../delivery/index.ts';
import type { Overview } from '../overview/index.ts';
import type { SettingsRoom } from '../settings/index.ts';
import type { Store } from '../store/index.ts';
import type { Fault } from './faults.ts';
import { openRetention, type Retention } from './retention.ts';
import { supportBundle } from './support-bundle.ts';

export { rememberFaults } from './faults.ts';
export type { RetentionState } from './retention.ts';

/** What the shop does with the data of its buyers. */
export interface Privacy {
  /** Forgets a contact. Done again it forgets nothing more. */
  erase(contact: string): Promise<Erased>;
  retention: Retention;
  /** A copy of the whole database as it is at this moment. Secrets and contacts in it stay sealed with the key, which is not in it. */
  backup(): Promise<ReadStream>;
  supportBundle(): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

const PART = /^backup-[0-9a-f]{12}\.part$/;

export function openPrivacy(options: {
  store: Store;
  clock: Clock;
  settings: SettingsRoom;
  delivery: Delivery;
  overview: Pick<Overview, 'read'>;
  /** The data folder. */
  data: string;
  logLevel: string;
  faults: readonly Fault[];
  /** Places besides the database that hold contacts. */
  alsoForget: readonly ((contact: string) => void | Promise<void>)[];
  onFault: (message: string, error: unknown) => void;
}): Privacy {
  const { store, delivery, data, alsoForget, onFault } = options;
  // What a copy left that the service did not live to hand over.
  for (const name of readdirSync(data)) if (PART.test(name)) rmSync(join(data, name), { force: true });
  const retention = openRetention({ ...options, onFault });
  return {
    retention,
    erase: async (contact) => {
      const erased = await delivery.erase(contact);
      const parsed = parseContact(contact);
      for (const forget of alsoForget) if (parsed.ok) await forget(parsed.contact.value);
      await store.forgetLog();
      return erased;
    },
    backup: async () => {
      const file = join(data, `backup-${randomBytes(6).toString('hex')}.part`);
      // The database fills an empty file and leaves its rights as they are.
      await writeFile(file, '', { mode: 0o600, flag: 'wx' });
      const remove = () => void rm(file, { force: true }).catch((error: unknown) => onFault('a copy was left', error));
      try {
        await store.backup({ file });
      } catch (error) {
        remove();
        throw error;
      }
      return createReadStream(file).on('close', remove);
    },
    supportBundle: async () => supportBundle({ ...options, retention: await retention.state() }),
    close: () => retention.close(),
  };
}
