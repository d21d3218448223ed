import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import type { LetterPreviewView, MailHintView, SampleReceiptView } from '../../src/server/api/email-settings.ts';
import type {
  PlanView,
  ProfileView,
  SettingsChangeView,
  SettingsFile,
  SettingsHistoryView,
} from '../../src/server/api/settings-history.ts';
import type { CheckStepView } from '../../src/server/api.ts';
import { createServer } from '../../src/server/index.ts';
import { type ScriptedSmtp, startScriptedSmtp } from '../servers/scripted-smtp.ts';
import { receiptNumber } from '../servers/service.ts';

const SECRET = 'very-secret-word';
const data = mkdtempSync(join(tmpdir(), 'kvitok-settings-'));
let app: App;
let server: FastifyInstance;
let said = '';

const open = async () => {
  app = await openApp({ data, quiet: true, allowPrivate: ['127.0.0.1'] });
  server = await createServer(app, { token: app.apiToken });
};
const close = async () => {
  await server.close();
  await app.close();
};
beforeAll(open);
afterAll(async () => {
  await close();
  rmSync(data, { recursive: true, force: true });
});

const ask = async <T = Record<string, unknown>>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
) => {
  const answer = await server.inject({
    method,
    url: `/api/v1${path}`,
    headers: {
      authorization: `Bearer ${app.apiToken}`,
      host: 'localhost',
      'accept-language': 'ru',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  said += answer.body;
  return { status: answer.statusCode, json: answer.json<T>(), text: answer.body };
};
const put = (section: string, patch: object, profile = 'default') =>
  ask('PUT', `/settings/${section}?profile=${profile}`, patch);
const history = async (query = '') => (await ask<SettingsHistoryView>('GET', `/settings/history${query}`)).json.changes;
const newest = async () => (await history('?limit=1'))[0] as SettingsChangeView;
const email = async (profile = 'default') => (await ask('GET', `/settings/email?profile=${profile}`)).json;

test('the history tells who changed which field from what to what, and of a secret only that it changed', async () => {
  await put('email', { login: 'shop@yandex.ru', host: 'smtp.yandex.ru', password: SECRET });
  await put('email', { subject: 'Чек {{ фд }}', port: 587, password: `${SECRET}2` });
  const change = await newest();
  expect(change).toMatchObject({ by: 'api', section: 'email', profile: 'default', dropped: false });
  expect(change.changes).toEqual([
    { path: 'subject', from: 'Чек о покупке', to: 'Чек {{ фд }}' },
    { path: 'password', secret: true },
    { path: 'port', from: 465, to: 587 },
  ]);
});

test('a row of a list is told by its id, its secrets too', async () => {
  await put('registers', { list: [{ id: '1', name: 'Касса 1', password: SECRET }, { id: '2' }] });
  await put('registers', {
    list: [
      { id: '1', name: 'Касса у входа' },
      { id: '2', password: SECRET },
    ],
  });
  expect((await newest()).changes).toEqual([
    { path: 'list.1.name', from: 'Касса 1', to: 'Касса у входа' },
    { path: 'list.2.password', secret: true },
  ]);
});

test('a change is taken back field by field; secrets stay as they are', async () => {
  await put('email', { subject: 'Первая', withoutQr: true });
  await put('email', { subject: 'Вторая', senderName: 'Магазин' });
  const { id } = await newest();
  const dry = await ask<PlanView>('POST', `/settings/history/${id}/undo?dry=true`);
  expect(dry.json.changes).toEqual([
    { section: 'email', profile: 'default', path: 'subject', from: 'Вторая', to: 'Первая' },
    { section: 'email', profile: 'default', path: 'senderName', from: 'Магазин', to: '' },
  ]);
  expect(await email()).toMatchObject({ subject: 'Вторая' });
  expect((await ask('POST', `/settings/history/${id}/undo`)).status).toBe(200);
  expect(await email()).toMatchObject({ subject: 'Первая', senderName: '', withoutQr: true, password: { set: true } });
  expect((await ask('POST', '/settings/history/none/undo')).json).toMatchObject({ code: 'changeUnknown' });
});

test('a list is taken back whole, and its rows keep their secrets', async () => {
  await put('registers', { list: [{ id: '1', name: 'Переименована' }, { id: '2' }] });
  const { id } = await newest();
  await ask('POST', `/settings/history/${id}/undo`);
  const { json } = await ask<{ list: object[] }>('GET', '/settings/registers');
  expect(json.list).toMatchObject([{ name: 'Касса у входа', password: { set: true } }, { password: { set: true } }]);
});

test('a profile follows the common values until it has its own, and can go back to them', async () => {
  await put('profiles', { list: [{ id: 'cafe', name: 'Кафе' }] });
  await put('email', { subject: 'Общая' });
  expect(await email('cafe')).toMatchObject({ subject: 'Общая' });
  await put('email', { subject: 'Из кафе' }, 'cafe');
  await put('email', { subject: 'Новая общая' });
  expect(await email('cafe')).toMatchObject({ subject: 'Из кафе', login: 'shop@yandex.ru', password: { set: true } });
  await put('registers', { list: [{ id: '1', profile: 'cafe' }, { id: '2' }] });
  const { json } = await ask<ProfileView[]>('GET', '/profiles');
  expect(json).toEqual([
    { id: 'default', name: '', own: [], registers: ['2'] },
    { id: 'cafe', name: 'Кафе', own: ['email'], registers: ['1'] },
  ]);
  expect((await put('profiles', { list: [] })).json).toMatchObject({ code: 'profileInUse', path: 'profiles.list' });

  expect((await ask('DELETE', '/settings/email?profile=cafe')).json).toMatchObject({ subject: 'Новая общая' });
  const dropped = await newest();
  expect(dropped).toMatchObject({ profile: 'cafe', dropped: true, changes: [{ path: 'subject', to: 'Новая общая' }] });
  await ask('POST', `/settings/history/${dropped.id}/undo`);
  expect(await email('cafe')).toMatchObject({ subject: 'Из кафе' });

  await put('registers', { list: [{ id: '1', profile: 'default' }, { id: '2' }] });
  expect((await put('profiles', { list: [] })).status).toBe(200);
  expect((await ask<ProfileView[]>('GET', '/profiles')).json.map(({ id }) => id)).toEqual(['default']);
  expect((await ask('DELETE', '/settings/email')).json).toMatchObject({ code: 'commonNotDropped' });
});

test('exported settings come back elsewhere; what will change is told first; secrets are not in the file', async () => {
  await put('profiles', { list: [{ id: 'cafe', name: 'Кафе' }] });
  await put('email', { subject: 'Из кафе' }, 'cafe');
  const { json: file, text } = await ask<SettingsFile>('GET', '/settings/export');
  expect(text).not.toContain('password');
  expect(file).toMatchObject({
    settings: { email: { port: 587 } },
    profiles: { cafe: { email: { subject: 'Из кафе' } } },
  });
  expect((await ask<PlanView>('POST', '/settings/import?dry=true', file)).json.changes).toEqual([]);

  await put('email', { port: 465, subject: 'Другая' });
  await ask('DELETE', '/settings/email?profile=cafe');
  const plan = await ask<PlanView>('POST', '/settings/import?dry=true', file);
  expect(plan.json.changes).toMatchObject([
    { section: 'email', profile: 'default', path: 'subject', from: 'Другая' },
    { section: 'email', profile: 'default', path: 'port', from: 465, to: 587 },
    { section: 'email', profile: 'cafe', path: 'subject', to: 'Из кафе' },
  ]);
  expect(await email()).toMatchObject({ port: 465 });
  await ask('POST', '/settings/import', file);
  expect(await email()).toMatchObject({ port: 587, password: { set: true } });
  expect(await email('cafe')).toMatchObject({ subject: 'Из кафе' });
});

test('a file with one wrong value changes nothing and the value is named by its path', async () => {
  const before = await email();
  const count = (await history('?limit=200')).length;
  const file = { format: 'kvitok-settings', version: 1 };
  for (const [rest, expected] of [
    [{ settings: { email: { subject: 'X' }, sms: { dailyBudget: 'много' } } }, { path: 'sms.dailyBudget' }],
    [{ settings: { email: { subject: 'X', colour: 'red' } } }, { path: 'email.colour', code: 'fieldUnknown' }],
    [{ settings: { email: { subject: 'X' }, fax: {} } }, { path: 'fax', code: 'settingUnknown' }],
    [{ settings: { email: { subject: 'X' }, privacy: { copiesFolder: 'here' } } }, { path: 'privacy.copiesFolder' }],
    [
      { settings: { email: { subject: 'X' } }, profiles: { cafe: { email: { port: 0 } } } },
      { path: 'profiles.cafe.email.port', title: expect.stringContaining('profiles.cafe.email.port') },
    ],
    [{ settings: [] }, { code: 'notSettingsFile' }],
  ] as const)
    expect((await ask('POST', '/settings/import', { ...file, ...rest })).json).toMatchObject(expected);
  expect((await ask('POST', '/settings/import', { format: 'other' })).json).toMatchObject({ code: 'notSettingsFile' });
  expect(await email()).toEqual(before);
  expect(await history('?limit=200')).toHaveLength(count);
});

test('the history is paged and narrowed to a section', async () => {
  const first = (await ask<SettingsHistoryView>('GET', '/settings/history?limit=2')).json;
  const second = (await ask<SettingsHistoryView>('GET', `/settings/history?limit=2&before=${first.next}`)).json;
  expect(new Set([...first.changes, ...second.changes].map(({ id }) => id)).size).toBe(4);
  expect((await history('?section=registers&limit=200')).every(({ section }) => section === 'registers')).toBe(true);
});

test('a folder for copies that can not be written is refused at its field', async () => {
  const locked = join(data, 'locked');
  writeFileSync(locked, 'a file, not a folder');
  chmodSync(locked, 0o400);
  expect((await put('privacy', { copiesFolder: join(locked, 'copies') })).json).toMatchObject({
    code: 'copiesFolderNotWritable',
    path: 'privacy.copiesFolder',
  });
  expect((await put('privacy', { copiesFolder: '/proc/copies/2026' })).json).toMatchObject({
    code: 'copiesFolderNotWritable',
  });
  expect((await put('privacy', { copiesFolder: 'copies' })).json).toMatchObject({ code: 'copiesFolderRelative' });
  expect(
    (await put('privacy', { copiesFolder: join(data, 'copies', 'of', 'receipts'), retentionDays: 30 })).status,
  ).toBe(200);
});

test('the letter of a sample is shown by what is typed; a broken subject is refused at its field', async () => {
  const { json: samples } = await ask<SampleReceiptView[]>('GET', '/settings/samples');
  const receipt = samples[0]?.id;
  const preview = (settings: object) =>
    ask<LetterPreviewView>('POST', '/settings/email/preview', { receipt, settings });
  const { json } = await preview({ withoutQr: false, subject: 'Чек {{ фд }}', senderName: 'Лавка', login: 'a@b.ru' });
  expect(json).toMatchObject({ from: 'Лавка <a@b.ru>', subject: expect.stringMatching(/^Чек \d+$/), attachments: [] });
  expect(json.html).toContain('data:image/png;base64,');
  expect((await preview({ asPdf: true })).json.attachments).toMatchObject([expect.stringMatching(/\.pdf$/)]);
  const pdf = await server.inject({
    method: 'POST',
    url: '/api/v1/settings/email/preview.pdf',
    headers: { host: 'localhost', authorization: `Bearer ${app.apiToken}` },
    payload: { receipt, settings: {} },
  });
  expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  expect((await preview({ subject: 'Чек {{ фдд }}' })).json).toMatchObject({
    code: 'templateVariableNear',
    path: 'email.subject',
  });
});

test('the provider of a mailbox is told with what to fill in and the kind of its password', async () => {
  const hint = async (query: string) => (await ask<MailHintView>('GET', `/settings/email/hint?${query}`)).json;
  expect(await hint('login=shop@yandex.ru')).toEqual({
    name: 'Яндекс',
    host: 'smtp.yandex.ru',
    fill: { host: 'smtp.yandex.ru', port: 465, security: 'tls' },
    password: expect.stringContaining('Пароли приложений'),
    passwordUrl: expect.stringContaining('id.yandex.ru'),
  });
  expect((await hint('login=a@gmail.com')).foreign).toContain('152-ФЗ');
  expect((await hint('login=a@outlook.com')).fill).toMatchObject({ port: 587, security: 'starttls' });
  const moved = await hint('login=a@mail.ru&host=smtp.yandex.ru');
  expect(moved).toMatchObject({ name: 'Яндекс', fill: { host: 'smtp.mail.ru' } });
  expect(await hint('login=a@mail.ru&host=mail.my-shop.ru')).toEqual({});
  expect((await hint('login=a@my-shop.ru&host=smtp.sendgrid.net')).foreign).toContain('smtp.sendgrid.net');
});

test('«Проверить» tries what is typed; a kept password goes to its own server alone, and never openly', async () => {
  const smtp: ScriptedSmtp = await startScriptedSmtp();
  const other: ScriptedSmtp = await startScriptedSmtp();
  try {
    const typed = { login: 'shop@mail.test', host: '127.0.0.1', port: smtp.port, security: 'none' };
    const check = async (settings: object) =>
      (
        await ask<{ steps?: CheckStepView[]; code?: string; path?: string }>('POST', '/settings/email/check', {
          settings,
        })
      ).json;
    expect(await check(typed)).toMatchObject({ code: 'emailPasswordAgain', path: 'email.password' });
    expect(smtp.connections + other.connections).toBe(0);
    const { steps } = await check({ ...typed, password: SECRET });
    expect(steps?.map(({ result }) => result)).toEqual(['ok', 'ok', 'skipped', 'ok', 'ok', 'ok', 'ok']);
    expect(await email()).toMatchObject({ host: 'smtp.yandex.ru' });

    await put('email', { ...typed, password: SECRET });
    expect((await check({})).steps?.at(-1)).toMatchObject({ result: 'ok' });
    expect(await check({ port: other.port, subject: 'X' })).toMatchObject({ steps: expect.anything() });
    expect(await check({ host: 'localhost', port: other.port })).toMatchObject({ code: 'emailPasswordAgain' });
    expect(other.connections).toBe(1);
    expect(await check({ port: 'x' })).toMatchObject({ path: 'email.port' });
    expect(await check({ host: 'shop@gmail.com' })).toMatchObject({ code: 'emailHostIsAddress', path: 'email.host' });
  } finally {
    await smtp.close();
    await other.close();
  }
});

test('a change is in force at once: what is accepted afterwards goes by it, without a restart', async () => {
  const before = await startScriptedSmtp();
  const after = await startScriptedSmtp();
  try {
    const send = async (number: number) => {
      const { json } = await ask<{ deliveries: { id: string }[] }>('POST', '/receipts', {
        receipt: receiptNumber(number),
        to: 'buyer@example.ru',
      });
      return (await ask('GET', `/deliveries/${json.deliveries[0]?.id}?wait=15`)).json;
    };
    await put('email', { port: before.port, subject: 'Прежняя' });
    expect(await send(501)).toMatchObject({ status: 'sent' });
    await put('email', { port: after.port, subject: 'New subject' });
    expect(await send(502)).toMatchObject({ status: 'sent' });
    expect([before.letters.length, after.letters.length]).toEqual([1, 1]);
    expect(after.letters[0]?.toString()).toContain('Subject: New subject');
  } finally {
    await before.close();
    await after.close();
  }
});

test('all of it is there after a restart, and no answer held a byte of a secret', async () => {
  const kept = [await email(), await email('cafe'), await history('?limit=200')];
  await close();
  await open();
  expect([await email(), await email('cafe'), await history('?limit=200')]).toEqual(kept);
  expect(said).not.toContain(SECRET);
});
