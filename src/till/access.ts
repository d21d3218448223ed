import type { Clock } from '../base/clock.ts';
import type { Store, Vault } from '../store/index.ts';

const SESSION_MS = 12 * 3_600_000;

/** What lets a till's browser in that has no token of the API: a link that works once, and the session that it turns into. */
export interface TillAccess {
  /** The token of a sale's form: always the same for the sale, so that a repeated request is answered alike. */
  tokenOf(saleId: string): string;
  /** The register whose form the token opens, once; undefined for one that is used up or forged. */
  redeem(token: string): Promise<string | undefined>;
  /** A value for a cookie that opens one till for 12 hours. */
  sessionOf(register: string): string;
  /** The register that a session opens; undefined for one that is over or forged. */
  registerOf(session: string): string | undefined;
}

export function tillAccess(store: Pick<Store, 'openForm'>, vault: Vault, clock: Clock): TillAccess {
  const signed = (text: string, purpose: string) => `${text}.${vault.fingerprint(`${purpose}:${text}`)}`;
  const read = (value: string, purpose: string): string | undefined => {
    const text = value.slice(0, Math.max(0, value.lastIndexOf('.')));
    return text !== '' && signed(text, purpose) === value ? text : undefined;
  };
  return {
    tokenOf: (saleId) => signed(saleId, 'form'),
    redeem: async (token) => {
      const id = read(token, 'form');
      return id === undefined ? undefined : (await store.openForm({ id }))?.register;
    },
    sessionOf: (register) => signed(`${register}.${clock.now() + SESSION_MS}`, 'till'),
    registerOf: (session) => {
      const [register, until] = read(session, 'till')?.split('.') ?? [];
      return Number(until) > clock.now() ? register : undefined;
    },
  };
}
