/** Someone who signs in. `password` is its argon2id hash in PHC form; `nameKey` is the name by which two are told apart. */
export interface UserRow {
  id: string;
  name: string;
  nameKey: string;
  role: 'owner' | 'cashier';
  password: string;
  createdAt: number;
}

/** A browser that someone signed in with. `hash` is SHA-256 of what its cookie holds. */
export interface SessionRow {
  hash: string;
  userId: string;
  createdAt: number;
  seenAt: number;
}

/** A key of a program. `hash` is SHA-256 of it, `hint` its first signs, by which people know it. */
export interface TokenRow {
  id: string;
  name: string;
  hash: string;
  hint: string;
  scopes: string[];
  createdBy: string;
  createdAt: number;
  expiresAt: number | null;
  usedAt: number | null;
}

/** Something worth knowing later: who did it, what (`act`, a code), and to what. Never holds a contact or a secret. */
export interface AuditRow {
  id: string;
  at: number;
  who: string;
  act: string;
  subject: string;
}

/** Who may work with the service. */
export interface AccessStore {
  readUsers(): Promise<UserRow[]>;
  /** Adds a user or replaces the one with its id. */
  writeUser(user: UserRow): Promise<void>;
  /** The user's sessions go with it. */
  removeUser(args: { id: string }): Promise<void>;
  readSessions(): Promise<SessionRow[]>;
  writeSession(session: SessionRow): Promise<void>;
  removeSessions(args: { hashes: string[] }): Promise<void>;
  readTokens(): Promise<TokenRow[]>;
  writeToken(token: TokenRow): Promise<void>;
  removeToken(args: { id: string }): Promise<void>;
  addAudit(row: AuditRow): Promise<void>;
  /** Newest first; `before` is the id of the last row seen. */
  listAudit(args: { before?: string; limit: number }): Promise<AuditRow[]>;
  /** Forgets what was done before this time. */
  purgeAudit(args: { before: number }): Promise<void>;
}
