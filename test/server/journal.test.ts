import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { typedDay } from '../../src/server/api/typed-day.ts';
import type { DeliveryView } from '../../src/server/api.ts';
import { createServer } from '../../src/server/index.ts';
import { readSearch } from '../../src/server/journal-query.ts';
import { receiptNumber } from '../servers/service.ts';

const data = mkdtempSync(join(tmpdir(), 'kvitok-journal-'));
let app: App;
let server: FastifyInstance;

beforeAll(async () => {
  app = await openApp({ data, demo: true, quiet: true });
  server = await createServer(app, { token: app.apiToken });
  for (const [number, to] of [
    [1, 'first@example.ru'],
    [2, '+79161234567'],
    [3, 'third@example.ru'],
    [4, 'fourth@example.ru'],
  ] as const) {
    const { json } = await ask('POST', '/receipts', { receipt: { ...receiptNumber(number), total: 1_500 }, to });
    const [{ id } = { id: '' }] = json.deliveries as { id: string }[];
    await ask('GET', `/deliveries/${id}?wait=20`);
  }
});
afterAll(async () => {
  await server.close();
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

async function ask(method: 'GET' | 'POST', path: string, payload?: unknown, language = 'ru') {
  const answer = await server.inject({
    method,
    url: `/api/v1${path}`,
    headers: {
      host: 'localhost',
      'accept-language': language,
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
  });
  const isJson = String(answer.headers['content-type']).includes('json');
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: answer.body,
    json: (isJson ? answer.json() : {}) as Record<string, unknown>,
  };
}
const found = async (query: Record<string, string>) => {
  const { json } = await ask('GET', `/deliveries?${new URLSearchParams(query)}`);
  return { ...json, numbers: (json.deliveries as DeliveryView[]).map((one) => one.fiscalDocumentNumber) };
};

const now = new Date(2026, 10, 25, 12);
test.each([
  ['1 240,50', { as: 'total', total: 124_050 }],
  ['1240.5 ₽', { as: 'total', total: 124_050 }],
  ['560 руб', { as: 'total', total: 56_000 }],
  ['№ 4321', { as: 'number', fiscalDocumentNumber: 4321 }],
  ['ФД 4321', { as: 'number', fiscalDocumentNumber: 4321 }],
  ['4321', { as: 'numberOrTotal', numberOrTotal: { fiscalDocumentNumber: 4321, total: 432_100 } }],
  ['9161234567', { as: 'contact', contact: '9161234567' }],
  ['89161234567', { as: 'contact', contact: '89161234567' }],
  ['+7 916 123-45-67', { as: 'contact' }],
  ['Buyer@Mail.ru', { as: 'contact' }],
  ['24.11', { as: 'day', from: new Date(2026, 10, 24).getTime(), until: new Date(2026, 10, 25).getTime() }],
  ['вчера', { as: 'day', from: new Date(2026, 10, 24).getTime() }],
  ['2026-11-24', { as: 'day', from: new Date(2026, 10, 24).getTime() }],
  ['15.00', { as: 'total', total: 1_500 }],
  ['иван', { as: 'nothing' }],
  ['91612345', { as: 'numberOrTotal' }],
] as const)('«%s» is understood', (typed, wanted) => {
  expect(readSearch(typed, now)).toMatchObject(wanted);
});

test('a day without a year is the last such day, and a day that no month has is none', () => {
  expect(typedDay('26.11', now)).toEqual({ year: 2025, month: 11, day: 26 });
  expect(typedDay('31.02.2026', now)).toBeUndefined();
  expect(typedDay('24.11.26', now)).toEqual({ year: 2026, month: 11, day: 24 });
  for (const typed of ['24 ноября', '24 Нояб.', '24 ноября 2026 г.', '24 nov 26', '24 November, 2026'])
    expect(typedDay(typed, now), typed).toEqual({ year: 2026, month: 11, day: 24 });
  expect(typedDay('9 мая', now)).toEqual({ year: 2026, month: 5, day: 9 });
  expect(typedDay('24 молока', now)).toBeUndefined();
});

test('each kind of search finds its delivery, and the answer tells what was looked for', async () => {
  expect(await found({ q: '8 (916) 123-45-67' })).toMatchObject({ numbers: [2], searched: { as: 'contact' } });
  expect(await found({ q: '9161234567' })).toMatchObject({ numbers: [2] });
  expect(await found({ q: 'Third@Example.ru' })).toMatchObject({ numbers: [3] });
  expect(await found({ q: '3' })).toMatchObject({ numbers: [3], searched: { as: 'numberOrTotal', total: 300 } });
  expect(await found({ q: '15' })).toMatchObject({ numbers: [4, 3, 2, 1] });
  expect(await found({ q: '15,00', channel: 'sms' })).toMatchObject({ numbers: [2] });
  expect(await found({ q: 'сегодня' })).toMatchObject({ numbers: [4, 3, 2, 1] });
  expect(await found({ q: 'вчера' })).toMatchObject({ numbers: [] });
  const { searched } = (await found({ q: 'third@' })) as { searched?: { as: string; problem: string } };
  expect(searched).toMatchObject({ as: 'nothing', problem: expect.stringMatching(/[А-Яа-я]/) });
});

test('outcomes part letters that were taken from SMS that nobody has confirmed', async () => {
  expect(await found({ outcome: 'delivered', channel: 'email' })).toMatchObject({ numbers: [4, 3, 1] });
  expect(await found({ outcome: 'failed' })).toMatchObject({ numbers: [] });
  const { json } = await ask('GET', '/deliveries?channel=email&limit=1');
  expect(json.deliveries).toMatchObject([{ outcome: 'delivered', status: 'sent' }]);
});

test('once more goes to the same contact as a new delivery, and elsewhere changes nothing else', async () => {
  const before = (await found({ q: '№1' })) as unknown as { deliveries: DeliveryView[] };
  const [first] = before.deliveries;
  const again = await ask('POST', `/deliveries/${first?.id}/resend`);
  expect(again).toMatchObject({ status: 202, json: { deliveries: [{ channel: 'email', created: true }] } });
  const [{ id } = { id: '' }] = again.json.deliveries as { id: string }[];
  expect((await ask('GET', `/deliveries/${id}?wait=20`)).json).toMatchObject({
    status: 'sent',
    contact: 'f***@example.ru',
  });
  await ask('POST', `/receipts/${first?.receiptId}/deliveries`, { to: 'other@example.ru' });
  expect((await ask('GET', `/deliveries/${first?.id}`)).json).toMatchObject({
    status: first?.status,
    contact: first?.contact,
    attempts: first?.attempts,
  });
  expect((await ask('POST', '/deliveries/none/resend')).json).toMatchObject({ status: 404, code: 'deliveryUnknown' });
});

test('a whole contact is given to who asks, and the audit says who it was', async () => {
  const { json } = await ask('GET', `/deliveries?q=${encodeURIComponent('third@example.ru')}`);
  const [{ id } = { id: '' }] = json.deliveries as { id: string }[];
  const seen = await ask('GET', `/deliveries/${id}/contact`);
  expect(seen.json).toEqual({ contact: 'third@example.ru' });
  expect(seen.headers['cache-control']).toBe('no-store');
  const [audit] = await app.access.list({ limit: 1 });
  expect(audit).toMatchObject({ act: 'contactSeen', subject: id, who: 'demo' });
  expect((await ask('GET', '/deliveries/none/contact')).json).toMatchObject({ status: 404 });
});

test('the message is shown as the buyer gets it, with the contact masked', async () => {
  const letter = ((await found({ q: '№3' })) as unknown as { deliveries: DeliveryView[] }).deliveries[0];
  const shown = await ask('GET', `/deliveries/${letter?.id}/message`);
  expect(shown.json).toMatchObject({ kind: 'letter', subject: 'Чек о покупке', files: [] });
  const body = await ask('GET', `/deliveries/${letter?.id}/message.html`);
  expect(body.body).toContain('Товар 3');
  expect(body.body).not.toContain('third@');
  expect(body.body).not.toContain('cid:');
  expect(body.headers['content-security-policy']).toMatch(/^sandbox;/);
  const sms = ((await found({ q: '№2' })) as unknown as { deliveries: DeliveryView[] }).deliveries[0];
  expect((await ask('GET', `/deliveries/${sms?.id}/message`)).json).toMatchObject({ kind: 'sms', parts: 2 });
  expect((await ask('GET', `/deliveries/${sms?.id}/message.html`)).status).toBe(404);
});

test('the file has what was asked for, in Russian and in English, with contacts only for who asks', async () => {
  const russian = await ask('GET', '/deliveries.csv?channel=sms');
  expect(russian.headers['content-type']).toContain('text/csv');
  expect(russian.headers['content-disposition']).toContain('attachment');
  expect(russian.body.startsWith('\ufeffВремя;Сумма;"№ ФД";')).toBe(true);
  expect(russian.body).toContain(`"15,00";2;`);
  expect(russian.body).toContain(`"'+7 916 ***-**-67"`);
  expect(russian.body).not.toContain('123-45');
  const audited = (await app.access.list({ limit: 1 }))[0]?.id;
  const english = await ask('GET', '/deliveries.csv?q=%2B79161234567&contacts=open', undefined, 'en');
  expect(english.body).toContain(`,15.00,2,`);
  expect(english.body).toContain(`"'+7 916 123-45-67"`);
  const [audit] = await app.access.list({ limit: 1 });
  expect(audit?.id).not.toBe(audited);
  expect(audit).toMatchObject({ act: 'journalExported', subject: 'q=contact' });
});

test('many are tried again step by step, and who stops asking leaves the rest alone', async () => {
  // A port that nobody listens on: letters wait for it.
  await app.settings.change('email', { host: '127.0.0.1', port: 9, login: 'shop@example.ru', enabled: true }, 'test');
  for (let number = 101; number <= 105; number++) {
    await ask('POST', '/receipts', { receipt: receiptNumber(number), to: `many${number}@example.ru` });
  }
  expect((await ask('GET', '/deliveries/count?outcome=way&channel=email')).json).toEqual({ count: 5, more: false });
  const first = await ask('POST', '/deliveries/retry', { outcome: 'way', channel: 'email', limit: 2 });
  expect(first.json).toMatchObject({ doubtful: 0, cursor: expect.any(String) });
  let { cursor } = first.json as { cursor?: string };
  let steps = 1;
  for (; cursor !== undefined; steps++)
    ({ cursor } = (await ask('POST', '/deliveries/retry', { outcome: 'way', channel: 'email', limit: 2, cursor }))
      .json as {
      cursor?: string;
    });
  expect(steps).toBe(3);
  expect((await ask('POST', '/deliveries/retry', { outcome: 'way', limit: 1_000 })).json).toMatchObject({
    status: 400,
  });
  expect((await ask('POST', '/deliveries/retry', { outcome: 'delivered' })).json).toMatchObject({ retried: 0 });
});
