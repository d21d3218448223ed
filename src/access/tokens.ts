import type { Clock } from '../base/clock.ts';
import { uuidv7 } from '../base/uuid.ts';
import type { Store, TokenRow } from '../store/index.ts';
import { Problem } from '../texts/problem.ts';
import type { Audit } from './audit.ts';
import type { Ended } from './ended.ts';
import { nameOf } from './rules.ts';
import { hashOf, newSecret } from './secret.ts';

/** What a program may do: hand over sales and follow them; receipts; read the journal; read and change settings; read the metrics. */
export const scopes = ['sales', 'receipts', 'journal', 'settings', 'metrics'] as const;
export type Scope = (typeof scopes)[number];

/** A token as its owner sees it: never the token itself. */
export type Token = Omit<TokenRow, 'hash' | 'scopes'> & { scopes: Scope[] };

/** Keys of programs. A token is shown once, when it is made; the store holds its hash alone. */
export interface Tokens {
  list(): Token[];
  /** Throws a `Problem` for a name that is taken. `expiresAt` null: good until it is revoked. */
  make(
    wanted: { name: string; scopes: readonly Scope[]; expiresAt: number | null },
    by: string,
  ): Promise<{ token: Token; secret: string }>;
  revoke(id: string, by: string): Promise<void>;
  /** The token that was given; undefined for one that is unknown, revoked or over. */
  find(secret: string): Token | undefined;
  isOpen(id: string): boolean;
}

/** By this people and scanners for lost secrets know what it is. */
const PREFIX = 'kvitok_';
const HINT = PREFIX.length + 4;
const MOST = 200;
/** Being used is written down no more often than this. */
const NOTED_EVERY_MS = 60_000;

export async function openTokens(options: {
  store: Pick<Store, 'readTokens' | 'writeToken' | 'removeToken'>;
  clock: Clock;
  audit: Audit;
  ended: Ended;
  onFault: (error: unknown) => void;
}): Promise<Tokens> {
  const { store, clock, audit, ended, onFault } = options;
  const tokens = new Map((await store.readTokens()).map((row) => [row.hash, row]));
  const isOver = ({ expiresAt }: TokenRow) => expiresAt !== null && expiresAt <= clock.now();
  const byId = (id: string) => [...tokens.values()].find((row) => row.id === id);

  return {
    list: () => [...tokens.values()].map(shown),
    make: async ({ name: typed, scopes: wanted, expiresAt }, by) => {
      const name = nameOf(typed);
      if (tokens.size >= MOST) throw new Problem('tokensTooMany', { status: 409, params: { limit: MOST } });
      if ([...tokens.values()].some((row) => row.name === name))
        throw new Problem('tokenNameTaken', { status: 409, path: 'name', params: { name } });
      if (expiresAt !== null && expiresAt <= clock.now()) throw new Problem('tokenOver', { path: 'expiresAt' });
      const secret = `${PREFIX}${newSecret()}`;
      const row: TokenRow = {
        id: uuidv7(clock.now()),
        name,
        hash: hashOf(secret),
        hint: secret.slice(0, HINT),
        scopes: [...new Set(wanted)],
        createdBy: by,
        createdAt: clock.now(),
        expiresAt,
        usedAt: null,
      };
      await store.writeToken(row);
      tokens.set(row.hash, row);
      await audit.record(by, 'tokenMade', `${name} (${row.scopes.join(', ')})`);
      return { token: shown(row), secret };
    },
    revoke: async (id, by) => {
      const row = byId(id);
      if (!row) throw new Problem('tokenUnknown', { status: 404 });
      tokens.delete(row.hash);
      ended.end([id]);
      await store.removeToken({ id });
      await audit.record(by, 'tokenRevoked', row.name);
    },
    find: (secret) => {
      const row = tokens.get(hashOf(secret));
      if (!row || isOver(row)) return undefined;
      const now = clock.now();
      if (now - (row.usedAt ?? 0) > NOTED_EVERY_MS) {
        row.usedAt = now;
        void store.writeToken(row).catch(onFault);
      }
      return shown(row);
    },
    isOpen: (id) => {
      const row = byId(id);
      return row !== undefined && !isOver(row);
    },
  };
}

const shown = ({ hash: _hash, scopes: those, ...row }: TokenRow): Token => ({ ...row, scopes: those as Scope[] });
