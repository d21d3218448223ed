import type { Clock } from '../base/clock.ts';
import { uuidv7 } from '../base/uuid.ts';
import type { Store, UserRow } from '../store/index.ts';
import { Problem } from '../texts/problem.ts';
import type { Audit } from './audit.ts';
import { hashPassword } from './password.ts';
import { keyOf, nameOf, refuseWeak } from './rules.ts';
import type { Sessions } from './sessions.ts';

export type Role = UserRow['role'];

/** Someone who signs in. `sessions`: with how many browsers. */
export interface Person {
  id: string;
  name: string;
  role: Role;
  createdAt: number;
  sessions: number;
}

/** Those who sign in. `by` is whoever changes something, for the audit. */
export interface People {
  list(): Person[];
  /** Throws a `Problem` for a name that is taken or a weak password. */
  add(wanted: { name: string; role: Role; password: string }, by: string): Promise<Person>;
  /** A new role or a new password; both end the person's sessions. Throws a `Problem` if no owner would be left. */
  change(id: string, wanted: { role?: Role; password?: string }, by: string): Promise<Person>;
  /** Throws a `Problem` for the last owner. */
  remove(id: string, by: string): Promise<void>;
  /** Ends all of a person's sessions but the one with the key `except`. */
  endSessions(id: string, by: string, except?: string): Promise<void>;
}

/** What signing in needs to know of them besides. */
export interface Directory extends People {
  isEmpty(): boolean;
  byId(id: string): UserRow | undefined;
  byName(name: string): UserRow | undefined;
  setPassword(user: UserRow, password: string): Promise<void>;
}

export async function openPeople(options: {
  store: Pick<Store, 'readUsers' | 'writeUser' | 'removeUser'>;
  clock: Clock;
  audit: Audit;
  sessions: (roleOf: (id: string) => Role | undefined) => Promise<Sessions>;
}): Promise<{ people: Directory; sessions: Sessions }> {
  const { store, clock, audit } = options;
  const users = new Map((await store.readUsers()).map((row) => [row.id, row]));
  const sessions = await options.sessions((id) => users.get(id)?.role);
  // One change after the other: two owners who remove each other must not both succeed.
  let tail: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(change: () => Promise<T>): Promise<T> => {
    const turn = tail.then(change);
    tail = turn.catch(() => {});
    return turn;
  };

  const shown = ({ id, name, role, createdAt }: UserRow): Person => ({
    id,
    name,
    role,
    createdAt,
    sessions: sessions.count(id),
  });
  const known = (id: string): UserRow => {
    const user = users.get(id);
    if (!user) throw new Problem('personUnknown', { status: 404 });
    return user;
  };
  const byName = (name: string) => [...users.values()].find((user) => user.nameKey === keyOf(name));
  const keep = async (user: UserRow): Promise<UserRow> => {
    await store.writeUser(user);
    users.set(user.id, user);
    return user;
  };
  const refuseLastOwner = (user: UserRow) => {
    if (user.role === 'owner' && [...users.values()].filter(({ role }) => role === 'owner').length === 1)
      throw new Problem('lastOwner', { status: 409 });
  };

  const people: Directory = {
    list: () => [...users.values()].map(shown),
    isEmpty: () => users.size === 0,
    byId: (id) => users.get(id),
    byName,
    add: ({ name: typed, role, password }, by) =>
      inTurn(async () => {
        const name = nameOf(typed);
        if (byName(name)) throw new Problem('personNameTaken', { status: 409, path: 'name', params: { name } });
        refuseWeak(password, name);
        const user = await keep({
          id: uuidv7(clock.now()),
          name,
          nameKey: keyOf(name),
          role,
          password: await hashPassword(password),
          createdAt: clock.now(),
        });
        await audit.record(by, 'userAdded', `${name} (${role})`);
        return shown(user);
      }),
    change: (id, { role, password }, by) =>
      inTurn(async () => {
        const user = known(id);
        const demoted = role !== undefined && role !== user.role;
        if (demoted && role !== 'owner') refuseLastOwner(user);
        if (password !== undefined) refuseWeak(password, user.name);
        const hash = password === undefined ? {} : { password: await hashPassword(password) };
        const changed = await keep({ ...user, ...(role === undefined ? {} : { role }), ...hash });
        await sessions.endOf(id);
        if (demoted) await audit.record(by, 'userChanged', `${user.name} (${role})`);
        if (password !== undefined) await audit.record(by, 'passwordChanged', user.name);
        return shown(changed);
      }),
    remove: (id, by) =>
      inTurn(async () => {
        const user = known(id);
        refuseLastOwner(user);
        await sessions.endOf(id);
        await store.removeUser({ id });
        users.delete(id);
        await audit.record(by, 'userRemoved', user.name);
      }),
    endSessions: async (id, by, except) => {
      const user = known(id);
      await sessions.endOf(id, except);
      await audit.record(by, 'signedOutEverywhere', user.name);
    },
    setPassword: (user, password) =>
      inTurn(async () => {
        await keep({ ...known(user.id), password: await hashPassword(password) });
      }),
  };
  return { people, sessions };
}
