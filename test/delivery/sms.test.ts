import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import type { DeliveryRow } from '../../src/delivery/index.ts';
import { openSmscServer, type SmscServer, type SmscServerOptions } from '../../src/demo/smsc-server.ts';
import { receiptFromJson } from '../../src/receipt/json.ts';
import { createServer } from '../../src/server/index.ts';
import { receiptNumber } from '../servers/service.ts';

const MINUTE = 60_000;
let data: string;
let app: App;
let smsc: SmscServer;
let now: number;
const clock = { now: () => now };

const start = async (options: SmscServerOptions = {}) => {
  smsc = await openSmscServer({ clock, deliversAfter: 10_000, ...options });
  app = await openApp({ data, quiet: true, clock, allowPrivate: ['127.0.0.1'] });
  await app.settings.change(
    'sms',
    { enabled: true, provider: 'smsc', host: smsc.base, login: 'demo', password: 'demo' },
    'test',
  );
};

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'kvitok-sms-'));
  now = new Date(2026, 10, 24, 12).getTime();
});
afterEach(async () => {
  await app.close();
  await smsc.close();
  rmSync(data, { recursive: true, force: true });
});

const send = async (number: number, to = '+79161234567'): Promise<string> => {
  const { deliveries } = await app.delivery.accept({
    receipt: receiptFromJson(receiptNumber(number)),
    format: 'kvitok',
    wishes: [{ to }],
  });
  return deliveries[0]?.id ?? '';
};

async function reached(id: string, good: (row: DeliveryRow) => boolean): Promise<DeliveryRow> {
  for (const end = Date.now() + 30_000; ; ) {
    const row = await app.delivery.get(id);
    if (row && good(row)) return row;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(row)}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
const inStatus = (id: string, status: string) => reached(id, (row) => row.status === status);

test('an SMS goes out with the five facts of the law, and the journal tells its delivery, parts and cost', async () => {
  await start();
  const id = await send(1, '8 916 123-45-67');
  const sent = await inStatus(id, 'sent');
  expect(sent.parts).toBeGreaterThan(0);
  expect(sent.cost).toBe((sent.parts ?? 0) * 250);
  const [message] = smsc.list();
  expect(message?.to).toBe('79161234567');
  for (const fact of ['0009990001065348', '15.00', '85813599', '20.11.26', '12:14', 'nalog'])
    expect(message?.text).toContain(fact);

  // The provider's push brings no more than the news: the status itself is asked for.
  now += 12_000;
  const server = await createServer(app, { token: app.apiToken });
  const push = (secret: string) =>
    server.inject({
      method: 'POST',
      url: `/api/v1/callbacks/sms/default/${secret}`,
      payload: `id=${message?.id}&phone=79161234567&status=1`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', host: '127.0.0.1' },
    });
  expect((await push('0'.repeat(64))).statusCode).toBe(404);
  expect((await app.delivery.get(id))?.status).toBe('sent');
  expect((await push(app.callbackSecret('default'))).body).toBe('OK');
  expect((await inStatus(id, 'delivered')).deliveredAt).toBe(now);
  await server.close();
});

test('a status is asked for after its time and ends in delivered', async () => {
  await start();
  const id = await send(1);
  await inStatus(id, 'sent');
  await app.close();
  // What was to be asked while the service was away is asked at once.
  now += MINUTE;
  app = await openApp({ data, quiet: true, clock, allowPrivate: ['127.0.0.1'] });
  const row = await inStatus(id, 'delivered');
  expect(row.deliveredAt).toBe(now);
});

test('no SMS goes to a landline, an 8-800 or a foreign number; a country can be allowed', async () => {
  await start();
  for (const [number, to, reason] of [
    [1, '+74951234567', 'sms.landline'],
    [2, '88002000600', 'sms.tollFree'],
    [3, '+375291234567', 'sms.foreignNumber'],
  ] as const)
    expect((await inStatus(await send(number, to), 'failed')).reason).toBe(reason);
  expect(smsc.charged()).toBe(0);
  await app.settings.change('sms', { countries: ['RU', 'BY'] }, 'test');
  await inStatus(await send(4, '+375291234567'), 'sent');
  await app.settings.change('sms', { landlines: true }, 'test');
  await inStatus(await send(5, '+74951234567'), 'sent');
});

test('a receipt without what the buyer finds it by sends no SMS, and the journal names what it lacks', async () => {
  await start();
  const { registrationNumber: _, ...receipt } = receiptNumber(1);
  const { deliveries } = await app.delivery.accept({
    receipt: receiptFromJson(receipt),
    format: 'kvitok',
    wishes: [{ to: '+79161234567' }],
  });
  const row = await inStatus(deliveries[0]?.id ?? '', 'failed');
  expect(row).toMatchObject({ reason: 'sms.receiptIncomplete', reply: 'РН ККТ (1037)' });
  expect(smsc.charged()).toBe(0);
});

test('a number gets no more than its daily limit', async () => {
  await start();
  await app.settings.change('sms', { limits: { perNumberADay: 2 } }, 'test');
  for (const number of [1, 2]) await inStatus(await send(number), 'sent');
  expect((await inStatus(await send(3), 'failed')).reason).toBe('sms.ownNumberLimit');
  await inStatus(await send(4, '+79161234568'), 'sent');
  expect(smsc.charged()).toBe(3);
});

test('a spent budget stops SMS and tells the owner; a higher one lets what waits go', async () => {
  await start();
  await app.settings.change('sms', { dailyBudget: 500 }, 'test');
  await inStatus(await send(1), 'sent');
  const waiting = await send(2);
  const row = await reached(waiting, (one) => one.status === 'queued' && one.reason !== null);
  expect(row.reason).toBe('sms.ownBudget');
  expect(app.delivery.heldAccounts().map(({ reason }) => reason)).toEqual(['sms.ownBudget']);
  expect(smsc.charged()).toBe(1);
  await app.settings.change('sms', { dailyBudget: 100_000 }, 'test');
  await inStatus(waiting, 'sent');
  expect(app.delivery.heldAccounts()).toEqual([]);
});

test.each([
  ['limit', { limits: { aDay: 3 } }, 3],
  ['till', { limits: { perTillADay: 3 } }, 3],
  ['budget', { dailyBudget: 1_500 }, 3],
])('the %s of a day holds for SMS that go out at the same time as well', async (_, setting, most) => {
  await start({ latency: 30 });
  await app.settings.change('sms', setting, 'test');
  const ids = await Promise.all(Array.from({ length: 20 }, (_, index) => send(index + 1, `+7916${1_000_000 + index}`)));
  // One that meets the limit holds the rest of the account back before they are tried.
  const stays = (row: DeliveryRow) => row.reason !== null || app.delivery.heldAccounts().length > 0;
  for (const id of ids) await reached(id, (row) => row.status === 'sent' || (row.status === 'queued' && stays(row)));
  expect(smsc.charged()).toBe(most);
});

test.each([0, 15_000])(
  'the limit of a number holds for SMS to it that go out at the same time as well, %i ms after they were taken up',
  async (later) => {
    await start({ latency: 30, onMessage: () => (now += later) });
    await app.settings.change('sms', { limits: { perNumberADay: 3 } }, 'test');
    const ids = await Promise.all(Array.from({ length: 20 }, (_, index) => send(index + 1)));
    const rows = await Promise.all(
      ids.map((id) => reached(id, ({ status }) => status === 'sent' || status === 'failed')),
    );
    expect(smsc.charged()).toBe(3);
    expect(rows.filter(({ status }) => status === 'sent')).toHaveLength(3);
    expect(rows.filter(({ reason }) => reason === 'sms.ownNumberLimit')).toHaveLength(17);
  },
);

test('where the provider does not tell what an SMS costs, the budget counts by the price of a part', async () => {
  await start({ tellsCost: false });
  await app.settings.change('sms', { dailyBudget: 600, pricePerPart: 300 }, 'test');
  expect((await inStatus(await send(1), 'sent')).cost).toBe(600);
  await reached(await send(2), (row) => row.reason === 'sms.ownBudget');
  expect(smsc.charged()).toBe(1);
});

test('a provider that asks to be left alone is left alone for that long, with all that waits for it', async () => {
  let blocked = true;
  await start({ refuse: () => (blocked ? 4 : undefined) });
  const id = await send(1);
  await reached(id, (row) => row.reason === 'sms.ipBlocked');
  const [held] = app.delivery.heldAccounts();
  expect((held?.notBefore ?? 0) - now).toBeGreaterThanOrEqual(10 * MINUTE);
  blocked = false;
});

test('an account without money waits for the repair and loses nothing', async () => {
  let broke = true;
  await start({ refuse: () => (broke ? 3 : undefined) });
  const ids = [await send(1), await send(2, '+79161234568')];
  await reached(ids[0] ?? '', (row) => row.status === 'queued' && row.reason === 'sms.noMoney');
  expect(app.delivery.heldAccounts().map(({ account }) => account)).toEqual(['sms:default']);
  const late = await send(3, '+79161234569');
  expect(await reached(late, ({ attempts }) => attempts === 0)).toMatchObject({
    status: 'queued',
    reason: 'sms.noMoney',
  });
  const reasons = (await app.delivery.list({ limit: 9 })).map(({ reason }) => reason);
  expect(reasons).toEqual(Array(3).fill('sms.noMoney'));
  broke = false;
  await app.settings.change('sms', { sender: '' }, 'test');
  for (const id of [...ids, late]) await inStatus(id, 'sent');
  expect(smsc.charged()).toBe(3);
});

test('a setting of an unknown provider is refused and changes nothing', async () => {
  await start();
  await expect(app.settings.change('sms', { provider: 'pigeon' }, 'test')).rejects.toMatchObject({
    code: 'smsProvider',
  });
  await expect(app.settings.change('sms', { sender: 'МАГАЗИН' }, 'test')).rejects.toMatchObject({
    code: 'smsSenderLetters',
  });
  expect(app.settings.get('sms').provider).toBe('smsc');
});

test('«Проверить» tells balance, price, the provider’s answer and the delivery', async () => {
  await start({ clock: { now: () => Date.now() }, deliversAfter: 1_000 });
  const server = await createServer(app, { token: app.apiToken });
  const answer = await server.inject({
    method: 'POST',
    url: '/api/v1/settings/sms/check',
    payload: { to: '8 (916) 123-45-67' },
    headers: { authorization: `Bearer ${app.apiToken}`, host: '127.0.0.1', 'accept-language': 'ru' },
  });
  const { steps } = answer.json() as { steps: { step: string; title: string; result: string; reply?: string }[] };
  expect(steps.at(-1)?.reply).toBeUndefined();
  expect(steps.map(({ step, result }) => `${step} ${result}`)).toEqual([
    'balance ok',
    'price ok',
    'message ok',
    'delivery ok',
  ]);
  expect(steps.map(({ title }) => title.replace(/\s/g, ' '))).toEqual([
    'на счёте 1 000,00 ₽',
    'цена 2,50 ₽, частей: 1',
    'проверочное SMS принято: 2,50 ₽, частей: 1',
    'SMS доставлено',
  ]);
  await server.close();
});

test('many SMS at once go out within the provider’s limits, each once', async () => {
  await start({ latency: 20, concurrency: 10 });
  const ids = await Promise.all(Array.from({ length: 60 }, (_, index) => send(index + 1, `+7916${1_000_000 + index}`)));
  for (const id of ids) await inStatus(id, 'sent');
  expect(smsc.charged()).toBe(60);
});
