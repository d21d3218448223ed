import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const data = mkdtempSync(join(tmpdir(), 'kvitok-cli-access-'));
const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
afterAll(() => rmSync(data, { recursive: true, force: true }));

function kvitok(args: string[], input = '') {
  const run = spawnSync(process.execPath, [main, '--data', data, '--lang', 'ru', ...args], { input, encoding: 'utf8' });
  return { status: run.status, said: run.stdout.trim(), complained: run.stderr.trim() };
}

test('people are added, listed, given a new password and removed; the last owner stays', () => {
  expect(kvitok(['user', 'list']).said).toBe('Пока никого: kvitok user add ИМЯ --role owner.');
  expect(kvitok(['user', 'add', 'Анна', '--role', 'owner']).said).toMatch(
    /^Добавлен Анна, владелец\.\nПароль: ([A-Z2-9]{4}-){3}[A-Z2-9]{4} — /,
  );
  expect(kvitok(['user', 'add', 'Пётр', '--password-stdin'], 'кот спит на окне\n')).toMatchObject({
    status: 0,
    said: 'Добавлен Пётр, кассир.',
  });
  expect(kvitok(['user', 'add', 'пётр'])).toMatchObject({
    status: 1,
    complained: expect.stringContaining('уже занято'),
  });
  expect(kvitok(['user', 'password', 'анна']).said).toMatch(/^У Анна новый пароль\.\nПароль: /);
  expect(kvitok(['user', 'list']).said).toBe('Анна  владелец\nПётр  кассир');
  expect(kvitok(['user', 'remove', 'Анна'])).toMatchObject({
    status: 1,
    complained: expect.stringContaining('последний владелец'),
  });
  expect(kvitok(['user', 'remove', 'Пётр'])).toEqual({ status: 0, said: 'Убран Пётр.', complained: '' });
  expect(kvitok(['user', 'remove', 'Пётр'])).toMatchObject({ status: 2, complained: expect.stringContaining('нет') });
}, 180_000);

test('a token is printed once, alone on standard output; it is listed by its first signs and revoked by its name', () => {
  expect(kvitok(['token', 'create', 'без срока'])).toMatchObject({ status: 0 });
  const made = kvitok(['token', 'create', '1С', '--days', '30']);
  expect(made.said).toMatch(/^kvitok_[\w-]{43}$/);
  expect(made.complained).toContain('Authorization: Bearer');
  const listed = kvitok(['token', 'list']).said;
  expect(listed).toContain(`1С  ${made.said.slice(0, 11)}  sales,receipts`);
  expect(listed).not.toContain(made.said);
  expect(kvitok(['token', 'create', '1С']).status).toBe(1);
  expect(kvitok(['token', 'create', 'x', '--days', '0'])).toMatchObject({ status: 2 });
  expect(kvitok(['token', 'create', 'x', '--scope', 'everything'])).toMatchObject({ status: 2 });
  expect(kvitok(['token', 'revoke', '1С'])).toEqual({ status: 0, said: 'Ключ «1С» отозван.', complained: '' });
  expect(kvitok(['token', 'revoke', '1С']).status).toBe(2);
}, 180_000);

test('a site that may show the till is an origin, not a pattern or a path', () => {
  for (const origin of ['foo', 'https://pos.example.ru/till', 'https://*.example.ru', 'javascript:alert(1)'])
    expect(kvitok(['serve', '--port', '0', '--allow-embed', origin]), origin).toMatchObject({
      status: 2,
      complained: expect.stringContaining('--allow-embed'),
    });
}, 180_000);
