import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { receiptNumber, type Service, startService } from '../servers/service.ts';

const data = mkdtempSync(join(tmpdir(), 'kvitok-secrets-'));
const secrets: Record<string, string> = {
  'the mailbox’s password': 'Sm7-letter-box-secret',
  'the SMS password': 'Ss7-message-secret',
  'the SMS key': 'Sk7-message-key-secret',
  'the register’s password': 'Sr7-register-secret',
  'the proxy’s password': 'Sp7-proxy-secret',
  'the owner’s password': 'So7-owner-signs-in',
  'a new password': 'Sn7-owner-changed-it',
  'a wrong password': 'Sw7-somebody-guesses',
};
/** All that the API answered. */
const heard: string[] = [];
let service: Service;
let cookie = '';

beforeAll(async () => {
  service = await startService(data, [], { KVITOK_LOG_LEVEL: 'trace' });
});
afterAll(async () => {
  await service.stop();
  rmSync(data, { recursive: true, force: true });
});

/** Asks as the owner's browser, or with the data folder's token while there is none. */
async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${service.url}/api/v1${path}`, {
    method,
    headers: {
      ...(cookie === '' ? { authorization: `Bearer ${service.token}` } : { cookie }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(15_000),
  });
  const text = Buffer.from(await answer.arrayBuffer()).toString('latin1');
  heard.push(text);
  const [set] = answer.headers.getSetCookie();
  if (set) {
    [cookie = ''] = set.split(';');
    secrets['the session'] = cookie.slice(cookie.indexOf('=') + 1);
  }
  return { status: answer.status, text };
}
const of = (name: string) => secrets[name] ?? '';

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}

test('no byte of a secret is in an answer, the log, a file of the database, a copy or a bundle', async () => {
  const put = async (section: string, value: object) =>
    expect((await ask('PUT', `/settings/${section}`, value)).status, section).toBe(200);
  const password = of('the mailbox’s password');
  await put('email', { login: 'shop@example.ru', password, host: '127.0.0.1', port: 9, security: 'none' });
  await put('sms', {
    enabled: true,
    provider: 'smsc',
    host: 'http://127.0.0.1:9',
    login: 'shop',
    password: of('the SMS password'),
    apiKey: of('the SMS key'),
    testPhone: '+79161234567',
  });
  const register = {
    id: '1',
    kind: 'atol',
    url: 'http://127.0.0.1:9',
    login: 'till',
    password: of('the register’s password'),
  };
  await put('registers', { list: [register] });
  await put('network', { proxy: 'http://127.0.0.1:9', login: 'proxy', password: of('the proxy’s password') });

  const owner = { name: 'Анна', password: of('the owner’s password') };
  expect((await ask('POST', '/people', { ...owner, role: 'owner' })).status).toBe(201);
  expect((await ask('POST', '/sign-in', { ...owner, password: of('a wrong password') })).status).toBe(401);
  expect((await ask('POST', '/sign-in', owner)).status).toBe(200);
  const change = { old: owner.password, password: of('a new password') };
  expect((await ask('PUT', '/session/password', change)).status).toBe(204);
  const made = await ask('POST', '/tokens', { name: '1С', scopes: ['sales'] });
  secrets['a token'] = (JSON.parse(made.text) as { token: string }).token;
  // The one answer that tells it.
  heard.pop();
  const used = await fetch(`${service.url}/api/v1/tills`, { headers: { authorization: `Bearer ${of('a token')}` } });
  expect(used.status).toBe(200);

  // What fails is written down in most detail.
  await ask('POST', '/receipts', { receipt: receiptNumber(1), to: 'buyer@example.ru' });
  await ask('POST', '/settings/email/check', {});
  await ask('POST', '/settings/sms/check', {});
  await ask('POST', '/settings/registers/check', register);
  await ask('PUT', '/settings/email', { password: 7 });
  await ask('PUT', '/settings/sms', { apiKey: of('the SMS key'), nothing: 'of the kind' });

  const { text } = await ask('GET', '/openapi.json');
  const { paths } = JSON.parse(text) as { paths: Record<string, { get?: object }> };
  const readable = Object.keys(paths).filter((path) => paths[path]?.get && !path.endsWith('/events'));
  expect(readable.length).toBeGreaterThan(20);
  for (const path of readable) {
    const sections = path.includes('{section}') ? ['email', 'sms', 'registers', 'network'] : [''];
    for (const section of sections)
      await ask(
        'GET',
        path
          .replace('/api/v1', '')
          .replace('{section}', section)
          .replace(/\{\w+\}/g, 'none'),
      );
  }
  for (const path of ['/privacy/backup', '/privacy/support-bundle'])
    expect((await ask('POST', path)).status, path).toBe(200);

  const places: [string, Buffer][] = [
    ['an answer', Buffer.from(heard.join('\n'), 'latin1')],
    ['the log', Buffer.from(service.said())],
    ...filesIn(data)
      .filter((file) => !/(^|\/)(key|api-token|service\.json)$/.test(file))
      .map((file): [string, Buffer] => [file.slice(data.length), readFileSync(file)]),
  ];
  expect(places.map(([place]) => place)).toEqual(expect.arrayContaining(['/kvitok.db', '/kvitok.db-wal']));
  const found: string[] = [];
  for (const [place, bytes] of places)
    for (const [name, secret] of Object.entries(secrets))
      for (const form of [
        secret,
        Buffer.from(secret).toString('base64').replace(/=+$/, ''),
        Buffer.from(secret).toString('hex'),
      ])
        if (bytes.includes(form)) found.push(`${name} in ${place}`);
  expect(found).toEqual([]);
}, 120_000);
