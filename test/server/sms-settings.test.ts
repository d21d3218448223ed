import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { openSmscServer, type SmscServer } from '../../src/demo/smsc-server.ts';
import type { CheckStepView, SmsBalanceView, SmsPreviewView } from '../../src/server/api.ts';
import { createServer } from '../../src/server/index.ts';
import { makeAuthority } from '../servers/certificates.ts';
import { openProxy } from '../servers/proxy.ts';

const data = mkdtempSync(join(tmpdir(), 'kvitok-sms-settings-'));
const HOST = 'sms.kvitok.test';
const authority = makeAuthority();
/** A provider behind the proxy, which tells its balance and nothing else. */
const outer = createHttps(authority.issue(HOST), (_request, response) => response.end('{"balance":"70.5"}'));
let smsc: SmscServer;
let app: App;
let server: FastifyInstance;

beforeAll(async () => {
  const caFile = join(data, 'ca.pem');
  writeFileSync(caFile, authority.ca);
  smsc = await openSmscServer({ login: 'shop', password: 'right', deliversAfter: 500, balance: 90_00 });
  await new Promise<void>((resolve) => outer.listen(0, '127.0.0.1', resolve));
  app = await openApp({ data, quiet: true, allowPrivate: ['127.0.0.1'], caFile });
  server = await createServer(app, { token: app.apiToken });
});
afterAll(async () => {
  await server.close();
  await app.close();
  await smsc.close();
  outer.closeAllConnections();
  outer.close();
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
const check = async (settings: object, to = '+79161234567') => {
  const { status, json } = await ask<{ steps?: CheckStepView[]; code?: string; title?: string; path?: string }>(
    'POST',
    '/settings/sms/check',
    { to, settings },
  );
  return { status, ...json };
};
const balance = async (query = '') => (await ask<SmsBalanceView>('GET', `/settings/sms/balance${query}`)).json;
const account = () => ({ provider: 'smsc', host: smsc.base, login: 'shop', password: 'right' });

test('what is typed is checked and nothing of it is kept', async () => {
  const { steps } = await check(account());
  expect(steps?.map(({ step, result }) => [step, result])).toEqual([
    ['balance', 'ok'],
    ['price', 'ok'],
    ['message', 'ok'],
    ['delivery', 'ok'],
  ]);
  expect(steps?.[0]?.title.replace(/\s/g, ' ')).toBe('на счёте 90,00 ₽');
  expect((await ask('GET', '/settings/sms')).json).toMatchObject({ provider: '', password: { set: false } });
});

test('a wrong password is told as such, a missing field by its name at the provider', async () => {
  expect((await check({ ...account(), password: 'wrong' })).steps?.[0]).toMatchObject({
    step: 'balance',
    result: 'failed',
    explanation: expect.stringContaining('Логин или пароль не подошёл'),
  });
  expect(await check({ ...account(), login: '' })).toMatchObject({
    status: 400,
    code: 'smsFieldMissing',
    path: 'sms.login',
  });
  expect(await check(account(), '8 495 12')).toMatchObject({ status: 400, code: 'phoneNeeded', path: 'sms.testPhone' });
});

test('price and balance are known from the check, and the preview tells what a receipt costs', async () => {
  await ask('PUT', '/settings/sms', { ...account(), enabled: true });
  expect(await balance()).toMatchObject({
    balance: { kopecks: 90_00, currency: 'RUB', at: expect.any(Number) },
    price: { kopecks: 250, currency: 'RUB' },
    low: true,
  });
  const { json } = await ask<SmsPreviewView>('POST', '/settings/sms/preview', {});
  expect(json).toMatchObject({ price: { kopecks: 250, currency: 'RUB' }, sample: { parts: 2 } });
  expect(await balance('?fresh=true')).toMatchObject({ balance: { kopecks: 90_00 - 250 } });
  await ask('PUT', '/settings/sms', { lowBalance: 5_000 });
  expect(await balance()).toMatchObject({ low: false });
});

test('a kept password goes to no other address than the one it was kept for', async () => {
  const heard: string[] = [];
  const stranger = await openSmscServer({ login: 'shop', password: 'right', onMessage: ({ id }) => heard.push(id) });
  expect(await check({ host: stranger.base })).toMatchObject({ status: 400, code: 'smsFieldMissing' });
  expect((await check({ host: stranger.base, password: 'right' })).steps?.[2]?.result).toBe('ok');
  expect(heard).toHaveLength(1);
  expect((await check({})).steps?.[2]?.result).toBe('ok');
  expect(heard).toHaveLength(1);
  await stranger.close();
});

test('a provider behind a proxy is asked through it as soon as the proxy is set; the password never comes back', async () => {
  const port = (outer.address() as AddressInfo).port;
  await ask('PUT', '/settings/sms', { host: `https://${HOST}:${port}` });
  expect(await balance('?fresh=true')).toMatchObject({ problem: expect.stringContaining('не найден') });
  const proxy = await openProxy({ login: 'shop', password: 'proxy-secret' });
  expect(await ask('PUT', '/settings/network', { proxy: 'proxy:3128' })).toMatchObject({
    status: 400,
    json: { code: 'proxyAddress', path: 'network.proxy' },
  });
  await ask('PUT', '/settings/network', { proxy: proxy.url, login: 'shop', password: 'mistyped' });
  expect(await balance('?fresh=true')).toMatchObject({ problem: expect.stringContaining('Прокси-сервер не пустил') });
  const kept = await ask('PUT', '/settings/network', { password: 'proxy-secret' });
  expect(kept.json).toMatchObject({ proxy: proxy.url, login: 'shop', password: { set: true } });
  expect(await balance('?fresh=true')).toMatchObject({ balance: { kopecks: 70_50 } });
  expect(proxy.asked.every((one) => one === `${HOST}:${port}`)).toBe(true);
  expect((await ask('GET', '/settings/network')).text).not.toContain('proxy-secret');
  await proxy.close();
});
