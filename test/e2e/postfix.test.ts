import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readReceipt } from '../../src/formats/index.ts';
import { qrText } from '../../src/receipt/qr.ts';
import { renderPdf, renderText } from '../../src/rendering/index.ts';
import { makeAuthority } from '../servers/certificates.ts';
import { type Postfix, startPostfix } from '../servers/postfix.ts';

interface Part {
  type: string;
  disposition: string | null;
  name: string | null;
  cid: string | null;
  bytes: string;
}
interface Read {
  headers: Record<string, string>;
  parts: Part[];
  defects: string[];
}

const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
const folder = mkdtempSync(join(tmpdir(), 'kvitok-e2e-'));
const data = join(folder, 'data');
const caFile = join(folder, 'ca.pem');
let postfix: Postfix;

const kvitok = (...args: string[]) =>
  spawnSync(process.execPath, [main, '--data', data, '--lang', 'ru', ...args], {
    encoding: 'utf8',
    env: { ...process.env, KVITOK_CA_FILE: caFile, KVITOK_ALLOW_PRIVATE: '127.0.0.1' },
  });
const read = (letter: Buffer): Read =>
  JSON.parse(
    execFileSync('python3', [join(import.meta.dirname, 'read-letter.py')], { input: letter, encoding: 'utf8' }),
  ) as Read;
const bytesOf = (part: Part | undefined): Buffer => Buffer.from(part?.bytes ?? '', 'base64');

beforeAll(async () => {
  const authority = makeAuthority();
  postfix = await startPostfix(authority);
  writeFileSync(caFile, postfix.ca);
  for (const [path, value] of Object.entries({
    login: postfix.login,
    host: '127.0.0.1',
    port: postfix.port,
    security: 'starttls',
    senderName: 'Магазин «Пример» № 1',
    subject: 'Чек {{ фд }} на {{ сумма }} ₽',
  }))
    expect(kvitok('settings', 'set', `email.${path}`, String(value)).stderr).toBe('');
  expect(
    spawnSync(process.execPath, [main, '--data', data, 'settings', 'set', 'email.password'], {
      input: `${postfix.password}\n`,
      encoding: 'utf8',
    }).status,
  ).toBe(0);
});
afterAll(() => postfix.stop());

test('a password is written and never shown', () => {
  const { stdout } = kvitok('settings', 'get', 'email');
  expect(stdout).toContain('email.password = (задан, не показываем)');
  expect(stdout).not.toContain(postfix.password);
});

test('«Проверить» goes through every step of a real server', async () => {
  const { stdout, status } = kvitok('check', 'email', '--to', 'buyer@mail.test');
  expect(status).toBe(0);
  expect(stdout.split('\n').filter((line) => line.startsWith('✓'))).toHaveLength(7);
  const [letter] = await postfix.waitFor('buyer@mail.test', 1);
  expect(read(letter ?? Buffer.alloc(0)).headers.Subject).toBe('Проверка отправки чеков');
});

test('a receipt in the body of a letter arrives whole in a real maildir', async () => {
  const before = postfix.delivered('buyer@mail.test').length;
  const sent = kvitok('send', 'samples/1-grocery.json', '--to', 'buyer@mail.test');
  expect(sent).toMatchObject({ status: 0, stderr: '' });
  const letter = read((await postfix.waitFor('buyer@mail.test', before + 1)).at(-1) ?? Buffer.alloc(0));
  const { receipt } = readReceipt(readFileSync('samples/1-grocery.json'));
  expect(letter.defects).toEqual([]);
  expect(letter.headers).toMatchObject({
    Subject: 'Чек 1204 на 1092.64 ₽',
    To: 'buyer@mail.test',
    'Auto-Submitted': 'auto-generated',
  });
  expect(letter.headers.From).toMatch(/Магазин «Пример» № 1.*<shop@mail.test>/);
  expect(letter.parts.map((part) => part.type)).toEqual(['text/plain', 'text/html', 'image/png']);
  const [text, html, qr] = letter.parts;
  expect(bytesOf(text).toString('utf8').replace(/\r\n/g, '\n')).toBe(
    renderText(receipt, { contact: 'buyer@mail.test' }),
  );
  expect(bytesOf(html).toString('utf8')).toContain(`cid:${qr?.cid?.slice(1, -1)}`);
  const png = join(folder, 'qr.png');
  writeFileSync(png, bytesOf(qr));
  expect(
    execFileSync('zbarimg', ['-q', '--raw', png], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim(),
  ).toBe(qrText(receipt));
});

test('a receipt as PDF arrives as an attachment with its Russian name', async () => {
  const before = postfix.delivered('buyer@mail.test').length;
  expect(kvitok('send', 'samples/2-return.json', '--to', 'buyer@mail.test', '--as', 'pdf').status).toBe(0);
  const letter = read((await postfix.waitFor('buyer@mail.test', before + 1)).at(-1) ?? Buffer.alloc(0));
  const { receipt } = readReceipt(readFileSync('samples/2-return.json'));
  const pdf = letter.parts.find((part) => part.type === 'application/pdf');
  expect(pdf).toMatchObject({ disposition: 'attachment', name: `Чек ${receipt.fiscalDocumentNumber}.pdf` });
  expect(Buffer.compare(bytesOf(pdf), Buffer.from(await renderPdf(receipt, { contact: 'buyer@mail.test' })))).toBe(0);
  const file = join(folder, 'receipt.pdf');
  writeFileSync(file, bytesOf(pdf));
  expect(execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' })).toContain('ВОЗВРАТ ПРИХОДА');
});

test('a Cyrillic mailbox is reached through a server that offers SMTPUTF8', async () => {
  expect(kvitok('send', 'samples/4-cafe.json', '--to', 'иван@mail.test').status).toBe(0);
  expect(await postfix.waitFor('иван@mail.test', 1)).toHaveLength(1);
});

test('nobody there: told at once, exit 1; the journal keeps it', () => {
  const sent = kvitok('send', 'samples/3-internet-shop.json', '--to', 'nobody@mail.test');
  expect(sent.status).toBe(1);
  expect(sent.stdout).toContain('Нет такого ящика');
  const [first] = kvitok('journal', '--json', '--status', 'failed').stdout.trim().split('\n');
  expect(JSON.parse(first ?? '{}')).toMatchObject({
    contact: 'n***@mail.test',
    reason: 'email.noSuchMailbox',
    reply: expect.stringContaining('550 5.1.1'),
  });
});

test('the same receipt to the same address again sends nothing', () => {
  const before = postfix.delivered('buyer@mail.test').length;
  expect(kvitok('send', 'samples/1-grocery.json', '--to', 'Buyer@MAIL.test').stdout).toContain('отправлено');
  expect(postfix.delivered('buyer@mail.test')).toHaveLength(before);
});

test('«Проверить» names the failed step and its cure', () => {
  const check = (settings: Record<string, string>) => {
    for (const [path, value] of Object.entries(settings))
      expect(kvitok('settings', 'set', `email.${path}`, value).stderr).toBe('');
    return kvitok('check', 'email');
  };
  const wrongPassword = check({ password: 'wrong' });
  expect(wrongPassword.status).toBe(1);
  expect(wrongPassword.stdout).toMatch(/✕ вход\n.*пароль не подошёл/);
  const wrongPair = check({ password: postfix.password, security: 'tls' });
  expect(wrongPair.stdout).toMatch(/✕ .*\n.*не подходят друг другу.*STARTTLS/);
  const noHost = check({ security: 'starttls', host: 'no-such-host.invalid' });
  expect(noHost.stdout).toMatch(/✕ имя сервера\n.*(не найден|не находятся)/);
  expect(kvitok('settings', 'set', 'email.host', 'smtp@gmail.com').stderr).toContain('smtp.gmail.com');
  expect(kvitok('settings', 'get', 'email.host').stdout).toContain('no-such-host.invalid');
  check({ host: '127.0.0.1' });
});
