import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { problems } from '../../src/texts/ru/problems.ts';
import { type Service, startService } from '../servers/service.ts';

const page = readFileSync('docs/ru/1c.md', 'utf8');
const told = new Set([...page.matchAll(/`([a-z]+[A-Z]\w+)`/g)].map(([, code = '']) => code));

/** Files whose refusals a caller of `/sales` can meet. */
const sources = [
  ...globSync('src/formats/{sale,onec,atol,kkmserver}/*.ts'),
  ...globSync('src/till/*.ts'),
  ...['fields', 'json-text'].map((name) => `src/formats/${name}.ts`),
  ...['sale-check', 'sale-json'].map((name) => `src/receipt/${name}.ts`),
  ...['routes/sales', 'json-body', 'guard'].map((name) => `src/server/${name}.ts`),
];

test('the table of codes names every refusal of the code, and no other', () => {
  const codes = Object.keys(problems);
  const thrown = sources.flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    return codes.filter((code) => source.includes(`'${code}'`));
  });
  expect(thrown.length).toBeGreaterThan(40);
  expect([...new Set(thrown)].filter((code) => !told.has(code))).toEqual([]);
  const table = page.slice(page.indexOf('| HTTP | `code`'), page.indexOf('Примеры написаны'));
  const named = [...table.matchAll(/`([a-z]+[A-Z]\w+|internal)`/g)].map(([, code = '']) => code);
  expect(named.filter((code) => !codes.includes(code))).toEqual([]);
});

test('each block of 1C code closes what it opens', () => {
  const pairs = [
    ['Функция', 'КонецФункции'],
    ['Процедура', 'КонецПроцедуры'],
    ['Если', 'КонецЕсли'],
    ['Цикл', 'КонецЦикла'],
    ['Попытка', 'КонецПопытки'],
  ];
  const blocks = [...page.matchAll(/```bsl\n([\s\S]*?)```/g)].map(([, code = '']) => code);
  expect(blocks.length).toBeGreaterThan(3);
  for (const block of blocks) {
    const code = block.replace(/"(?:[^"\n]|"")*"/g, '""').replace(/\/\/.*/g, '');
    const count = (word: string) => code.match(new RegExp(`(?<![\\p{L}_])${word}(?![\\p{L}\\d_])`, 'gu'))?.length ?? 0;
    for (const [opens = '', closes = ''] of pairs) expect([opens, count(opens)]).toEqual([opens, count(closes)]);
    expect(code.match(/\(/g)?.length).toBe(code.match(/\)/g)?.length);
  }
});

const data = mkdtempSync(join(tmpdir(), 'kvitok-http-'));
let service: Service;
beforeAll(async () => {
  service = await startService(data, ['--demo']);
}, 60_000);
afterAll(async () => {
  await service.stop();
  rmSync(data, { recursive: true, force: true });
});

test('the requests of sales.http, sent one after another, do what their titles say', async () => {
  const requests = readFileSync('docs/examples/sales.http', 'utf8').split(/^### /m).slice(1);
  let id = '';
  const answers: [title: string, status: number, text: string][] = [];
  for (const request of requests) {
    const [title = '', ...rest] = request.split('\n').filter((line) => !line.startsWith('# '));
    const [head = '', ...body] = rest.join('\n').trim().split(/\n\n/);
    const [first = '', ...lines] = head.split('\n');
    const [method = '', address = ''] = first.split(' ');
    const headers = Object.fromEntries(lines.map((line) => line.split(': ') as [string, string]));
    if (headers['Idempotency-Key']) headers['Idempotency-Key'] = 'one-of-its-own-sale';
    const url = address
      .replace('http://127.0.0.1:8154', service.url)
      .replace('{{sale.response.body.$.id}}', id)
      // Nobody is at the form here.
      .replace('wait=25', 'wait=1');
    if (url.endsWith('as=source')) await fetch(`${service.url}/api/v1/sales/${id}?wait=25`);
    const answer = await fetch(url, { method, headers, ...(body.length > 0 ? { body: body.join('\n\n') } : {}) });
    const text = await answer.text();
    if (id === '') id = (JSON.parse(text) as { id: string }).id;
    answers.push([title, answer.status, text]);
  }
  expect(answers.map(([, status]) => status)).toEqual([201, 200, 200, 200, 200, 409, 200]);
  expect(answers.map(([, , text]) => text)).toEqual([
    expect.stringContaining('"formUrl"'),
    expect.stringContaining('"awaiting-contact"'),
    expect.stringContaining('<Sale '),
    expect.stringContaining('"+79161234567"'),
    expect.stringContaining('"fiscalising"'),
    expect.stringMatching(/"sale(?:UnderWay|Fiscalised)"/),
    expect.stringContaining('<DocumentOutputParameters'),
  ]);
});
