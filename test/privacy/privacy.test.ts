import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { receiptFromJson } from '../../src/receipt/json.ts';
import { type ScriptedSmtp, startScriptedSmtp } from '../servers/scripted-smtp.ts';
import { receiptNumber, type Service, startService } from '../servers/service.ts';
import { saleDocument } from '../till/shop.ts';

const DAY_MS = 86_400_000;
let data: string;
let app: App | undefined;
let service: Service | undefined;
let smtp: ScriptedSmtp;
let now: number;

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'kvitok-privacy-'));
  smtp = await startScriptedSmtp();
  now = Date.now();
});
afterEach(async () => {
  await smtp.close();
  await app?.close();
  await service?.stop();
  [app, service] = [undefined, undefined];
  rmSync(data, { recursive: true, force: true });
});

const open = async () => {
  app = await openApp({ data, quiet: true, allowPrivate: ['127.0.0.1'], clock: { now: () => now } });
  return app;
};
const account = () => ({
  login: 'owner.secret@shop.example',
  password: 'MAILPASSWORD',
  host: '127.0.0.1',
  port: smtp.port,
  security: 'none',
});
const kvitok = async (...args: string[]) => {
  const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
  const run = promisify(execFile)(process.execPath, [main, '--data', data, '--lang', 'ru', ...args]);
  return run.then(
    ({ stdout }) => ({ status: 0, stdout, stderr: '' }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ status: code, stdout, stderr }),
  );
};

test('what is older than the shop keeps it is erased by the clock in small steps, which tells when it was and when it comes again', async () => {
  const { privacy, delivery, settings, overview } = await open();
  await settings.change('email', account(), 'test');
  await settings.change('privacy', { retentionDays: 30 }, 'test');
  for (let number = 1; number <= 130; number++)
    await delivery.accept({
      receipt: receiptFromJson(receiptNumber(number)),
      format: 'kvitok',
      wishes: number === 1 ? [{ to: 'buyer@example.ru' }] : [],
    });
  const [sent] = await delivery.list({ limit: 1 });
  await delivery.wait(sent?.id ?? '', 10_000);
  expect(await privacy.retention.run()).toEqual({ receipts: 0, sales: 0 });

  now += 31 * DAY_MS;
  const [one, two] = await Promise.all([privacy.retention.run(), privacy.retention.run()]);
  expect([one, two]).toEqual([{ receipts: 130, sales: 0 }, one]);
  expect(await delivery.list({ limit: 9 })).toEqual([]);
  const state = await privacy.retention.state();
  expect(state).toMatchObject({ days: 30, lastAt: now, receipts: 130, sales: 0 });
  expect(state.nextAt).toBeGreaterThan(now - 31 * DAY_MS);

  // Figures are nobody's data: they stay where they still belong to the thirty days.
  now -= 20 * DAY_MS;
  expect((await overview.read()).days.reduce((sum, day) => sum + day.delivered, 0)).toBe(1);
  await settings.change('privacy', { retentionDays: 0 }, 'test');
  expect(await privacy.retention.run()).toEqual({ receipts: 0, sales: 0 });
});

test('kvitok erase beside a running demo forgets the buyer in the base, in the letters and on the phone, and says what it can’t reach', async () => {
  service = await startService(data, ['--demo']);
  const sale = await service.call('POST', '/sales', saleDocument({ customerContact: 'ivan.buyer@example.ru' }));
  await service.call('POST', `/sales/${String(sale.json.id)}/confirm`);
  const accepted = await service.call('POST', '/receipts', { receipt: receiptNumber(1), to: 'ivan.buyer@example.ru' });
  const [{ id } = { id: '' }] = accepted.json.deliveries as { id: string }[];
  await service.call('GET', `/deliveries/${id}?wait=20`);
  const sms = await service.call('POST', '/receipts', { receipt: receiptNumber(2), to: '+7 916 123-45-67' });
  const [{ id: smsId } = { id: '' }] = sms.json.deliveries as { id: string }[];
  await service.call('GET', `/deliveries/${smsId}?wait=20`);
  const lettersNaming = () =>
    readdirSync(join(data, 'demo-mailbox')).filter((name) =>
      readFileSync(join(data, 'demo-mailbox', name), 'latin1').includes('ivan.buyer'),
    );
  expect(lettersNaming().length).toBeGreaterThan(0);

  const first = await kvitok('erase', 'Ivan.Buyer@example.ru', '--json');
  expect(JSON.parse(first.stdout)).toMatchObject({ sales: 1 });
  expect(lettersNaming()).toEqual([]);
  const phone = await kvitok('erase', '8 916 123-45-67');
  expect(phone.stdout).toContain('Стёрто. Отправок: 1, отменено: 0, продаж: 0.');
  expect(phone.stdout).toContain('ОФД');
  expect((await kvitok('erase', 'ivan.buyer@example.ru')).stdout).toContain('Такого контакта нет');
  expect(await kvitok('erase', 'ivan')).toMatchObject({ status: 2, stdout: '' });
  expect((await service.call('GET', '/deliveries?q=ivan.buyer@example.ru')).json.deliveries).toEqual([]);
  expect(await service.call('GET', `/sales/${String(sale.json.id)}`)).toMatchObject({
    json: expect.not.objectContaining({ contactMask: expect.anything() }),
  });
});

test('kvitok backup makes a whole copy, beside a service and without one, and writes over nothing', async () => {
  service = await startService(data, ['--demo']);
  await service.call('POST', '/receipts', { receipt: receiptNumber(1) });
  const file = join(data, 'copy.db');
  expect((await kvitok('backup', file)).stdout).toContain('Сохраните и файл ключа');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await kvitok('backup', file)).toMatchObject({ status: 2, stderr: expect.stringContaining('уже есть') });
  expect(await kvitok('backup', join(data, 'no', 'such', 'folder.db'))).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('не записался'),
  });
  expect(readdirSync(data).filter((name) => name.includes('.part'))).toEqual([]);
  await service.stop();
  service = undefined;

  const restored = join(data, 'restored');
  mkdirSync(restored);
  writeFileSync(join(restored, 'kvitok.db'), readFileSync(file));
  writeFileSync(join(restored, 'key'), readFileSync(join(data, 'key')));
  const copy = await openApp({ data: restored, quiet: true });
  expect(await copy.delivery.receipts({ limit: 9 })).toHaveLength(1);
  await copy.close();

  expect((await kvitok('backup', join(data, 'second.db'))).status).toBe(0);
  expect(existsSync(join(data, 'second.db'))).toBe(true);
});

test('the support bundle tells what is wrong and holds no byte of a contact, a login, a name or a secret', async () => {
  const { settings, delivery, privacy, till } = await open();
  await settings.change(
    'email',
    { ...account(), senderName: 'SHOPNAME', replyTo: 'replyto.person@shop.example' },
    'test',
  );
  await settings.change(
    'sms',
    {
      enabled: true,
      provider: 'smsc',
      login: 'SMSLOGIN',
      password: 'SMSPASSWORD',
      sender: 'SMSSIGN',
      testPhone: '+7 903 555-66-77',
    },
    'test',
  );
  await settings.change('privacy', { copiesFolder: join(data, 'PERSONFOLDER') }, 'test');
  const register = {
    id: '1',
    name: 'REGISTERNAME',
    kind: 'atol',
    url: 'http://REGUSER:REGPASS@127.0.0.1:1',
    login: 'REGLOGIN',
    password: 'REGPASSWORD',
  };
  await settings.change('registers', { list: [register] }, 'test');
  smtp.script.rcpt =
    '550 5.1.1 <ivan.buyer@example.ru> IVAN.BUYER no mailbox; call +7 916 123-45-67 or 89161234567, see https://help.example/?u=ivan.buyer@example.ru';
  const { deliveries } = await delivery.accept({
    receipt: receiptFromJson(receiptNumber(1)),
    format: 'kvitok',
    wishes: [{ to: 'ivan.buyer@example.ru' }],
  });
  await delivery.wait(deliveries[0]?.id ?? '', 10_000);
  writeFileSync(join(data, 'PERSONFOLDER'), '');
  await delivery.accept({ receipt: receiptFromJson(receiptNumber(2)), format: 'kvitok', wishes: [] });
  await till
    .create({ ...({ format: 'kvitok', sale: saleDocument({ customerContact: 'petr.second@example.ru' }) } as const) })
    .catch(() => {});
  await app?.copies.done();

  const bundle = await privacy.supportBundle();
  expect(bundle).toMatchObject({
    version: expect.any(String),
    settings: { default: { email: { enabled: true, login: { set: true }, password: { set: true }, port: smtp.port } } },
    failed: [
      {
        channel: 'email',
        status: 'failed',
        reason: 'email.noSuchMailbox',
        reply: expect.stringContaining('550 5.1.1'),
      },
    ],
    problems: expect.arrayContaining(['copiesFailing']),
    faults: expect.arrayContaining([
      expect.objectContaining({ message: expect.stringContaining('copy of a receipt') }),
    ]),
  });
  const text = JSON.stringify(bundle).toLowerCase();
  const digits = text.replace(/[\s()+-]/g, '');
  for (const secret of [
    'owner.secret',
    'MAILPASSWORD',
    'SHOPNAME',
    'replyto.person',
    'SMSLOGIN',
    'SMSPASSWORD',
    'SMSSIGN',
    'PERSONFOLDER',
    'REGISTERNAME',
    'REGUSER',
    'REGPASS',
    'REGLOGIN',
    'ivan.buyer',
    'petr.second',
    app?.apiToken ?? '-',
    readFileSync(join(data, 'key'), 'utf8').trim(),
  ])
    expect(text.includes(secret.toLowerCase()), secret).toBe(false);
  for (const phone of ['9161234567', '9035556677']) expect(digits.includes(phone), phone).toBe(false);
});
