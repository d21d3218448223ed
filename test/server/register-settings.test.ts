import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { type Emulator, openEmulator } from '../../src/registers/index.ts';
import type { RegisterCheckView } from '../../src/server/api.ts';
import { createServer as createService } from '../../src/server/index.ts';

const data = mkdtempSync(join(tmpdir(), 'kvitok-register-settings-'));
let app: App;
let server: FastifyInstance;
let emulator: Emulator;

/** The emulator lives by Moscow's time; the machine of the test anywhere. */
const zone = 3 + new Date().getTimezoneOffset() / 60;
const zoneNote = zone === 0 ? [] : [expect.stringContaining('часовых поясах')];

beforeAll(async () => {
  app = await openApp({ data, quiet: true, demo: true });
  server = await createService(app, { token: app.apiToken });
  emulator = await openEmulator({ login: 'kassa', password: 'right' });
});
afterEach(() => emulator.clearFaults());
afterAll(async () => {
  await server.close();
  await app.close();
  await emulator.close();
  rmSync(data, { recursive: true, force: true });
});

const ask = async <T = Record<string, unknown>>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) => {
  const answer = await server.inject({
    method,
    url: `/api/v1${path}`,
    headers: {
      host: 'localhost',
      'accept-language': 'ru',
      'content-type': 'application/json',
      authorization: `Bearer ${app.apiToken}`,
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  return { status: answer.statusCode, json: answer.json<T>(), text: answer.body };
};
const check = async (register: object) =>
  (await ask<RegisterCheckView>('POST', '/settings/registers/check', { id: '2', ...register })).json;

test.each(['atol', 'kkmserver'] as const)('a register of kind %s that is only typed tells of itself', async (kind) => {
  const told = await check(emulator.config(kind));
  expect(told).toMatchObject({
    ok: true,
    shift: 'closed',
    paper: true,
    registrationNumber: emulator.registrationNumber,
    fiscalDriveNumber: emulator.fiscalDriveNumber,
    ffd: '1.2',
    electronically: 'unknown',
    clock: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d/),
    notes: zoneNote,
  });
  expect((await ask('GET', '/settings/registers')).json).toMatchObject({ list: [{ id: '1' }] });
});

test('what should be mended is said: paper, and a clock that is wrong, by how much', async () => {
  emulator.fail({ name: 'wrong-clock', seconds: -22 * 60 });
  const late = await check(emulator.config('kkmserver'));
  expect(late.notes).toEqual(['Часы кассы отстают на 22 минуты: поправьте их.', ...zoneNote]);
  expect(late.clockOff).toBeCloseTo(-22 * 60, -2);
  emulator.clearFaults();
  emulator.fail({ name: 'wrong-clock', seconds: -3 * 86_400 });
  expect((await check(emulator.config('kkmserver'))).notes).toEqual(['Часы кассы отстают на 3 дня: поправьте их.']);
  emulator.clearFaults();
  emulator.fail({ name: 'no-paper' });
  expect(await check(emulator.config('atol'))).toMatchObject({
    paper: false,
    notes: [expect.stringContaining('кончилась бумага'), ...zoneNote],
  });
});

test('each reason why it does not answer is one sentence, and none speaks of a receipt', async () => {
  const config = emulator.config('atol');
  const told = await check({ ...config, password: 'wrong' });
  expect(told).toMatchObject({ ok: false, code: 'register.badLogin' });
  expect(told.problem).toBe('Программа кассы не пустила: проверьте логин и пароль в настройках.');
  expect(await check({ ...config, url: 'http://127.0.0.1:1' })).toMatchObject({ code: 'register.unreachable' });
  expect(await check({ ...config, url: 'http://kassa.kvitok.test:16732' })).toMatchObject({
    code: 'register.hostNotFound',
  });
});

test('what stands at an address and is no register tells nothing of itself', async () => {
  const other = createServer((_request, response) => response.end('<html>inner secrets</html>'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  for (const kind of ['atol', 'kkmserver']) {
    const { text } = await ask('POST', '/settings/registers/check', { id: '2', kind, url });
    expect(text).not.toContain('secrets');
    expect(JSON.parse(text)).toMatchObject({ ok: false });
  }
  other.close();
});

test('a kept password goes to no other address', async () => {
  const { list } = app.settings.get('registers');
  await ask('PUT', '/settings/registers', { list: [...list, { id: '2', name: 'Вторая', ...emulator.config('atol') }] });
  expect(await check({})).toMatchObject({ ok: true });
  expect(await check({ password: { set: true } })).toMatchObject({ ok: true });
  const stranger = await openEmulator({ login: 'kassa', password: 'right' });
  expect(await check({ url: stranger.url })).toMatchObject({ ok: false, code: 'register.badLogin' });
  expect(await check({ url: stranger.url, password: 'right' })).toMatchObject({ ok: true });
  await stranger.close();
});

test('a register with a sale that nobody ended is not dropped', async () => {
  const { json } = await ask<{ id: string }>('POST', '/demo/sales?register=2');
  const { list } = (await ask<{ list: { id: string }[] }>('GET', '/settings/registers')).json;
  const first = { list: list.filter(({ id }) => id === '1') };
  expect(await ask('PUT', '/settings/registers', first)).toMatchObject({
    status: 409,
    json: { code: 'registerInUse', title: expect.stringContaining('«Вторая» есть незавершённые продажи (1)') },
  });
  expect(app.settings.get('registers').list).toHaveLength(2);
  await ask('POST', `/sales/${json.id}/cancel`);
  expect(await ask('PUT', '/settings/registers', first)).toMatchObject({ status: 200 });
  expect(app.settings.get('registers').list).toHaveLength(1);
});

test('registers are settings like others: rows laid over by id, passwords kept and never shown', async () => {
  const before = app.settings.get('registers').list;
  const put = (body: object) => ask('PUT', '/settings/registers', body);
  const shown = await put({
    list: [{ id: 'a', kind: 'atol', url: 'http://127.0.0.1:1', password: 'secret', name: 'Первая' }],
  });
  expect(shown.json).toMatchObject({
    list: [{ id: 'a', profile: 'default', delivers: 'we', password: { set: true } }],
  });
  expect((await put({ list: (shown.json.list as object[]).map((row) => ({ ...row, name: 'Вторая' })) })).status).toBe(
    200,
  );
  expect(app.settings.get('registers').list).toMatchObject([
    { id: 'a', name: 'Вторая', password: 'secret', kind: 'atol' },
  ]);
  expect((await put({ list: [{ id: 'a' }, { id: 'a' }] })).json).toMatchObject({
    code: 'registerIdTwice',
    path: 'registers.list[1].id',
  });
  expect((await put({ list: [{ id: 'a', kind: 'pos' }] })).json.status).toBe(400);
  expect((await put({ list: [{ kind: 'atol' }] })).json.status).toBe(400);
  expect(readFileSync(join(data, 'kvitok.db')).includes('secret')).toBe(false);
  expect(JSON.stringify((await ask('GET', '/settings/registers')).json)).not.toContain('secret');
  await app.settings.change('registers', { list: before }, 'test');
});

test.each([
  [{ id: 'касса 1' }, 'fieldNotId', 'registers.list[0].id', 'латинских букв'],
  [{ id: '' }, 'fieldNotId', 'registers.list[0].id', 'латинских букв'],
  ...['127.0.0.1:16732', 'ftp://till', 'http://', 'http://a b', 'нет'].map(
    (url) => [{ id: 'a', url }, 'registerAddress', 'registers.list[0].url', 'вида http://127.0.0.1:16732'] as const,
  ),
] as const)(
  'the register %o is refused by %s, and the sentence says how to write it',
  async (register, code, path, how) => {
    const { json } = await ask('PUT', '/settings/registers', { list: [register] });
    expect(json).toMatchObject({ status: 400, code, path, title: expect.stringContaining(how) });
  },
);

test('a profile of registers has settings of its own over the common ones', async () => {
  const put = (path: string, body: object) => ask('PUT', `/settings/${path}`, body);
  expect((await put('form?profile=cafe', { timeLimit: 30 })).json).toMatchObject({ timeLimit: 30 });
  expect((await ask('GET', '/settings/form')).json).toMatchObject({ timeLimit: 0 });
  expect((await ask('GET', '/settings/sms?profile=cafe')).json).toEqual((await ask('GET', '/settings/sms')).json);
  expect((await put('form?profile=../x', {})).status).toBe(400);
  const [first] = app.settings.get('registers').list;
  await put('registers?profile=cafe', { list: [first, { id: 'cafe', profile: 'cafe' }] });
  expect((await ask('GET', '/tills/cafe')).json).toMatchObject({ form: { timeLimit: 30 } });
  await put('registers', { list: [first] });
});
