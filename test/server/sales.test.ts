import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { openEmulator } from '../../src/registers/index.ts';
import type { Events, SaleView, TillView } from '../../src/server/api.ts';
import { createServer } from '../../src/server/index.ts';
import { receiptsOf } from '../registers/harness.ts';
import { saleDocument, until } from '../till/shop.ts';
import { heldAgainst } from './described.ts';

const data = mkdtempSync(join(tmpdir(), 'kvitok-sales-'));
let app: App;
let server: FastifyInstance;
let port: number;

beforeAll(async () => {
  app = await openApp({ data, quiet: true, demo: true });
  server = await createServer(app, { token: app.apiToken, hosts: ['till.shop'] });
  await server.listen({ host: '127.0.0.1', port: 0 });
  port = (server.server.address() as AddressInfo).port;
});
afterAll(async () => {
  await server.close();
  await app.close();
  rmSync(data, { recursive: true, force: true });
});
beforeEach(async () => {
  app.demo?.emulator.clearFaults();
  await app.settings.change('form', { askContact: true }, 'test');
  const left = await app.till.list('1', ['awaiting-contact', 'failed'], { newestFirst: false, limit: 99 });
  for (const { id } of left) await app.till.cancel(id);
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  json: Record<string, unknown>;
}

/** Over a real socket; `host` is what the request says it came to. */
const ask = (method: string, path: string, body?: string | object, headers: Record<string, string> = {}) =>
  new Promise<Answer>((resolve, reject) => {
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const type = text?.startsWith('{') ? { 'content-type': 'application/json' } : {};
    const sent = request(
      { port, method, path, headers: { 'accept-language': 'ru', ...type, ...headers } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const said = Buffer.concat(chunks).toString();
          const isJson = answer.headers['content-type']?.includes('json');
          const json = isJson ? (JSON.parse(said) as Record<string, unknown>) : {};
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: said, json });
        });
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
const api = async (method: string, url: string, body?: string | object, headers?: Record<string, string>) => {
  const answer = await ask(method, `/api/v1${url}`, body, headers);
  const { status, json } = answer;
  described ??= heldAgainst((await ask('GET', '/api/v1/openapi.json')).json);
  const contentType = answer.headers['content-type'] ?? '';
  // With `as=source` the answer is the caller's own kind.
  if (!url.includes('as=source')) expect(described.faultOf({ method, url, status, contentType, json })).toBeUndefined();
  return answer;
};
let described: ReturnType<typeof heldAgainst> | undefined;
const create = async (given: Parameters<typeof saleDocument>[0] = {}) => {
  const answer = await api('POST', '/sales', saleDocument(given));
  expect(answer.status).toBe(201);
  return answer.json as unknown as SaleView;
};

describe('one sale', () => {
  test('goes from 1C’s request to the letter, by create, contact, confirm and wait', async () => {
    const document = saleDocument({ customerContact: '+7 916 123-45-67' });
    const made = await api('POST', '/sales', document);
    expect([made.status, made.headers.location]).toEqual([201, `/api/v1/sales/${String(made.json.id)}`]);
    expect(made.json).toMatchObject({
      state: 'awaiting-contact',
      documentId: document.id,
      contact: '+79161234567',
      contactMask: '+7 916 ***-**-67',
      electronically: false,
      paper: true,
      actions: ['contact', 'confirm', 'cancel'],
      formUrl: expect.stringContaining('/till/1?token='),
    });
    const again = await api('POST', '/sales', document);
    expect([again.status, again.json]).toEqual([200, made.json]);
    const id = String(made.json.id);
    const contact = await api('PUT', `/sales/${id}/contact`, { contact: 'buyer@example.ru', electronically: true });
    expect(contact.json).toMatchObject({ contact: 'buyer@example.ru', electronically: true, paper: false });
    expect((await api('POST', `/sales/${id}/confirm`)).status).toBe(200);
    expect((await api('POST', `/sales/${id}/confirm`)).status).toBe(200);
    const done = (await api('GET', `/sales/${id}?wait=25`)).json as unknown as SaleView;
    expect(done).toMatchObject({
      state: 'fiscalised',
      paper: false,
      contact: 'buyer@example.ru',
      receipt: { total: 1500, fiscalDriveNumber: app.demo?.emulator.fiscalDriveNumber, fiscalSign: expect.any(String) },
    });
    await until(async () => {
      const { deliveries } = (await api('GET', `/sales/${id}`)).json as unknown as SaleView;
      return deliveries[0]?.status === 'sent';
    }, 'the letter');
    const made2 = app.demo && receiptsOf(app.demo.emulator).filter((one) => one.contact === 'buyer@example.ru');
    expect(made2).toHaveLength(1);
  });

  test('is answered at once when its state changes, and not before', async () => {
    const { id } = await create();
    const started = performance.now();
    const poll = api('GET', `/sales/${id}?wait=20`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await api('POST', `/sales/${id}/cancel`);
    const answer = await poll;
    const took = performance.now() - started;
    expect(answer.json).toMatchObject({ state: 'cancelled' });
    expect(took).toBeGreaterThan(99);
    expect(took).toBeLessThan(2_000);
    expect((await api('GET', `/sales/${id}?wait=20`)).json).toMatchObject({ state: 'cancelled' });
  });

  test('is waited for by its version where every change counts', async () => {
    const { id, version } = await create();
    const poll = api('GET', `/sales/${id}?wait=20&version=${version}`);
    await api('PUT', `/sales/${id}/contact`, { contact: 'buyer@example.ru' });
    expect((await poll).json).toMatchObject({
      state: 'awaiting-contact',
      version: version + 1,
      contact: 'buyer@example.ru',
    });
    await api('POST', `/sales/${id}/cancel`);
  });

  test.each([
    ['atol-sell.json', 'application/json'],
    ['kkmserver-check.json', 'application/json'],
    ['1c-2.5.xml', 'application/xml'],
  ])('in the format of %s is answered in that format', async (file, type) => {
    await app.settings.change('form', { askContact: false }, 'test');
    const body = readFileSync(join('test/fixtures/sales', file), 'utf8');
    const headers = { 'content-type': type, 'idempotency-key': file };
    const { status, json } = await api('POST', '/sales', body, headers);
    expect(status, JSON.stringify(json)).toBe(201);
    expect((await api('POST', '/sales', body, headers)).json.id).toBe(json.id);
    expect((await api('GET', `/sales/${String(json.id)}?wait=25`)).json).toMatchObject({ state: 'fiscalised' });
    const source = await api('GET', `/sales/${String(json.id)}?as=source`);
    expect(source.headers['content-type']).toContain(type);
    const drive = app.demo && receiptsOf(app.demo.emulator).at(-1);
    expect(source.text).toContain(String(drive?.number));
    const xml = await api('GET', `/sales/${String(json.id)}`, undefined, { accept: 'application/xml' });
    expect(xml.text).toMatch(/<Sale [^>]*state="fiscalised"[^>]*fiscalSign="\d+"/);
  });

  test('goes from 1C 8.2 to the receipt in XML alone, with empty bodies that are a byte order mark', async () => {
    const headers = { accept: 'application/xml', 'content-type': 'application/xml; charset=utf-8' };
    const fields = (text: string) =>
      Object.fromEntries([...text.matchAll(/ (\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
    // As 1C sends a string: in UTF-8 with a mark, whatever its first line says.
    const body = `\ufeff${readFileSync('test/fixtures/sales/1c-2.5.xml', 'utf8').replace(/encoding="[^"]*"/i, 'encoding="windows-1251"')}`;
    const send = (key: string) => api('POST', '/sales?register=1', body, { ...headers, 'idempotency-key': key });
    const made = fields((await send('8.2-sale')).text);
    expect(made).toMatchObject({ state: 'awaiting-contact', formUrl: expect.stringContaining('token=') });
    expect((await api('POST', `/sales/${made.id}/confirm`, '\ufeff', headers)).status).toBe(200);
    const done = fields((await api('GET', `/sales/${made.id}?wait=25`, undefined, headers)).text);
    expect(done).toMatchObject({
      state: 'fiscalised',
      fiscalDocumentNumber: expect.stringMatching(/^\d+$/),
      shiftNumber: '1',
    });
    const late = await api('POST', `/sales/${made.id}/cancel`, '\ufeff', headers);
    expect([late.status, late.headers['content-type']]).toEqual([409, 'application/xml; charset=utf-8']);
    expect(late.text).toContain('<Problem code="saleFiscalised" title="');
    expect((await api('PUT', `/sales/${made.id}/contact`, '<a/>', headers)).status).toBe(415);
    expect(app.demo && JSON.stringify(receiptsOf(app.demo.emulator).at(-1))).not.toMatch(/Р[°°µ]/);
  });

  test('that cannot be is refused with a code and the path of the wrong field', async () => {
    const wrong = { ...saleDocument(), total: 1 };
    expect((await api('POST', '/sales', wrong)).json).toMatchObject({ status: 400, path: 'total' });
    expect((await api('POST', '/sales', '{}')).json).toMatchObject({ code: 'saleFormatUnknown' });
    expect((await api('POST', '/sales')).json).toMatchObject({ code: 'bodyEmpty' });
    expect((await api('POST', '/sales?register=9', saleDocument())).json).toMatchObject({
      status: 404,
      code: 'registerUnknown',
    });
    expect((await api('POST', '/sales', saleDocument(), { 'idempotency-key': 'a b' })).json.code).toBe('saleKeyWrong');
    expect((await api('GET', '/sales/none')).json).toMatchObject({ status: 404, code: 'saleUnknown' });
    expect((await api('POST', '/sales/none/confirm')).json).toMatchObject({ status: 404, code: 'saleUnknown' });
    const { id } = await create({ id: 'taken' });
    expect((await api('POST', '/sales', saleDocument({ id: 'taken', machineNumber: '7' }))).json).toMatchObject({
      status: 409,
      code: 'saleDiffers',
    });
    expect((await api('PUT', `/sales/${id}/contact`, { contact: 'buyer@' })).json).toMatchObject({
      code: 'contactWrong',
      path: 'contact',
    });
    expect((await api('GET', `/sales/${id}?as=source`)).json).toMatchObject({ status: 409, code: 'saleNotConfirmed' });
    await api('POST', `/sales/${id}/cancel`);
  });

  test('that the register refuses is told with what to do, repeated by hand, and made once', async () => {
    app.demo?.emulator.fail({ name: 'no-paper' });
    const { id } = await create();
    await api('POST', `/sales/${id}/confirm`);
    const failed = (await api('GET', `/sales/${id}?wait=25`)).json as unknown as SaleView;
    expect(failed).toMatchObject({
      state: 'failed',
      problem: { code: 'register.noPaper' },
      actions: ['contact', 'cancel', 'repeat'],
    });
    expect(failed.problem?.explanation).toMatch(/[а-я]/);
    expect((await api('POST', `/sales/${id}/confirm`)).json).toMatchObject({ status: 409, code: 'saleFailed' });
    await api('POST', `/sales/${id}/repeat`);
    expect((await api('GET', `/sales/${id}?wait=25`)).json).toMatchObject({ state: 'fiscalised' });
  });
});

test('an unclear sale is settled by a person, with the numbers of the receipt at the register', async () => {
  const before = app.settings.get('registers').list;
  const emulator = await openEmulator({ faults: [{ name: 'slow', seconds: 60 }] });
  await app.settings.change('registers', [...before, { id: '3', kind: 'atol', url: emulator.url, timeout: 5 }], 'test');
  const { json } = await api('POST', '/sales?register=3', saleDocument());
  await api('POST', `/sales/${String(json.id)}/confirm`);
  const command = (await app.till.get(String(json.id)))?.commandId ?? '';
  await until(
    async () => (await fetch(`${emulator.url}/api/v2/requests/${command}`)).ok,
    'the command at the register',
  );
  await emulator.close();
  const unclear = (await api('GET', `/sales/${String(json.id)}?wait=25`)).json;
  expect(unclear).toMatchObject({
    state: 'unclear',
    actions: ['resolve'],
    problem: { code: expect.stringMatching(/^register/) },
  });
  expect((await api('POST', `/sales/${String(json.id)}/repeat`)).json).toMatchObject({
    status: 409,
    code: 'saleUnclear',
  });
  const resolve = (body: object) => api('POST', `/sales/${String(json.id)}/resolve`, body);
  expect((await resolve({ made: true })).json).toMatchObject({ code: 'fieldMissing', path: 'fiscalDocumentNumber' });
  const seen = { fiscalDocumentNumber: 77, fiscalSign: '0085813599', dateTime: '2026-11-24T12:30:00' };
  expect((await resolve({ made: true, ...seen })).json).toMatchObject({
    state: 'fiscalised',
    receipt: { ...seen, fiscalSign: '85813599' },
  });
  await app.settings.change('registers', { list: before }, 'test');
});

/** Listens to a till's events over a real socket. */
function listen(path: string, headers: Record<string, string> = {}) {
  const heard: { [Name in keyof Events]: { event: Name; data: Events[Name] } }[keyof Events][] = [];
  let text = '';
  const sent = request({ port, path: `/api/v1${path}`, headers: { 'accept-language': 'ru', ...headers } }, (answer) => {
    answer.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const [, event, json] = /^event: (\w+)\ndata: (.*)$/s.exec(text.slice(0, end)) ?? [];
        text = text.slice(end + 2);
        if (event !== undefined) heard.push({ event, data: JSON.parse(json ?? '') } as (typeof heard)[number]);
      }
    });
  });
  sent.on('error', () => {});
  sent.end();
  return { heard, close: () => sent.destroy() };
}

describe('a till', () => {
  test('hears all that it shows at once, then each change of its sales, contacts masked once the form is closed', async () => {
    const till = listen('/events?register=1');
    await until(() => till.heard.length > 0);
    expect(till.heard[0]).toMatchObject({
      event: 'till',
      data: { register: { id: '1', kind: 'emulator' }, demo: true },
    });
    const started = performance.now();
    const { id } = await create({ customerContact: 'hidden@example.ru' });
    await until(() => till.heard.some((one) => one.event === 'sale'));
    expect(performance.now() - started).toBeLessThan(1_000);
    await api('POST', `/sales/${id}/confirm`);
    await until(() => till.heard.some((one) => one.event === 'delivery' && one.data.status === 'sent'));
    const sales = till.heard.flatMap((one) => (one.event === 'sale' && one.data.id === id ? [one.data] : []));
    expect(sales.map((sale) => sale.state)).toEqual(['awaiting-contact', 'fiscalising', 'fiscalised', 'fiscalised']);
    expect(sales.map((sale) => sale.version)).toEqual([1, 2, 3, 4]);
    expect(sales[0]?.contact).toBe('hidden@example.ru');
    expect(JSON.stringify(sales.slice(1))).not.toContain('hidden');
    till.close();
    const late = listen('/events?register=1');
    await until(() => late.heard.length > 0);
    const last = late.heard.flatMap((one) => (one.event === 'till' ? one.data.last : []));
    expect(last[0]).toMatchObject({ id, deliveries: [{ status: 'sent' }] });
    late.close();
    expect((await api('GET', '/events?register=9')).json).toMatchObject({ status: 404, code: 'registerUnknown' });
  });

  test('shows the open form first, others behind it, and the shift', async () => {
    const [one, two] = [await create(), await create()];
    await until(async () => ((await api('GET', '/tills/1')).json as unknown as TillView).register.reachable === 'yes');
    const view = (await api('GET', '/tills/1')).json as unknown as TillView;
    expect(view).toMatchObject({
      sale: { id: one.id },
      waiting: [{ id: two.id }],
      register: { shift: 'open', electronically: expect.any(String) },
      form: { askContact: true, hotkeys: true, keys: { email: '1', phone: '2', electronically: '3' } },
      channels: { email: true },
    });
    for (const { id } of [one, two]) await api('POST', `/sales/${id}/cancel`);
    expect((await api('GET', '/tills')).json).toMatchObject({ registers: [{ id: '1', name: 'Касса 1' }] });
    expect((await api('GET', '/tills/9')).json).toMatchObject({ code: 'registerUnknown' });
  });
});

describe('who may', () => {
  const outside = { host: 'till.shop' };

  test('a link to the form works once and becomes a cookie that opens this till alone', async () => {
    const { id, formUrl = '' } = await create();
    const { pathname, search } = new URL(formUrl);
    expect((await ask('GET', pathname, undefined, outside)).json).toMatchObject({ status: 401, code: 'tokenNeeded' });
    expect((await ask('GET', `/till/1?token=${id}.forged`, undefined, outside)).json).toMatchObject({
      status: 403,
      code: 'tillClosed',
    });
    const opened = await ask('GET', pathname + search, undefined, outside);
    expect([opened.status, opened.headers.location]).toEqual([303, '/till/1?once']);
    const cookie = String(opened.headers['set-cookie']);
    expect(cookie).toMatch(/^kvitok_till=1\.\d+\.[0-9a-f]{32}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/);
    expect((await ask('GET', pathname + search, undefined, outside)).json).toMatchObject({
      status: 403,
      code: 'tillClosed',
    });

    const asTill = { ...outside, cookie: cookie.split(';')[0] ?? '' };
    expect((await api('GET', '/tills/1', undefined, asTill)).status).toBe(200);
    expect((await api('PUT', `/sales/${id}/contact`, { contact: 'a@example.ru' }, asTill)).status).toBe(200);
    for (const path of [
      '/tills/2',
      '/tills',
      '/settings/email',
      '/deliveries',
      '/receipts',
      '/events',
      '/events?register=2',
    ])
      expect((await api('GET', path, undefined, asTill)).status, path).toBe(401);
    expect((await api('POST', '/sales', saleDocument(), asTill)).status).toBe(401);
    const forged = { ...outside, cookie: asTill.cookie.replace('=1.', '=2.') };
    expect((await api('GET', '/tills/2', undefined, forged)).status).toBe(401);

    const list = [...app.settings.get('registers').list, { id: '2', kind: 'emulator' }];
    await app.settings.change('registers', list, 'test');
    const other = (await api('POST', '/sales?register=2', saleDocument())).json as unknown as SaleView;
    for (const path of [`/sales/${other.id}/confirm`, `/sales/${other.id}/cancel`])
      expect((await api('POST', path, undefined, asTill)).json, path).toMatchObject({
        status: 404,
        code: 'saleUnknown',
      });
    for (const sale of [id, other.id]) await api('POST', `/sales/${sale}/cancel`);
    await app.settings.change('registers', list.slice(0, 1), 'test');
  });

  test('a page of another site, and a name pointed at this machine, get nothing', async () => {
    const { id } = await create();
    const foreign = { origin: 'http://evil.example' };
    expect((await api('POST', `/sales/${id}/confirm`, undefined, foreign)).json).toMatchObject({
      status: 403,
      code: 'originForeign',
    });
    expect((await api('POST', '/sales', saleDocument(), foreign)).status).toBe(403);
    const rebound = await api('GET', '/tills/1', undefined, { host: 'evil.example' });
    expect(rebound.json).toMatchObject({ status: 421, code: 'hostUnknown' });
    expect(rebound.headers['access-control-allow-origin']).toBeUndefined();
    expect((await api('GET', `/sales/${id}`)).json).toMatchObject({ state: 'awaiting-contact' });
    await api('POST', `/sales/${id}/cancel`);
  });
});
