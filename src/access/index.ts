import type { Clock } from '../base/clock.ts';
import type { Store } from '../store/index.ts';
import { type Audit, openAudit } from './audit.ts';
import { createEnded, type Ended } from './ended.ts';
import { openPeople, type People } from './people.ts';
import { openSessions } from './sessions.ts';
import { openSignIn, type SignIn } from './sign-in.ts';
import { openTokens, type Tokens } from './tokens.ts';

export type { Act, Audit } from './audit.ts';
export type { People, Person, Role } from './people.ts';
export { readableSecret } from './secret.ts';
export type { SessionOwner, SignedIn, SignIn } from './sign-in.ts';
export { type Scope, scopes, type Token, type Tokens } from './tokens.ts';

/** Who may work with the service, and what they did. */
export interface Access extends Audit, Pick<Ended, 'onEnd'> {
  people: People;
  tokens: Tokens;
  signIn: SignIn;
  /** False once the session or token with this key is over. */
  isOpen(key: string): boolean;
}

export async function openAccess(options: {
  store: Store;
  clock: Clock;
  /** A write that nobody waits for went wrong. */
  onFault: (error: unknown) => void;
}): Promise<Access> {
  const { store, clock, onFault } = options;
  const audit = openAudit({ store, clock });
  const ended = createEnded();
  const { people, sessions } = await openPeople({
    store,
    clock,
    audit,
    sessions: (roleOf) => openSessions({ store, clock, ended, roleOf, onFault }),
  });
  const tokens = await openTokens({ store, clock, audit, ended, onFault });
  return {
    ...audit,
    ...ended,
    people,
    tokens,
    signIn: openSignIn({ people, sessions, audit, clock }),
    isOpen: (key) => sessions.isOpen(key) || tokens.isOpen(key),
  };
}
