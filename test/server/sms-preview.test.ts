import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import type { PhoneSmsView, SmsPreviewView } from '../../src/server/api.ts';
import { createServer } from '../../src/server/index.ts';
import { receiptNumber } from '../servers/service.ts';

const data = mkdtempSync(join(tmpdir(), 'kvitok-preview-'));
let app: App;
let server: FastifyInstance;

beforeAll(async () => {
  app = await openApp({ data, quiet: true, demo: true });
  server = await createServer(app, { token: app.apiToken });
});
afterAll(async () => {
  await server.close();
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

const ask = async (
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
  { language = 'ru', ...rest }: { language?: string; remoteAddress?: string; headers?: Record<string, string> } = {},
) => {
  const answer = await server.inject({
    method,
    url: `/api/v1${path}`,
    headers: { host: 'localhost', 'accept-language': language, 'content-type': 'application/json', ...rest.headers },
    ...(rest.remoteAddress === undefined ? {} : { remoteAddress: rest.remoteAddress }),
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  return { status: answer.statusCode, json: answer.json<Record<string, unknown>>() };
};
const preview = async (body: unknown, language = 'ru') =>
  (await ask('POST', '/settings/sms/preview', body, { language })).json as unknown as SmsPreviewView;

test('nothing but a question shows the template in force on an example', async () => {
  const shown = await preview({});
  expect(shown.sample).toMatchObject({ parts: 2, encoding: 'UCS-2', latin: { parts: 1, saved: 1 } });
  expect(shown.requisites.every((one) => one.present)).toBe(true);
  expect(shown.notes).toEqual([]);
  expect(shown.variables).toContainEqual({
    name: 'сумма',
    others: ['пСумма', 'total'],
    title: 'сумма чека',
    value: '1240.50',
  });
});

test('a sample of the demo and a kept receipt are shown by their ids', async () => {
  const template = 'Чек {{ фд }} на {{ сумма }}';
  expect((await preview({ template, receipt: '1-grocery' })).sample?.text).toBe('Чек 1204 на 1092.64');
  const kept = await ask('POST', '/receipts', { receipt: receiptNumber(31) });
  expect((await preview({ template, receipt: kept.json.receipt })).sample?.text).toBe('Чек 31 на 15.00');
  expect(await ask('POST', '/settings/sms/preview', { template, receipt: 'none' })).toMatchObject({
    status: 404,
    json: { code: 'receiptUnknown', path: 'receipt' },
  });
});

test('what is wrong is told in the language asked for, at its place, and stops nothing', async () => {
  const template = 'Скидка! Чек {{ сума }}';
  for (const [language, words] of [
    ['ru', /Переменной «сума» нет/],
    ['en', /no variable "сума"/],
  ] as const) {
    const { notes, requisites, sample } = await preview({ template }, language);
    expect(sample).toBeUndefined();
    expect(notes[0]).toMatchObject({ level: 'error', from: 15, to: 19, text: expect.stringMatching(words) as string });
    expect(notes.map((note) => note.code)).toContain('advertising');
    expect(requisites.filter((one) => !one.present)).toHaveLength(5);
  }
});

test('the description names the route', async () => {
  const { json } = await ask('GET', '/openapi.json');
  expect(Object.keys(json.paths as object)).toContain('/api/v1/settings/sms/preview');
});

test('a sender name is explained', async () => {
  expect((await preview({ sender: 'KvitokShop' })).sender).toMatchObject({ ok: true });
  expect((await preview({ sender: 'Корзинка' })).sender).toMatchObject({ ok: false, suggestion: 'Korzinka' });
  expect((await preview({ sender: '79161234567' }, 'en')).sender?.notes[0]).toMatch(/number/);
  expect((await preview({ sender: '' })).sender).toMatchObject({ ok: true });
});

test('nothing is previewed for strangers, and wishes that are not known are refused', async () => {
  const path = '/settings/sms/preview';
  expect((await ask('POST', path, {}, { remoteAddress: '192.0.2.7' })).status).toBe(401);
  expect((await ask('POST', path, {}, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  expect((await ask('POST', path, { template: 5, receipt: {} })).status).toBe(400);
  expect((await ask('POST', path, { template: 'x'.repeat(20_000) })).status).toBe(400);
  expect((await preview({ template: 'x'.repeat(5_000) })).notes[0]?.code).toBe('templateTooLong');
});

test('a template that can not be filled is not kept, neither of an SMS nor of a subject', async () => {
  for (const [section, field, value] of [
    ['sms', 'template', 'Чек {{ сума }}'],
    ['sms', 'template', '{% include "x" %}'],
    ['email', 'subject', 'Чек {{ фд'],
  ] as const) {
    const { status, json } = await ask('PUT', `/settings/${section}`, { [field]: value });
    expect({ status, path: json.path }).toEqual({ status: 400, path: `${section}.${field}` });
  }
  expect((await ask('PUT', '/settings/sms', { template: 'Чек {{ пСумма }}' })).status).toBe(200);
  expect((await preview({})).sample?.text).toBe('Чек 1240.50');
  await ask('PUT', '/settings/sms', { template: '' });
});

test('an SMS goes to the phone of the demo as it was previewed', async () => {
  const heard = new Promise<void>((resolve) => app.demo?.phone.onMessage(() => resolve()));
  const accepted = await ask('POST', '/receipts', { receipt: receiptNumber(32), to: '+79161234567' });
  expect(accepted.status).toBe(202);
  await heard;
  const [message] = (await ask('GET', '/demo/sms')).json as unknown as PhoneSmsView[];
  const { sample } = await preview({ receipt: accepted.json.receipt });
  expect(message).toMatchObject({ to: '79161234567', text: sample?.text, parts: sample?.parts });
});
