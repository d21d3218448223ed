import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { Problem } from '../../src/texts/problem.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const HERE = '127.0.0.1';
const AWAY = '192.0.2.7';
const PASSWORD = 'четыре слова подряд';

let data: string;
let now: number;
let app: App;
const clock = { now: () => now };
const open = () => openApp({ data, quiet: true, clock });

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'kvitok-access-'));
  now = Date.UTC(2026, 10, 25);
  app = await open();
});
afterEach(async () => {
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

const codeOf = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );
const addAnna = () => app.access.people.add({ name: 'Анна', role: 'owner', password: PASSWORD }, 'test');
const signIn = (password = PASSWORD, name = 'Анна', address = HERE) =>
  app.access.signIn.signIn({ name, password, address });
const wrong = (name = 'Анна', address = HERE) => codeOf(signIn('not the password', name, address));

describe('the first owner', () => {
  test('is made by the code, once, and a new code makes the old one worthless', async () => {
    const { signIn: entry } = app.access;
    const old = entry.newSetUpCode();
    const code = entry.newSetUpCode();
    expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    const by = (given: string, name = 'Анна') => entry.setUp({ code: given, name, password: PASSWORD, address: HERE });
    expect(await codeOf(by(old))).toBe('setUpCodeWrong');
    expect(await codeOf(by(code, '   '))).toBe('personName');
    const two = await Promise.allSettled([by(code.toLowerCase().replace('-', ' ')), by(code, 'Пётр')]);
    expect(two.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(app.access.people.list()).toMatchObject([{ role: 'owner' }]);
    expect(await codeOf(by(code))).toBe('alreadySetUp');
  });

  test('nobody guesses the code: the tries slow down', async () => {
    app.access.signIn.newSetUpCode();
    const guess = () =>
      codeOf(app.access.signIn.setUp({ code: 'AAAA-AAAA', name: 'x', password: PASSWORD, address: AWAY }));
    const told: string[] = [];
    for (let tries = 0; tries < 8; tries++) told.push(await guess());
    expect(told.filter((code) => code === 'setUpCodeWrong')).toHaveLength(5);
    expect(told.at(-1)).toBe('signInTooOften');
  });
});

describe('guessing a password', () => {
  test('is slowed down for a name: five at once, then 1, 2, 4… seconds up to a minute; the right one ends it', async () => {
    await addAnna();
    for (let tries = 0; tries < 5; tries++) expect(await wrong()).toBe('signInWrong');
    for (const wait of [1, 2, 4, 8, 16, 32, 60, 60]) {
      now += wait * SECOND - 1;
      expect(await wrong(), `${wait} s`).toBe('signInTooOften');
      expect(await codeOf(signIn()), `${wait} s`).toBe('signInTooOften');
      now += 1;
      expect(await wrong(), `${wait} s`).toBe('signInWrong');
    }
    now += 60 * SECOND;
    expect(await codeOf(signIn())).toBe('ok');
    for (let tries = 0; tries < 5; tries++) expect(await wrong()).toBe('signInWrong');
  });

  test('many at a time gain nothing', async () => {
    await addAnna();
    const told = await Promise.all(Array.from({ length: 30 }, () => wrong()));
    expect(told.filter((code) => code === 'signInWrong')).toHaveLength(5);
  });

  test('an unknown name is slowed down and told just as a known one', async () => {
    await addAnna();
    const told = async (name: string) => {
      const codes: string[] = [];
      for (let tries = 0; tries < 7; tries++) codes.push(await wrong(name));
      return codes;
    };
    expect(await told('Никто')).toEqual(await told('Анна'));
  });

  test('an unknown name takes as long as a known one', async () => {
    await addAnna();
    const quickest = new Map<string, number>();
    // By turns and by the quickest, because a busy machine makes any one of them slow.
    for (let round = 0; round < 9; round++)
      for (const name of ['Анна', 'Никто']) {
        now += HOUR;
        const before = performance.now();
        await wrong(name);
        quickest.set(name, Math.min(quickest.get(name) ?? Infinity, performance.now() - before));
      }
    const [known = 0, unknown = 0] = quickest.values();
    expect(unknown / known).toBeGreaterThan(0.5);
    expect(unknown / known).toBeLessThan(2);
  });

  test('an address that tries many names waits up to a quarter of an hour; an IPv6 customer is one address', async () => {
    await addAnna();
    let count = 0;
    const next = (address: string) => wrong(`name ${++count}`, address);
    for (let tries = 0; tries < 10; tries++) expect(await next(AWAY)).toBe('signInWrong');
    expect(await next(AWAY)).toBe('signInTooOften');
    expect(await next('192.0.2.8')).toBe('signInWrong');
    for (let tries = 0; tries < 10; tries++) expect(await next(`2001:db8:1:2::${tries + 1}`)).toBe('signInWrong');
    expect(await next('2001:db8:1:2:ffff::1')).toBe('signInTooOften');
    expect(await next('2001:db8:1:3::1')).toBe('signInWrong');
  });

  test('nobody from elsewhere keeps the owner out of the shop’s own computer', async () => {
    await addAnna();
    for (let tries = 0; tries < 20; tries++) await wrong('Анна', AWAY);
    expect(await codeOf(signIn(PASSWORD, 'Анна', HERE))).toBe('ok');
  });
});

describe('a session', () => {
  test('lives on through a restart, slides while it is used, and ends after a day of rest or two weeks', async () => {
    await addAnna();
    const { secret } = await signIn();
    await app.close();
    app = await open();
    expect(app.access.signIn.find(secret)).toMatchObject({ name: 'Анна', role: 'owner' });
    for (let day = 0; day < 13; day++) {
      now += DAY - SECOND;
      expect(app.access.signIn.find(secret), `day ${day}`).toBeDefined();
    }
    now += DAY - SECOND;
    expect(app.access.signIn.find(secret)).toBeDefined();
    now += HOUR;
    expect(app.access.signIn.find(secret)).toBeUndefined();
    const again = await signIn();
    now += DAY + SECOND;
    expect(app.access.signIn.find(again.secret)).toBeUndefined();
  });

  test('ends with the person, with another role, and with a new password; changing one’s own keeps this one', async () => {
    const { id } = await addAnna();
    const { people, signIn: entry } = app.access;
    const [one, other] = [(await signIn()).secret, (await signIn()).secret];
    const self = entry.find(one);
    if (!self) throw new Error('not signed in');
    expect(await codeOf(entry.changePassword(self, { old: 'wrong', password: 'кот спит на окне' }))).toBe(
      'passwordWrong',
    );
    await entry.changePassword(self, { old: PASSWORD, password: 'кот спит на окне' });
    expect([entry.find(one) !== undefined, entry.find(other)]).toEqual([true, undefined]);
    expect(await wrong()).toBe('signInWrong');

    await people.change(id, { password: PASSWORD }, 'test');
    expect(entry.find(one)).toBeUndefined();
    const { secret } = await signIn();
    await people.add({ name: 'Пётр', role: 'owner', password: PASSWORD }, 'test');
    await people.change(id, { role: 'cashier' }, 'test');
    expect(entry.find(secret)).toBeUndefined();
    const last = (await signIn()).secret;
    await people.remove(id, 'test');
    expect(entry.find(last)).toBeUndefined();
    await app.close();
    app = await open();
    expect(app.access.signIn.find(last)).toBeUndefined();
  });
});

test('the last owner stays, even when two owners remove each other at once', async () => {
  const { people } = app.access;
  const anna = await addAnna();
  expect(await codeOf(people.remove(anna.id, 'test'))).toBe('lastOwner');
  expect(await codeOf(people.change(anna.id, { role: 'cashier' }, 'test'))).toBe('lastOwner');
  const peter = await people.add({ name: 'Пётр', role: 'owner', password: PASSWORD }, 'test');
  const both = await Promise.all([codeOf(people.remove(anna.id, 'test')), codeOf(people.remove(peter.id, 'test'))]);
  expect(both.sort()).toEqual(['lastOwner', 'ok']);
});

test('weak passwords and taken names are refused in one sentence', async () => {
  await addAnna();
  const add = (name: string, password: string) =>
    codeOf(app.access.people.add({ name, role: 'cashier', password }, 'test'));
  expect(await add('  АННА ', PASSWORD)).toBe('personNameTaken');
  expect(await add('Пётр', 'короткий')).toBe('passwordShort');
  for (const password of ['1234567890', 'аааааааааааа', 'пароль123456', 'qwertyuiop[]', 'это Пётр из зала'])
    expect(await add('Пётр', password), password).toBe('passwordCommon');
  expect(await add('Пётр', 'x'.repeat(201))).toBe('passwordLong');
  expect(await add('a\u0000b', PASSWORD)).toBe('personName');
  expect(await add('Пётр', 'кот спит на окне')).toBe('ok');
});

test('the audit tells what was done by whom, newest first, without the name that nobody has', async () => {
  await addAnna();
  now += SECOND;
  await wrong('мой пароль случайно');
  now += SECOND;
  await signIn();
  const [first, second, third] = await app.access.list({ limit: 3 });
  expect([first, second, third]).toMatchObject([
    { act: 'signedIn', who: 'owner Анна', subject: HERE },
    { act: 'signInRefused', who: '', subject: HERE },
    { act: 'userAdded', who: 'test', subject: 'Анна (owner)' },
  ]);
  expect(await app.access.list({ limit: 9, before: third?.id ?? '' })).toEqual([]);
});

test('what was done is kept for a year', async () => {
  await app.access.record('test', 'backupMade', 'old');
  now += 300 * DAY;
  await app.access.record('test', 'backupMade', 'younger');
  now += 70 * DAY;
  await app.access.record('test', 'backupMade', 'new');
  const kept = await app.access.list({ limit: 9 });
  expect(kept.map(({ subject }) => subject)).toEqual(['new', 'younger']);
});
