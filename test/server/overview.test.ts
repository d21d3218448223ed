import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { openSmscServer } from '../../src/demo/smsc-server.ts';
import { openEmulator } from '../../src/registers/index.ts';
import type { OverviewProblemView, OverviewView } from '../../src/server/api/overview.ts';
import { createServer } from '../../src/server/index.ts';
import { type ScriptedSmtp, startScriptedSmtp } from '../servers/scripted-smtp.ts';
import { receiptNumber } from '../servers/service.ts';
import { saleDocument, until } from '../till/shop.ts';

let data: string;
let app: App;
let server: FastifyInstance;
let smtp: ScriptedSmtp;

const open = async (demo: boolean) => {
  app = await openApp({ data, quiet: true, demo, allowPrivate: ['127.0.0.1'] });
  server = await createServer(app, { token: app.apiToken });
};
const shut = async () => {
  await server.close();
  await app.close();
};
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'kvitok-overview-'));
  smtp = await startScriptedSmtp();
});
afterEach(async () => {
  await shut();
  await smtp.close();
  rmSync(data, { recursive: true, force: true });
});

const ask = async (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) => {
  const answer = await server.inject({
    method,
    url: `/api/v1${url}`,
    headers: { authorization: `Bearer ${app.apiToken}`, host: 'localhost', 'accept-language': 'ru' },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, json: answer.json<Record<string, unknown>>() };
};
const overview = async (): Promise<OverviewView> => {
  const { status, json } = await ask('GET', '/overview');
  expect(status).toBe(200);
  return json as unknown as OverviewView;
};
const today = async () => (await overview()).days.at(-1);
const problem = async (kind: OverviewProblemView['kind']) =>
  (await overview()).problems.find((one) => one.kind === kind);
const ended = async (answer: { json: Record<string, unknown> }) => {
  const [{ id } = { id: '' }] = answer.json.deliveries as { id: string }[];
  return (await ask('GET', `/deliveries/${id}?wait=20`)).json;
};

test('a new shop sees what to do first, thirty empty days and nothing that isn’t so', async () => {
  await open(false);
  const { problems, days, reasons, delays, queue, steps } = await overview();
  expect(steps).toEqual({ mail: false, register: false, tried: false });
  expect(problems).toMatchObject([{ kind: 'notSetUp', title: 'Почта не настроена', link: '/settings/email' }]);
  expect(days).toHaveLength(30);
  expect(days.at(-1)).toMatchObject({ receipts: 0, outcomes: 0, unsent: 0 });
  expect([reasons, delays]).toEqual([[], []]);
  expect(queue).toEqual({ count: 0, channels: [] });
});

test('the steps: an account that is kept is not yet one that works; a test letter shows that, until the account is another', async () => {
  await open(false);
  const steps = async () => (await overview()).steps;
  const account = { login: 'shop@example.ru', password: 'one', host: '127.0.0.1', port: smtp.port, security: 'none' };
  await ask('PUT', '/settings/email', account);
  expect(await steps()).toEqual({ mail: true, register: false, tried: false });
  smtp.script.auth = '535 5.7.8 wrong password';
  await ask('POST', '/settings/email/check', {});
  expect((await steps()).tried).toBe(false);
  smtp.script.auth = '235 2.7.0 welcome';
  await ask('POST', '/settings/email/check', {});
  expect((await steps()).tried).toBe(true);
  await ask('PUT', '/settings/email', { senderName: 'Ромашка' });
  expect((await steps()).tried).toBe(true);
  await ask('PUT', '/settings/email', { password: 'two' });
  expect((await steps()).tried).toBe(false);
});

test('today’s figures follow what happens: delivered, on the way, failed by reason, parts and cost, time to delivery', {
  timeout: 40_000,
}, async () => {
  await open(true);
  await ended(await ask('POST', '/receipts', { receipt: receiptNumber(1), to: 'one@example.ru' }));
  const sms = await ended(await ask('POST', '/receipts', { receipt: receiptNumber(2), to: '+7 916 123-45-67' }));
  await expect.poll(today, { timeout: 20_000 }).toMatchObject({ delivered: 2 });
  const again = await ask('POST', `/receipts/${String(sms.receiptId)}/deliveries`, { to: 'again@example.ru' });
  await ended(again);

  await ask('PUT', '/settings/email', { login: 'shop@example.ru', host: '127.0.0.1', port: smtp.port });
  smtp.script.rcpt = '550 5.1.1 no such user';
  await ended(await ask('POST', '/receipts', { receipt: receiptNumber(3), to: 'nobody@example.ru' }));

  const { days, reasons, delays, queue, problems } = await overview();
  expect(days.at(-1)).toMatchObject({ receipts: 3, outcomes: 3, delivered: 3, failed: 1, way: 0, parts: 2, cost: 500 });
  expect(reasons).toEqual([
    {
      reason: 'email.noSuchMailbox',
      channel: 'email',
      explanation: 'Нет такого ящика: проверьте адрес.',
      today: 1,
      count: 1,
    },
  ]);
  const kinds = delays.map(({ channel, kind, today: of }) => [channel, kind, of?.count]);
  expect(kinds).toEqual(
    expect.arrayContaining([
      ['email', 'sent', 2],
      ['sms', 'sent', 1],
      ['sms', 'delivered', 1],
    ]),
  );
  expect(queue.count).toBe(0);
  expect(problems.filter((one) => one.severity === 'stop')).toEqual([]);
});

test('a paused mailbox is the first thing seen, and the button tries it at once', async () => {
  await open(false);
  smtp.script.auth = '535 5.7.8 wrong password';
  const account = { login: 'shop@example.ru', password: 'x', host: '127.0.0.1', port: smtp.port, security: 'none' };
  await ask('PUT', '/settings/email', account);
  const accepted = await ask('POST', '/receipts', { receipt: receiptNumber(1), to: 'one@example.ru' });
  await until(async () => (await problem('accountHeld')) !== undefined);
  const held = await problem('accountHeld');
  expect(held).toMatchObject({
    severity: 'stop',
    title: 'Почта приостановлена, ждёт 1 письмо',
    cure: expect.stringMatching(/^Логин или пароль не подошёл\. .* Повторим в \d\d:\d\d\.$/),
    link: '/settings/email',
    account: 'email:default',
  });
  expect(await today()).toMatchObject({ receipts: 1, outcomes: 0, way: 1 });
  expect((await overview()).queue).toMatchObject({ count: 1, oldest: expect.any(Number) });

  smtp.script.auth = '235 2.7.0 welcome';
  expect((await ask('POST', '/overview/try', { account: held?.account ?? '' })).status).toBe(200);
  expect(await ended(accepted)).toMatchObject({ status: 'sent' });
  expect(await problem('accountHeld')).toBeUndefined();
  expect(await today()).toMatchObject({ receipts: 1, outcomes: 1 });
  expect(await ask('POST', '/overview/try', { account: 'email:default' })).toMatchObject({
    status: 404,
    json: { code: 'accountNotHeld' },
  });
});

test('a buyer whose contact led to no delivery is missing in the reconciliation, named, and gone once it is sent', async () => {
  await open(true);
  await ask('PUT', '/settings/email', { enabled: false });
  const sale = await ask('POST', '/sales', saleDocument({ customerContact: 'one@example.ru' }));
  await ask('POST', `/sales/${String(sale.json.id)}/confirm`);
  // It is found as soon as it is fiscalised, and why nothing was sent a moment later.
  await until(async () => (await problem('unsent'))?.receipts?.[0]?.problem !== undefined);
  const unsent = await problem('unsent');
  expect(unsent).toMatchObject({
    title: '1 покупатель оставил контакт, но чек не отправлен',
    receipts: [{ sale: sale.json.id, problem: expect.stringContaining('выключена') }],
  });
  expect(await today()).toMatchObject({ receipts: 1, outcomes: 0, unsent: 1 });

  await ask('PUT', '/settings/email', { enabled: true });
  const [{ receipt = '' } = {}] = unsent?.receipts ?? [];
  await ended(await ask('POST', `/receipts/${receipt}/deliveries`, { to: 'one@example.ru' }));
  expect(await problem('unsent')).toBeUndefined();
  expect(await today()).toMatchObject({ receipts: 1, outcomes: 1, unsent: 0 });
});

test('a silent register, a sale that was not made, copies that can’t be written and channels without an account are named', async () => {
  await open(true);
  app.demo?.emulator.fail({ name: 'no-paper' });
  const sale = await ask('POST', '/sales', saleDocument());
  await ask('POST', `/sales/${String(sale.json.id)}/confirm`);
  await until(async () => (await problem('saleFailed')) !== undefined);
  expect(await problem('saleFailed')).toMatchObject({ title: 'Касса 1: не пробит 1 чек', link: '/till/1' });
  app.demo?.emulator.clearFaults();
  await ask('POST', `/sales/${String(sale.json.id)}/cancel`);
  expect(await problem('saleFailed')).toBeUndefined();

  await ask('PUT', '/settings/privacy', { copiesFolder: join(data, 'file') });
  rmSync(join(data, 'file'), { recursive: true });
  writeFileSync(join(data, 'file'), '');
  await ask('POST', '/receipts', { receipt: receiptNumber(1) });
  await app.copies.done();
  expect(await problem('copiesFailing')).toMatchObject({ title: expect.stringContaining(join(data, 'file')) });

  await shut();
  await open(false);
  await ask('PUT', '/settings/sms', { enabled: true });
  const gone = { id: '9', name: 'Касса 9', kind: 'atol', url: 'http://127.0.0.1:1' };
  await ask('PUT', '/settings/registers', { list: [gone] });
  await until(async () => (await problem('registerUnreachable')) !== undefined);
  const { problems, steps } = await overview();
  expect(steps.register).toBe(true);
  expect(problems.map(({ title }) => title)).toEqual(
    expect.arrayContaining(['Почта не настроена', 'SMS включены, но не настроены', 'Касса 9 не отвечает']),
  );
});

test('a sale that nobody knows the end of is named until a person settles it', async () => {
  await open(false);
  const emulator = await openEmulator({ faults: [{ name: 'slow', seconds: 60 }] });
  const register = { id: '3', name: 'Касса 3', kind: 'atol', url: emulator.url, timeout: 5 };
  await ask('PUT', '/settings/registers', { list: [register] });
  const id = String((await ask('POST', '/sales?register=3', saleDocument())).json.id);
  await ask('POST', `/sales/${id}/confirm`);
  const command = (await app.till.get(id))?.commandId ?? '';
  await until(async () => (await fetch(`${emulator.url}/api/v2/requests/${command}`)).ok);
  await emulator.close();
  await ask('GET', `/sales/${id}?wait=25`);
  expect((await overview()).problems[0]).toMatchObject({
    kind: 'saleUnclear',
    severity: 'stop',
    title: 'Касса 3: неизвестно, пробит ли 1 чек',
    link: '/till/3',
  });
  await ask('POST', `/sales/${id}/resolve`, { made: false });
  expect(await problem('saleUnclear')).toBeUndefined();
});

test('a balance that runs low, and a channel that was switched off while something waits in it, are named until they are cured', async () => {
  await open(false);
  let broke = false;
  const smsc = await openSmscServer({ balance: 90_00, refuse: () => (broke ? 3 : undefined) });
  try {
    const account = { enabled: true, provider: 'smsc', host: smsc.base, login: 'demo', password: 'demo' };
    await ask('PUT', '/settings/sms', { ...account, lowBalance: 100_00 });
    await ended(await ask('POST', '/receipts', { receipt: receiptNumber(1), to: '+79161234567' }));
    await until(async () => (await problem('smsBalanceLow')) !== undefined);
    expect(await problem('smsBalanceLow')).toMatchObject({ severity: 'warning', link: '/settings/sms' });
    await ask('PUT', '/settings/sms', { lowBalance: 0 });
    expect(await problem('smsBalanceLow')).toBeUndefined();

    broke = true;
    const waiting = await ask('POST', '/receipts', { receipt: receiptNumber(2), to: '+79161234567' });
    await until(async () => (await problem('accountHeld')) !== undefined);
    await ask('PUT', '/settings/sms', { enabled: false });
    await until(async () => (await problem('channelOff')) !== undefined);
    expect(await problem('channelOff')).toMatchObject({ severity: 'warning', link: '/settings/sms' });
    broke = false;
    await ask('PUT', '/settings/sms', { enabled: true });
    expect(await ended(waiting)).toMatchObject({ status: 'sent' });
    expect(await problem('channelOff')).toBeUndefined();
  } finally {
    await smsc.close();
  }
});

test('what is monitored tells the queue, its oldest, attempts, outcomes and how long they took, and names no buyer', async () => {
  await open(false);
  const account = { login: 'shop@example.ru', password: 'x', host: '127.0.0.1', port: smtp.port, security: 'none' };
  await ask('PUT', '/settings/email', account);
  await ended(await ask('POST', '/receipts', { receipt: receiptNumber(1), to: 'somebody@example.ru' }));
  smtp.script.rcpt = '550 5.1.1 no such user somebody@example.ru';
  await ended(await ask('POST', '/receipts', { receipt: receiptNumber(2), to: 'somebody@example.ru' }));
  smtp.script.rcpt = '451 4.2.2 mailbox full';
  await ask('POST', '/receipts', { receipt: receiptNumber(3), to: 'somebody@example.ru' });
  const metrics = async () => {
    const headers = { authorization: `Bearer ${app.apiToken}`, host: 'localhost' };
    return (await server.inject({ url: '/metrics', headers })).body;
  };
  await expect.poll(metrics).toContain('kvitok_attempts_total{channel="email",outcome="deferred"} 1');
  const said = await metrics();
  for (const line of [
    'kvitok_attempts_total{channel="email",outcome="accepted"} 1',
    'kvitok_attempt_seconds_count{channel="email"} 3',
    'kvitok_outcomes_total{channel="email",status="sent",reason=""} 1',
    'kvitok_outcomes_total{channel="email",status="failed",reason="email.noSuchMailbox"} 1',
    'kvitok_delivery_seconds_count{channel="email",status="sent"} 1',
    'kvitok_queue{channel="email"} 1',
    'kvitok_queue{channel="sms"} 0',
    'kvitok_deliveries{channel="email",status="waiting"} 1',
    'kvitok_nodejs_eventloop_lag_p99_seconds',
  ])
    expect(said).toContain(line);
  expect(said).toMatch(/kvitok_queue_oldest_seconds\{channel="email"\} 0?\.?\d+/);
  expect(said).not.toContain('somebody');
});
