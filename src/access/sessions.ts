import type { Clock } from '../base/clock.ts';
import type { SessionRow, Store, UserRow } from '../store/index.ts';
import type { Ended } from './ended.ts';
import { hashOf, newSecret } from './secret.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long a browser stays signed in: without being used, and at all. A till stands behind a counter and is used all week. */
const LASTS: Record<UserRow['role'], { idle: number; whole: number }> = {
  owner: { idle: DAY_MS, whole: 14 * DAY_MS },
  cashier: { idle: 7 * DAY_MS, whole: 90 * DAY_MS },
};
/** Being used is written down no more often than this. */
const NOTED_EVERY_MS = 10 * 60_000;

/** The browsers that people signed in with. Kept in memory whole; the store holds the hashes of their secrets alone. */
export interface Sessions {
  /** Signs a browser in: gives the secret for its cookie, and for how many seconds it is good at most. */
  open(user: UserRow): Promise<{ secret: string; key: string; seconds: number }>;
  /** Whose session the secret is, and the key by which it is ended; undefined when it is over or there never was one. */
  find(secret: string): { userId: string; key: string } | undefined;
  /** False once the session with this key is over. */
  isOpen(key: string): boolean;
  /** How many browsers a person is signed in with. */
  count(userId: string): number;
  /** Ends those of a person, all but the one with the key `except`. */
  endOf(userId: string, except?: string): Promise<void>;
  end(key: string): Promise<void>;
}

export async function openSessions(options: {
  store: Pick<Store, 'readSessions' | 'writeSession' | 'removeSessions'>;
  clock: Clock;
  ended: Ended;
  roleOf: (userId: string) => UserRow['role'] | undefined;
  onFault: (error: unknown) => void;
}): Promise<Sessions> {
  const { store, clock, ended, roleOf, onFault } = options;
  const sessions = new Map((await store.readSessions()).map((row) => [row.hash, row]));
  const noted = new Map<string, number>();

  const isOver = ({ userId, createdAt, seenAt }: SessionRow, now: number): boolean => {
    const role = roleOf(userId);
    return role === undefined || now - seenAt > LASTS[role].idle || now - createdAt > LASTS[role].whole;
  };
  const remove = async (hashes: string[]): Promise<void> => {
    for (const hash of hashes) {
      sessions.delete(hash);
      noted.delete(hash);
    }
    ended.end(hashes);
    if (hashes.length > 0) await store.removeSessions({ hashes });
  };
  const hashesWhere = (test: (row: SessionRow) => boolean) =>
    [...sessions.values()].filter(test).map(({ hash }) => hash);
  const sweep = () => remove(hashesWhere((row) => isOver(row, clock.now())));

  return {
    open: async (user) => {
      await sweep();
      const secret = newSecret();
      const now = clock.now();
      const row = { hash: hashOf(secret), userId: user.id, createdAt: now, seenAt: now };
      await store.writeSession(row);
      sessions.set(row.hash, row);
      noted.set(row.hash, now);
      return { secret, key: row.hash, seconds: LASTS[user.role].whole / 1_000 };
    },
    find: (secret) => {
      const row = sessions.get(hashOf(secret));
      const now = clock.now();
      if (!row) return undefined;
      if (isOver(row, now)) {
        void remove([row.hash]).catch(onFault);
        return undefined;
      }
      row.seenAt = now;
      if (now - (noted.get(row.hash) ?? 0) > NOTED_EVERY_MS) {
        noted.set(row.hash, now);
        void store.writeSession(row).catch(onFault);
      }
      return { userId: row.userId, key: row.hash };
    },
    isOpen: (key) => {
      const row = sessions.get(key);
      return row !== undefined && !isOver(row, clock.now());
    },
    count: (userId) => hashesWhere((row) => row.userId === userId && !isOver(row, clock.now())).length,
    endOf: (userId, except) => remove(hashesWhere((row) => row.userId === userId && row.hash !== except)),
    end: (key) => remove(sessions.has(key) ? [key] : []),
  };
}
