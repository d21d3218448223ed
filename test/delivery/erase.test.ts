import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { receiptFromJson } from '../../src/receipt/json.ts';
import { type ScriptedSmtp, startScriptedSmtp } from '../servers/scripted-smtp.ts';
import { receiptNumber } from '../servers/service.ts';
import { until } from '../till/shop.ts';

const BUYER = 'ivan.buyer@example.ru';
let data: string;
let app: App;
let smtp: ScriptedSmtp;

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'kvitok-erase-'));
  smtp = await startScriptedSmtp();
  app = await openApp({ data, quiet: true, allowPrivate: ['127.0.0.1'] });
  const account = { login: 'shop@example.ru', password: 'x', host: '127.0.0.1', port: smtp.port, security: 'none' };
  await app.settings.change('email', account, 'test');
});
afterEach(async () => {
  await smtp.close();
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

let number = 0;
const send = async (to = BUYER) => {
  const { deliveries } = await app.delivery.accept({
    receipt: receiptFromJson(receiptNumber(++number)),
    format: 'kvitok',
    wishes: [{ to }],
  });
  return deliveries[0]?.id ?? '';
};
const bytesOnDisk = () =>
  Buffer.concat(
    readdirSync(data).flatMap((name) => (name.startsWith('kvitok.db') ? [readFileSync(join(data, name))] : [])),
  );

test('what went out and what failed is forgotten, what waits is cancelled, another buyer keeps what is his', async () => {
  const gone = await app.delivery.wait(await send(), 10_000);
  const other = await app.delivery.wait(await send('other@example.ru'), 10_000);
  smtp.script.rcpt = `451 4.2.2 <${BUYER}>: mailbox of IVAN.Buyer@Example.RU is full`;
  const waits = await send();
  await until(async () => (await app.delivery.get(waits))?.journal.length === 1);

  expect(await app.delivery.erase('Ivan.Buyer@EXAMPLE.ru')).toEqual({ deliveries: 2, cancelled: 1, sales: 0 });
  expect(await app.delivery.erase(BUYER)).toEqual({ deliveries: 0, cancelled: 0, sales: 0 });
  expect(await app.delivery.get(gone?.id ?? '')).toMatchObject({ status: 'sent', contactMask: '—', reply: null });
  expect(await app.delivery.get(waits)).toMatchObject({
    status: 'cancelled',
    contactMask: '—',
    journal: [{ reply: null }],
  });
  expect(await app.delivery.get(other?.id ?? '')).toMatchObject({ contactMask: 'o***@example.ru' });
  expect(await app.delivery.list({ contact: BUYER, limit: 9 })).toEqual([]);
  await expect(app.delivery.erase('ivan')).rejects.toMatchObject({ code: 'contactWrong', path: 'contact' });
});

test('the words of a server that names the buyer are kept without the buyer', async () => {
  smtp.script.rcpt = `550 5.1.1 <${BUYER}>: no such user Ivan.Buyer@example.ru here`;
  const failed = await app.delivery.wait(await send(), 10_000);
  expect(failed?.journal[0]?.reply).toContain('<i***@example.ru>: no such user i***@example.ru here');
  await app.close();
  expect(/ivan\.buyer/i.test(bytesOnDisk().toString('latin1'))).toBe(false);
  app = await openApp({ data, quiet: true });
});

test('a letter that is on its way is waited for and then forgotten with the rest', async () => {
  smtp.script.dot = 'hang';
  const id = await send();
  await until(() => smtp.letters.length > 0 || smtp.commands.some((command) => /^data/i.test(command)));
  const erased = app.delivery.erase(BUYER, 15_000);
  await until(async () => (await app.delivery.get(id))?.status === 'sending');
  // The server answers at last: the connection is dropped, so the letter waits to be sent again, and is cancelled.
  await smtp.close();
  expect(await erased).toEqual({ deliveries: 1, cancelled: 1, sales: 0 });
  expect(await app.delivery.get(id)).toMatchObject({ status: 'cancelled', contactMask: '—', attempts: 1 });
  smtp = await startScriptedSmtp();
});

test('a letter that never ends is forgotten all the same when the time is over', async () => {
  smtp.script.dot = 'hang';
  const id = await send();
  await until(() => smtp.commands.some((command) => /^data/i.test(command)));
  expect(await app.delivery.erase(BUYER, 200)).toEqual({ deliveries: 1, cancelled: 1, sales: 0 });
  expect(await app.delivery.get(id)).toMatchObject({ status: 'cancelled', contactMask: '—' });
});
