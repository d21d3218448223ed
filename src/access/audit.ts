import type { Clock } from '../base/clock.ts';
import { uuidv7 } from '../base/uuid.ts';
import type { AuditRow, Store } from '../store/index.ts';

/** What is written down: a key of the texts `access.acts.…`. */
export const acts = [
  'setUp',
  'signedIn',
  'signInRefused',
  'signedOut',
  'signedOutEverywhere',
  'userAdded',
  'userChanged',
  'userRemoved',
  'passwordChanged',
  'tokenMade',
  'tokenRevoked',
  'settingsChanged',
  'settingsImported',
  'contactSeen',
  'contactErased',
  'journalExported',
  'bundleMade',
  'backupMade',
] as const;
export type Act = (typeof acts)[number];

/** What was done that someone may want to know later. */
export interface Audit {
  /** Writes down that `who` did `act` to `subject`. Kept once it resolves. Never put a contact or a secret into it. */
  record(who: string, act: Act, subject: string): Promise<void>;
  /** Newest first; `before` is the id of the last row seen. */
  list(page: { before?: string; limit: number }): Promise<AuditRow[]>;
}

const LONGEST = 200;
const DAY_MS = 86_400_000;
const KEPT_MS = 365 * DAY_MS;

/** What is older than a year is forgotten, once a day when something is written down. */
export function openAudit(options: {
  store: Pick<Store, 'addAudit' | 'listAudit' | 'purgeAudit'>;
  clock: Clock;
}): Audit {
  const { store, clock } = options;
  let purged = 0;
  return {
    record: async (who, act, subject) => {
      const at = clock.now();
      const row = { id: uuidv7(at), at, who: who.slice(0, LONGEST), act, subject: subject.slice(0, LONGEST) };
      const isDue = at - purged > DAY_MS;
      if (isDue) purged = at;
      await Promise.all([store.addAudit(row), isDue ? store.purgeAudit({ before: at - KEPT_MS }) : undefined]);
    },
    list: (page) => store.listAudit(page),
  };
}
