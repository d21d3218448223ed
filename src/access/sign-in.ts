import { isIPv6 } from 'node:net';
import type { Clock } from '../base/clock.ts';
import type { UserRow } from '../store/index.ts';
import { Problem } from '../texts/problem.ts';
import type { Audit } from './audit.ts';
import { isOutdated, passwordFits } from './password.ts';
import type { Directory, Role } from './people.ts';
import { keyOf, refuseWeak } from './rules.ts';
import { hashOf, readableSecret } from './secret.ts';
import type { Sessions } from './sessions.ts';
import { createThrottle, type Patience } from './throttle.ts';

/** A browser that has just been signed in: the secret for its cookie, good for so many seconds at most. */
export interface SignedIn {
  name: string;
  role: Role;
  secret: string;
  seconds: number;
}

/** Someone whose browser is signed in; `key` is that of the session. */
export interface SessionOwner {
  id: string;
  name: string;
  role: Role;
  key: string;
}

/** Signing in and out. `address` is the other side's IP address. */
export interface SignIn {
  /** True until the first owner has been made. */
  needsSetUp(): boolean;
  /** A code with which the first owner is made; one made before it is no good any more. Kept in memory alone. */
  newSetUpCode(): string;
  /** Makes the first owner and signs them in. Throws a `Problem` for a wrong code or one too many tries. */
  setUp(typed: { code: string; name: string; password: string; address: string }): Promise<SignedIn>;
  /** Throws the same `Problem` for an unknown name and a wrong password, after the same time. */
  signIn(typed: { name: string; password: string; address: string }): Promise<SignedIn>;
  /** Whose the secret of a cookie is. */
  find(secret: string): SessionOwner | undefined;
  signOut(who: SessionOwner): Promise<void>;
  /** Changes one's own password; the other sessions end. */
  changePassword(who: SessionOwner, typed: { old: string; password: string }): Promise<void>;
}

const CODE_SIGNS = 8;
/** A name can't be locked for long by who doesn't know its password; an address that guesses may well be. */
const OF_NAME: Patience = { free: 5, longestMs: 60_000 };
const OF_ADDRESS: Patience = { free: 10, longestMs: 15 * 60_000 };

export function openSignIn(options: { people: Directory; sessions: Sessions; audit: Audit; clock: Clock }): SignIn {
  const { people, sessions, audit, clock } = options;
  const throttle = createThrottle(clock);
  let setUpHash: string | undefined;

  /** Throws a `Problem` while the keys have to wait; otherwise gives what takes the try back. */
  const admit = (key: string, address: string): (() => void) => {
    const here = isLoopback(address);
    // This computer has a count of its own, so that nobody from elsewhere keeps the shop out of its own service.
    const keys = [{ key: `${key}@${here ? 'here' : 'away'}`, patience: OF_NAME }];
    if (!here) keys.push({ key: `from ${network(address)}`, patience: OF_ADDRESS });
    const wait = throttle.take(keys);
    if (wait > 0) throw new Problem('signInTooOften', { status: 429, params: { seconds: Math.ceil(wait / 1_000) } });
    return () => throttle.forgive(keys);
  };
  const opened = async (user: UserRow, act: 'setUp' | 'signedIn', address: string): Promise<SignedIn> => {
    const { secret, seconds } = await sessions.open(user);
    await audit.record(`${user.role} ${user.name}`, act, address);
    return { name: user.name, role: user.role, secret, seconds };
  };

  return {
    needsSetUp: () => people.isEmpty(),
    newSetUpCode: () => {
      const code = readableSecret(CODE_SIGNS);
      setUpHash = hashOf(plain(code));
      return code;
    },
    setUp: async ({ code, name, password, address }) => {
      if (!people.isEmpty()) throw new Problem('alreadySetUp', { status: 409 });
      const forgive = admit('set-up', address);
      const given = hashOf(plain(code));
      if (setUpHash === undefined || given !== setUpHash) {
        await audit.record('', 'signInRefused', address);
        throw new Problem('setUpCodeWrong', { status: 403, path: 'code' });
      }
      forgive();
      // Taken out first, so that two at a time can't both become the owner by it; a name or password that is no good gives it back.
      setUpHash = undefined;
      const { id } = await people.add({ name, role: 'owner', password }, 'setUp').catch((error: unknown) => {
        setUpHash = given;
        throw error;
      });
      return opened(people.byId(id) as UserRow, 'setUp', address);
    },
    signIn: async ({ name, password, address }) => {
      const forgive = admit(`name ${keyOf(name).slice(0, 100)}`, address);
      const user = people.byName(name);
      if (!(await passwordFits(password, user?.password)) || !user) {
        // A name that nobody has may be a password typed into the wrong field: it is not written down.
        await audit.record('', 'signInRefused', [user?.name, address].filter(Boolean).join(', '));
        throw new Problem('signInWrong', { status: 401 });
      }
      forgive();
      if (isOutdated(user.password)) await people.setPassword(user, password);
      return opened(user, 'signedIn', address);
    },
    find: (secret) => {
      const session = sessions.find(secret);
      const user = session && people.byId(session.userId);
      return user && { id: user.id, name: user.name, role: user.role, key: session.key };
    },
    signOut: async ({ name, role, key }) => {
      await sessions.end(key);
      await audit.record(`${role} ${name}`, 'signedOut', '');
    },
    changePassword: async ({ id, name, role, key }, { old, password }) => {
      const user = people.byId(id);
      const forgive = admit(`name ${keyOf(name)}`, '127.0.0.1');
      if (!user || !(await passwordFits(old, user.password)))
        throw new Problem('passwordWrong', { status: 403, path: 'old' });
      forgive();
      refuseWeak(password, name);
      await people.setPassword(user, password);
      await sessions.endOf(id, key);
      await audit.record(`${role} ${name}`, 'passwordChanged', name);
    },
  };
}

const plain = (code: string) => code.toUpperCase().replace(/[^A-Z\d]/g, '');
const isLoopback = (address: string) => /^(127\.|::1$|::ffff:127\.)/.test(address);

/** The address, or of IPv6 the network that one customer of a provider has whole. */
function network(address: string): string {
  if (!isIPv6(address) || /^::ffff:/i.test(address)) return address;
  const [head = '', rest] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  while (rest !== undefined && groups.length < 4) groups.push('0');
  return groups.slice(0, 4).join(':');
}
