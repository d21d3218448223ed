/** What the answers about people, tokens and the audit look like; shared with the pages. Times are milliseconds since 1970. */

/** Who works with the page. */
export interface SessionView {
  name: string;
  role: 'owner' | 'cashier' | 'integrator';
  /** The service runs as a demonstration: open to this computer without signing in. */
  demo: boolean;
}

/** What the sign-in page has to show. */
export interface SignInView {
  /** There is no owner yet: one is made with the code that the service printed. */
  setUp: boolean;
}

export interface PersonView {
  id: string;
  name: string;
  role: 'owner' | 'cashier';
  createdAt: number;
  /** With how many browsers they are signed in. */
  sessions: number;
  /** Who asks. */
  self: boolean;
}

export type ScopeName = 'sales' | 'receipts' | 'journal' | 'settings' | 'metrics';

export interface TokenView {
  id: string;
  name: string;
  /** Its first signs, by which people know it. */
  hint: string;
  scopes: ScopeName[];
  createdBy: string;
  createdAt: number;
  /** null: good until it is revoked. */
  expiresAt: number | null;
  usedAt: number | null;
}

/** A token that has just been made; `token` is told this once. */
export interface NewTokenView extends TokenView {
  token: string;
}

export interface AuditEntryView {
  id: string;
  at: number;
  /** `owner Анна`, `cashier Пётр`, `token 1С`, `till 1`, `api` (the command line), `local`, `demo`; empty for nobody. */
  who: string;
  /** A key of the texts `access.acts.…`. */
  act: string;
  subject: string;
}

export interface AuditPageView {
  entries: AuditEntryView[];
  /** For the next page; absent on the last one. */
  cursor?: string;
}
