import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { createServer } from '../../src/server/index.ts';
import { receiptNumber } from '../servers/service.ts';
import { heldAgainst } from './described.ts';

const data = mkdtempSync(join(tmpdir(), 'kvitok-api-'));
let app: App;
let server: FastifyInstance;
let described: ReturnType<typeof heldAgainst>;

beforeAll(async () => {
  app = await openApp({ data, quiet: true, demo: true });
  server = await createServer(app, { token: app.apiToken });
  const description = await server.inject({ url: '/api/v1/openapi.json', headers: { host: 'localhost' } });
  described = heldAgainst(description.json());
});
afterAll(async () => {
  await server.close();
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

const ask = async (
  method: InjectOptions['method'],
  url: string,
  payload?: unknown,
  headers: Record<string, string> = {},
) => {
  const answer = await server.inject({
    method: method ?? 'GET',
    url: `/api/v1${url}`,
    headers: {
      host: 'localhost',
      'accept-language': 'ru',
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(payload === undefined
      ? {}
      : { payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload) }),
  });
  const contentType = String(answer.headers['content-type'] ?? '');
  const json = contentType.includes('json') ? (answer.json() as Record<string, unknown>) : {};
  expect(
    described.faultOf({ method: String(method), url, status: answer.statusCode, contentType, json }),
  ).toBeUndefined();
  return { status: answer.statusCode, json, headers: answer.headers, bytes: answer.rawPayload };
};

test('a bare receipt in any known format is accepted with ?to=, once', async () => {
  const body = readFileSync('samples/1-grocery.json');
  const first = await ask('POST', '/receipts?to=buyer@example.ru', body);
  expect(first.status).toBe(202);
  const again = await ask('POST', '/receipts?to=BUYER@example.ru'.replace('BUYER', 'Buyer'), body);
  expect(again.json).toMatchObject({ receipt: first.json.receipt, deliveries: [{ created: false }] });
  const withMark = await ask(
    'POST',
    '/receipts?to=other@example.ru',
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]),
  );
  expect(withMark.json).toMatchObject({ receipt: first.json.receipt, deliveries: [{ created: true }] });
});

test('a receipt is shown as JSON, HTML, PDF, text and QR', async () => {
  const { json } = await ask('POST', '/receipts', { receipt: receiptNumber(77) });
  expect(json).toMatchObject({ deliveries: [] });
  const id = String(json.receipt);
  expect((await ask('GET', `/receipts/${id}`)).json).toMatchObject({
    fiscalDocumentNumber: 77,
    receipt: { total: 1500 },
  });
  expect((await ask('GET', `/receipts/${id}.html`)).bytes.toString()).toContain('Товар 77');
  expect((await ask('GET', `/receipts/${id}.pdf`)).bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect((await ask('GET', `/receipts/${id}.txt`)).bytes.toString()).toContain('ИТОГО');
  expect((await ask('GET', `/receipts/${id}.png`)).bytes.subarray(1, 4).toString()).toBe('PNG');
  expect((await ask('GET', '/receipts/none')).json).toMatchObject({ status: 404, code: 'receiptUnknown' });
});

test('the outcome is waited for, listed, found by the whole contact, sum and number, and never shows the contact', async () => {
  const { json } = await ask('POST', '/receipts', { receipt: receiptNumber(4321), to: 'findme@example.ru' });
  const [{ id } = { id: '' }] = json.deliveries as { id: string }[];
  const done = await ask('GET', `/deliveries/${id}?wait=20`);
  expect(done.json).toMatchObject({
    status: 'sent',
    contact: 'f***@example.ru',
    journal: [{ number: 1, outcome: 'accepted' }],
  });
  for (const q of ['findme@example.ru', 'FindMe@Example.ru', '4321'])
    expect((await ask('GET', `/deliveries?q=${encodeURIComponent(q)}`)).json.deliveries, q).toMatchObject([{ id }]);
  expect(
    ((await ask('GET', `/deliveries?q=${encodeURIComponent('15,00')}`)).json.deliveries as { id: string }[]).map(
      (one) => one.id,
    ),
  ).toContain(id);
  expect(JSON.stringify((await ask('GET', '/deliveries')).json)).not.toContain('findme');
  const again = await ask('POST', `/receipts/${String(json.receipt)}/deliveries`, { to: 'findme@example.ru' });
  expect(again.json.deliveries).toMatchObject([{ created: true }]);
  expect((await ask('POST', `/deliveries/${id}/retry`)).json).toMatchObject({ code: 'deliveryGone', status: 409 });
});

const refusals: [string, InjectOptions['method'], string, unknown, object][] = [
  ['nothing', 'POST', '/receipts', '', { status: 400, code: 'bodyEmpty' }],
  ['no JSON', 'POST', '/receipts', '{"receipt":', { status: 400, code: 'jsonMalformed' }],
  ['no receipt', 'POST', '/receipts', { hello: 1 }, { status: 400, code: 'receiptFormatUnknown' }],
  [
    'a wrong field',
    'POST',
    '/receipts',
    { receipt: { ...receiptNumber(5), total: 'x' } },
    { status: 400, path: 'receipt.total' },
  ],
  [
    'an unknown wish',
    'POST',
    '/receipts',
    { receipt: receiptNumber(5), too: 'a@b.ru' },
    { status: 400, code: 'fieldUnknown', path: 'too' },
  ],
  [
    'a bad contact',
    'POST',
    '/receipts',
    { receipt: receiptNumber(5), to: 'a@b' },
    { status: 400, code: 'contactWrong', path: 'to' },
  ],
  [
    'a header in the contact',
    'POST',
    '/receipts',
    { receipt: receiptNumber(5), to: 'a@b.ru\r\nBcc: c@d.ru' },
    { status: 400, code: 'contactWrong', path: 'to' },
  ],
  ['no key', 'POST', '/receipts', { receipt: { ...receiptNumber(5), fiscalSign: undefined } }, { status: 422 }],
  [
    'a changed receipt',
    'POST',
    '/receipts',
    { receipt: { ...receiptNumber(6), calculationType: 2 } },
    { status: 409, code: 'receiptDiffers' },
  ],
  [
    'SMS that is off',
    'POST',
    '/receipts',
    { receipt: receiptNumber(5), to: '+79161234567' },
    { status: 409, code: 'smsOff' },
  ],
  [
    'a wrong setting',
    'PUT',
    '/settings/email',
    { port: 70_000 },
    { status: 400, path: 'email.port', code: 'fieldTooLarge' },
  ],
  [
    'a login without @',
    'PUT',
    '/settings/email',
    { login: 'shop' },
    { status: 400, path: 'email.login', code: 'emailLogin' },
  ],
  [
    'an address as the host',
    'PUT',
    '/settings/email',
    { host: 'smtp@gmail.com' },
    { status: 400, path: 'email.host', code: 'emailHostIsAddress' },
  ],
  [
    'a line in a name',
    'PUT',
    '/settings/email',
    { senderName: 'a\r\nBcc: b@c.ru' },
    { status: 400, path: 'email.senderName' },
  ],
  [
    'an unknown setting',
    'PUT',
    '/settings/email',
    { colour: 'red' },
    { status: 400, path: 'email.colour', code: 'fieldUnknown' },
  ],
  [
    'an unknown SMS provider',
    'PUT',
    '/settings/sms',
    { provider: 'pigeon' },
    { status: 400, path: 'sms.provider', code: 'smsProvider' },
  ],
  ['an unknown section', 'GET', '/settings/colours', undefined, { status: 404, code: 'settingUnknown' }],
  [
    'deep JSON',
    'PUT',
    '/settings/email',
    `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
    { status: 400, code: 'bodyTooDeep' },
  ],
  ['deep receipt', 'POST', '/receipts', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, { status: 400 }],
  ['nowhere', 'GET', '/nothing', undefined, { status: 404, code: 'notFound' }],
];

test.each(refusals)('%s is refused in one sentence', async (_name, method, url, payload, expected) => {
  await ask('PUT', '/settings/sms', { enabled: false });
  await ask('POST', '/receipts', { receipt: receiptNumber(6) });
  const { status, json, headers } = await ask(method, url, payload);
  expect(headers['content-type']).toContain('application/problem+json');
  expect({ ...json, status }).toMatchObject(expected);
  expect(String(json.title)).toMatch(/[А-Яа-я]/);
  expect(String(json.title).split('\n')).toHaveLength(1);
});

test('a body over 1 MiB is refused, one below it is read', async () => {
  const large = { ...receiptNumber(8), seller: { name: 'x'.repeat(1_100_000) } };
  expect((await ask('POST', '/receipts', { receipt: large })).json).toMatchObject({
    status: 413,
    code: 'bodyTooLarge',
  });
});

test('a page of another site and a host name that was pointed here get nothing', async () => {
  expect((await ask('GET', '/deliveries', undefined, { host: 'evil.example' })).json).toMatchObject({
    status: 421,
    code: 'hostUnknown',
  });
  expect(
    (await ask('POST', '/receipts', { receipt: receiptNumber(9) }, { origin: 'https://evil.example' })).json,
  ).toMatchObject({ status: 403, code: 'originForeign' });
  expect((await ask('GET', '/deliveries', undefined, { origin: 'http://localhost' })).status).toBe(200);
  const { headers } = await ask('GET', '/deliveries');
  expect(headers['access-control-allow-origin']).toBeUndefined();
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  const page = await server.inject({ url: '/', headers: { host: 'localhost' } });
  expect(page.headers['content-security-policy']).toContain("default-src 'self'");
});

test('from another machine the token is needed', async () => {
  const from = (authorization?: string) =>
    server.inject({
      url: '/api/v1/deliveries',
      headers: { host: 'localhost', ...(authorization ? { authorization } : {}) },
      remoteAddress: '192.0.2.7',
    });
  expect((await from()).statusCode).toBe(401);
  expect((await from('Bearer wrong')).statusCode).toBe(401);
  expect((await from(`Bearer ${app.apiToken}`)).statusCode).toBe(200);
});

test('secrets never come back, and a refused change changes nothing', async () => {
  await ask('PUT', '/settings/email', { password: 'top secret' });
  const shown = await ask('GET', '/settings/email');
  expect(shown.json.password).toEqual({ set: true });
  await ask('PUT', '/settings/email', { subject: 'Другая', port: 0 });
  expect((await ask('GET', '/settings/email')).json).toEqual(shown.json);
  await ask('PUT', '/settings/email', { password: '' });
  expect((await ask('GET', '/settings/email')).json.password).toEqual({ set: false });
});

test('the description names every route of the contract that is built', async () => {
  const { json } = await ask('GET', '/openapi.json');
  const paths = Object.keys(json.paths as object);
  for (const path of [
    '/receipts',
    '/receipts/{id}',
    '/receipts/{id}/deliveries',
    '/deliveries',
    '/deliveries/{id}',
    '/deliveries/{id}/retry',
    '/deliveries/{id}/cancel',
    '/settings/{section}',
    '/settings/email/check',
    '/events',
  ])
    expect(paths).toContain(`/api/v1${path}`);
});

test('the description calls each operation by a name of its own, and says what the contract’s answers look like', async () => {
  const { json } = await ask('GET', '/openapi.json');
  const { paths } = json as { paths: Record<string, Record<string, { responses: Record<string, object> }>> };
  const names = described.operations.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const [method, path, status] of [
    ['post', '/receipts', 202],
    ['get', '/receipts', 200],
    ['get', '/receipts/{id}', 200],
    ['post', '/receipts/{id}/deliveries', 202],
    ['get', '/deliveries', 200],
    ['get', '/deliveries/{id}', 200],
    ['post', '/deliveries/{id}/retry', 200],
    ['post', '/deliveries/{id}/cancel', 200],
    ['post', '/sales', 201],
    ['post', '/sales', 200],
    ['get', '/sales/{id}', 200],
    ['put', '/sales/{id}/contact', 200],
    ['post', '/sales/{id}/confirm', 200],
    ['post', '/sales/{id}/cancel', 200],
  ] as const)
    expect(paths[`/api/v1${path}`]?.[method]?.responses, `${method} ${path}`).toMatchObject({
      [status]: {
        content: { 'application/json': { schema: { $ref: expect.stringContaining('#/components/schemas/') } } },
      },
      '4XX': { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    });
});

test('an answer that the description does not have is found out', () => {
  const told = {
    method: 'GET',
    url: '/deliveries',
    status: 200,
    contentType: 'application/json',
    json: { deliveries: [{}] },
  };
  expect(described.faultOf(told)).toMatch(/GET \/deliveries is no Deliveries/);
  expect(described.faultOf({ ...told, json: { deliveries: [], more: 1 } })).toMatch(/more/);
  expect(described.faultOf({ ...told, status: 302 })).toMatch(/302 is not described/);
});

test('health, readiness and metrics answer', async () => {
  for (const url of ['/healthz', '/readyz', '/metrics'])
    expect((await server.inject({ url, headers: { host: 'localhost' } })).statusCode).toBe(200);
  expect((await server.inject({ url: '/metrics', headers: { host: 'localhost' } })).body).toContain(
    'kvitok_queue{channel="email"}',
  );
});
