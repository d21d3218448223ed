import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Scope, scopes } from '../../src/access/index.ts';
import { type App, openApp } from '../../src/app.ts';
import { createServer } from '../../src/server/index.ts';

/** A browser's own request from one of our pages. */
const BROWSER = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' };
const PASSWORD = 'четыре слова подряд';

type Asker = 'owner' | 'cashier' | 'till' | 'local' | 'nobody' | Scope;
const everyone: Asker[] = ['owner', 'cashier', 'till', 'local', 'nobody', ...scopes];
const sale: Asker[] = ['owner', 'cashier', 'till', 'local', 'sales'];

/** Who gets in besides the owner. A route that isn't here must let in the owner alone. */
const open: Record<string, Asker[]> = {
  'GET /healthz': everyone,
  'GET /readyz': everyone,
  'GET /metrics': ['local', 'metrics'],
  'GET /': everyone,
  'GET /*': everyone,
  'GET /sign-in': everyone,
  'GET /overview': everyone,
  'GET /journal': everyone,
  'GET /receipts/:id': everyone,
  'GET /settings': everyone,
  'GET /settings/:section': everyone,
  'GET /people': everyone,
  'GET /till/:register': ['cashier', 'till'],
  'GET /api/v1/openapi.json': ['cashier', 'local', ...scopes],
  'GET /api/v1/callbacks/sms/:profile/:secret': everyone,
  'POST /api/v1/callbacks/sms/:profile/:secret': everyone,
  'GET /api/v1/sign-in': everyone,
  'POST /api/v1/sign-in': everyone,
  'POST /api/v1/set-up': everyone,
  'GET /api/v1/session': ['cashier', ...scopes],
  'DELETE /api/v1/session': ['cashier'],
  'PUT /api/v1/session/password': ['cashier'],
  'POST /api/v1/sales': ['local', 'sales'],
  'GET /api/v1/sales/:id': sale,
  'PUT /api/v1/sales/:id/contact': sale,
  'POST /api/v1/sales/:id/confirm': sale,
  'POST /api/v1/sales/:id/cancel': sale,
  'POST /api/v1/sales/:id/repeat': sale,
  'POST /api/v1/sales/:id/resolve': sale,
  'GET /api/v1/tills': ['cashier', 'local', 'sales'],
  'GET /api/v1/tills/:register': ['cashier', 'till', 'sales'],
  'GET /api/v1/events': ['journal'],
  'GET /api/v1/events?register=1': ['cashier', 'till', 'journal'],
  'GET /api/v1/events?register=2': ['cashier', 'journal'],
  'POST /api/v1/receipts': ['local', 'receipts'],
  'GET /api/v1/receipts': ['journal'],
  'GET /api/v1/receipts/:id': ['local', 'receipts', 'journal'],
  'POST /api/v1/receipts/:id/deliveries': ['local', 'receipts', 'cashier', 'till'],
  'GET /api/v1/overview': ['journal'],
  'GET /api/v1/deliveries': ['journal'],
  'GET /api/v1/deliveries/count': ['journal'],
  'GET /api/v1/deliveries.csv': ['journal'],
  'GET /api/v1/deliveries.csv?contacts=open': [],
  'POST /api/v1/deliveries/retry': ['receipts'],
  'GET /api/v1/deliveries/:id': ['local', 'receipts', 'journal'],
  'POST /api/v1/deliveries/:id/retry': ['receipts'],
  'POST /api/v1/deliveries/:id/resend': ['receipts'],
  'POST /api/v1/deliveries/:id/cancel': ['receipts'],
  'GET /api/v1/deliveries/:id/message': ['journal'],
  'GET /api/v1/deliveries/:id/message.html': ['journal'],
  'GET /api/v1/deliveries/:id/message.pdf': ['journal'],
  'GET /api/v1/settings/:section': ['settings'],
  'PUT /api/v1/settings/:section': ['settings'],
  'DELETE /api/v1/settings/:section': ['settings'],
  'GET /api/v1/profiles': ['settings'],
  'GET /api/v1/settings/history': ['settings'],
  'POST /api/v1/settings/history/:id/undo': ['settings'],
  'GET /api/v1/settings/export': ['settings'],
  'POST /api/v1/settings/import': ['settings'],
  'GET /api/v1/settings/samples': ['settings'],
  'GET /api/v1/settings/email/hint': ['settings'],
  'POST /api/v1/settings/email/preview': ['settings'],
  'POST /api/v1/settings/email/preview.pdf': ['settings'],
  'POST /api/v1/settings/email/check': ['settings'],
  'POST /api/v1/settings/sms/check': ['settings'],
  'POST /api/v1/settings/sms/preview': ['settings'],
  'GET /api/v1/settings/sms/balance': ['settings'],
  'GET /api/v1/settings/sms/providers': ['settings'],
  'POST /api/v1/settings/registers/check': ['settings'],
};
const REFUSALS = ['signInNeeded', 'tokenNeeded', 'tokenWrong', 'notAllowed', 'originForeign', 'hostUnknown'];

const data = mkdtempSync(join(tmpdir(), 'kvitok-authorisation-'));
const routes: string[] = [];
const headers = {} as Record<Asker, Record<string, string>>;
let app: App;
let server: FastifyInstance;

beforeAll(async () => {
  app = await openApp({ data, quiet: true });
  server = await createServer(app, {
    token: app.apiToken,
    onRoute: ({ method, url }) => routes.push(`${method} ${url}`),
  });
  await server.ready();
  const registers = [
    { id: '1', kind: 'emulator' },
    { id: '2', kind: 'emulator' },
  ];
  await app.settings.change('registers', registers, 'test');
  const { people, tokens } = app.access;
  for (const role of ['owner', 'cashier'] as const) {
    await people.add({ name: role, role, password: PASSWORD }, 'test');
    headers[role] = { ...BROWSER, cookie: await signedIn(role) };
  }
  headers.till = { ...BROWSER, cookie: `kvitok_till=${app.tillAccess.sessionOf('1')}` };
  headers.local = {};
  headers.nobody = BROWSER;
  for (const scope of scopes) {
    const { secret } = await tokens.make({ name: scope, scopes: [scope], expiresAt: null }, 'test');
    headers[scope] = { authorization: `Bearer ${secret}` };
  }
});
afterAll(async () => {
  await server.close();
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

async function signedIn(name: string): Promise<string> {
  const answer = await ask('POST /api/v1/sign-in', { ...BROWSER }, { name, password: PASSWORD });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

async function ask(route: string, with_: Record<string, string>, body?: unknown) {
  const [method = '', pattern = ''] = route.split(' ');
  const url = pattern
    .replace(':register', '1')
    .replace(':section', 'none')
    .replace(/:\w+/g, 'none')
    .replace('*', 'none');
  const answer = await server.inject({
    method: method as 'GET',
    url,
    headers: { host: 'localhost', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...with_ },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    // Events never end.
    payloadAsStream: true,
  });
  const isProblem = answer.headers['content-type']?.toString().includes('problem+json');
  let text = '';
  if (isProblem) for await (const chunk of answer.stream()) text += String(chunk);
  else answer.stream().destroy();
  const code = text === '' ? '' : (JSON.parse(text) as { code: string }).code;
  return { status: answer.statusCode, headers: answer.headers, code };
}

/** Why a request was not let in; undefined where it was, whatever became of it then. */
async function refusal(route: string, with_: Record<string, string>): Promise<string | undefined> {
  const { status, code, headers: told } = await ask(route, with_);
  if (status === 303 && String(told.location).startsWith('/sign-in')) return 'signInNeeded';
  return REFUSALS.includes(code) ? code : undefined;
}

/** Every route there is, HEAD apart, and those whose answer hangs on their query. Signing out comes last. */
const all = () => {
  const found = [...new Set(routes)].filter((route) => !route.startsWith('HEAD '));
  const last = 'DELETE /api/v1/session';
  return [
    ...found.filter((route) => route !== last),
    'GET /api/v1/events?register=1',
    'GET /api/v1/events?register=2',
    'GET /api/v1/deliveries.csv?contacts=open',
    last,
  ];
};

describe('every route', () => {
  test('there are routes, and each that the list names is one of them', () => {
    expect(routes.length).toBeGreaterThan(60);
    expect(Object.keys(open).filter((route) => !all().includes(route))).toEqual([]);
  });

  test.each(everyone)('lets %s in where it should and nowhere else', async (asker) => {
    const expected = all().filter((route) => asker === 'owner' || open[route]?.includes(asker));
    const let_in: string[] = [];
    for (const route of all()) if ((await refusal(route, headers[asker])) === undefined) let_in.push(route);
    expect(let_in).toEqual(expected);
    if (asker === 'owner' || asker === 'cashier') headers[asker] = { ...BROWSER, cookie: await signedIn(asker) };
  });

  test('lets HEAD in as it does GET', async () => {
    const gets = all().filter((route) => route.startsWith('GET /api') && !route.includes('events'));
    for (const route of gets)
      expect((await ask(route.replace('GET', 'HEAD'), headers.nobody)).status === 401, route).toBe(
        (await ask(route, headers.nobody)).status === 401,
      );
  });

  test.each([
    ['a foreign session', { ...BROWSER, cookie: `kvitok_session=${'A'.repeat(43)}` }, 'signInNeeded'],
    ['a forged till', { ...BROWSER, cookie: `kvitok_till=1.9999999999999.${'0'.repeat(32)}` }, 'signInNeeded'],
    ['a wrong token', { authorization: 'Bearer kvitok_wrong' }, 'tokenWrong'],
  ] as const)('takes %s for nobody', async (_name, with_, code) => {
    for (const route of all().filter((one) => !open[one]?.includes('nobody')))
      expect(await refusal(route, with_), route).toBe(code);
  });

  test.each([
    ['from a page of another site', { origin: 'https://evil.example' }, 'originForeign'],
    ['from a page of another port', { origin: 'http://localhost:81' }, 'originForeign'],
    ['from a page without an origin', { origin: 'null' }, 'originForeign'],
    [
      'as a picture in a page of another site',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
      'originForeign',
    ],
    ['to a name that was pointed here', { host: 'evil.example' }, 'hostUnknown'],
  ] as const)('refuses the owner %s', async (_name, more, code) => {
    for (const route of all()) expect(await refusal(route, { ...headers.owner, ...more }), route).toBe(code);
  });

  test('from another site a link leads to a page, a form to nothing', async () => {
    const from = { ...headers.owner, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    for (const route of all()) expect((await refusal(route, from)) === undefined, route).toBe(route.startsWith('GET '));
    headers.owner = { ...BROWSER, cookie: await signedIn('owner') };
  });
});

describe('this computer without a token', () => {
  const outside = (remoteAddress: string, with_: Record<string, string> = {}) =>
    server.inject({ method: 'GET', url: '/api/v1/tills', headers: { host: 'localhost', ...with_ }, remoteAddress });

  test('is a program that came over loopback and was handed on by nobody', async () => {
    expect((await outside('127.0.0.1')).statusCode).toBe(200);
    expect((await outside('::1')).statusCode).toBe(200);
    expect((await outside('192.0.2.7')).statusCode).toBe(401);
    for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])
      expect((await outside('127.0.0.1', { [name]: '192.0.2.7' })).statusCode, name).toBe(401);
  });

  test('is no page of a browser, old ones included', async () => {
    for (const sign of [{ accept: 'text/html,*/*' }, { referer: 'https://evil.example/' }, { cookie: 'a=b' }, BROWSER])
      expect((await outside('127.0.0.1', sign)).statusCode, JSON.stringify(sign)).toBe(401);
  });

  test('may be asked for a token too', async () => {
    const strict = await createServer(app, { token: app.apiToken, tokenAlways: true });
    const ask_ = (with_: Record<string, string> = {}) =>
      strict.inject({ url: '/api/v1/tills', headers: { host: 'localhost', ...with_ } });
    expect((await ask_()).statusCode).toBe(401);
    expect((await ask_({ authorization: `Bearer ${app.apiToken}` })).statusCode).toBe(200);
    await strict.close();
  });
});

test('a till sends receipts of its own register only', async () => {
  const receipt = JSON.parse(readFileSync('samples/1-grocery.json', 'utf8')) as object;
  const accepted = await server.inject({
    method: 'POST',
    url: '/api/v1/receipts',
    headers: { host: 'localhost' },
    payload: { receipt },
  });
  const { receipt: id } = accepted.json<{ receipt: string }>();
  const route = `POST /api/v1/receipts/${id}/deliveries`;
  const wish = { to: 'petrov@example.ru' };
  expect(await ask(route, headers.till, wish)).toMatchObject({ status: 404, code: 'receiptUnknown' });
  expect((await ask(route, headers.cashier, wish)).status).toBe(202);
});

test('a browser reads a refusal as a page, a program as JSON', async () => {
  const read = (url: string, accept: string) =>
    server.inject({ url, headers: { host: 'localhost', ...headers.owner, accept, 'accept-language': 'ru' } });
  const page = await read('/till/999', 'text/html,*/*');
  expect(page.statusCode).toBe(404);
  expect(page.headers['content-type']).toContain('text/html');
  expect(page.body).toContain('Кассы «999» нет');
  expect((await read('/till/<b>', 'text/html')).body).not.toContain('<b>');
  expect((await read('/till/999', '*/*')).json()).toMatchObject({ code: 'registerUnknown' });
  expect((await read('/api/v1/none', 'text/html')).headers['content-type']).toContain('problem+json');
});

test('a token that is over or revoked opens nothing, and an open stream of a session ends with it', async () => {
  const { token, secret } = await app.access.tokens.make({ name: 'short', scopes: ['sales'], expiresAt: null }, 'test');
  const asked = () => ask('GET /api/v1/tills', { authorization: `Bearer ${secret}` });
  expect((await asked()).status).toBe(200);
  await app.access.tokens.revoke(token.id, 'test');
  expect((await asked()).code).toBe('tokenWrong');

  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  const { cookie = '' } = headers.cashier;
  const stream = await fetch(`${address}/api/v1/events?register=1`, { headers: { cookie } });
  expect(stream.status).toBe(200);
  const [cashier] = app.access.people.list().filter(({ role }) => role === 'cashier');
  await app.access.people.remove(cashier?.id ?? '', 'test');
  await expect(stream.text()).rejects.toThrow();
  expect((await ask('GET /api/v1/session', headers.cashier)).status).toBe(401);
});
