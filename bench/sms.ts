// SMS a second through the whole path (accepted durably → rendered → sent → journalled) to a local HTTP provider with kept connections, 10 at
// a time and 20 ms an answer, beside what that latency allows; and by SMPP with a window of 50. Run: node bench/sms.ts
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { openApp } from '../src/app.ts';
import { readReceipt } from '../src/formats/index.ts';
import { renderSms } from '../src/rendering/index.ts';
import { receiptNumber } from '../test/servers/service.ts';
import { median, printTable } from './measure.ts';
import { wholePath } from './whole-path.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const SMS = Number(process.env.BENCH_SMS ?? 8_000);
const WARM = 1_000;
const LATENCY = 20;
const AT_ONCE = 10;

const sample = readReceipt(Buffer.from(JSON.stringify(receiptNumber(1)))).receipt;

/** A server in a process of its own, so that it takes none of the service's time; its first line is its port. */
async function serverIn(script: string): Promise<{ port: number; end(): void }> {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    cwd: join(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [first] = (await once(child.stdout, 'data')) as [Buffer];
  return { port: Number(first.toString()), end: () => child.kill() };
}

const http = () =>
  serverIn(`import { openSmscServer } from './src/demo/smsc-server.ts';
const server = await openSmscServer({ latency: ${LATENCY}, concurrency: ${AT_ONCE}, balance: 1e12 });
console.log(server.port);`);

const smpp = () =>
  serverIn(`import smpp from 'smpp';
let id = 0;
const server = smpp.createServer((session) => {
  session.on('pdu', (pdu) => {
    if (pdu.command === 'submit_sm') session.send(pdu.response({ message_id: String(++id) }));
    else if (!pdu.isResponse?.()) session.send(pdu.response());
  });
  session.on('error', () => {});
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));`);

/** Requests of the same size by the library alone, one after the other on each connection: what the provider itself lets through. */
async function bareLoop(port: number, count: number): Promise<number> {
  const dispatcher = new Agent({ connections: AT_ONCE });
  const text = renderSms(sample, '');
  const started = performance.now();
  let next = 0;
  const one = async () => {
    while (next < count) {
      const id = String(++next);
      const form = { login: 'demo', psw: 'demo', phones: `+7915${1_000_000 + next}`, mes: text, id, cost: '3' };
      const body = new URLSearchParams({ ...form, op: '1', charset: 'utf-8', fmt: '3' }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const url = `http://127.0.0.1:${port}/sys/send.php`;
      await (await request(url, { dispatcher, method: 'POST', headers, body })).body.text();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  const rate = (count / (performance.now() - started)) * 1_000;
  await dispatcher.close();
  return rate;
}

async function throughProvider(
  count: number,
  account: Record<string, unknown>,
): Promise<{ rate: number; megabytes: number }> {
  const data = mkdtempSync(join(tmpdir(), 'kvitok-bench-'));
  const app = await openApp({ data, quiet: true, allowPrivate: ['127.0.0.1'] });
  await app.settings.change('sms', { enabled: true, ...account }, 'bench');
  const { rate } = await wholePath({
    app,
    receipt: (number) => ({ ...sample, fiscalDocumentNumber: number }),
    to: (number) => `+7916${1_000_000 + number}`,
    warm: WARM,
    count,
  });
  const megabytes = process.memoryUsage().rss / 1e6;
  await app.close();
  rmSync(data, { recursive: true, force: true });
  return { rate, megabytes };
}

const bare: number[] = [];
const byHttp: number[] = [];
const bySmpp: number[] = [];
const memory: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const provider = await http();
  bare.push(await bareLoop(provider.port, SMS / 4));
  const one = await throughProvider(SMS, {
    provider: 'smsc',
    host: `http://127.0.0.1:${provider.port}`,
    login: 'demo',
    password: 'demo',
  });
  provider.end();
  const centre = await smpp();
  const other = await throughProvider(SMS * 2, {
    provider: 'smpp',
    host: `127.0.0.1:${centre.port}`,
    login: 'demo',
    password: 'demo',
    smpp: { window: 50, long: 'payload' },
  });
  centre.end();
  byHttp.push(one.rate);
  bySmpp.push(other.rate);
  memory.push(other.megabytes);
}
const bound = (AT_ONCE * 1_000) / LATENCY;
printTable('SMS a second, whole path', [
  ['what 10 connections of 20 ms allow', `${bound}`, '1.00'],
  ['undici alone, the same requests', `${Math.round(median(bare))}`, (median(bare) / bound).toFixed(2)],
  ['Kvitok over HTTP', `${Math.round(median(byHttp))}`, (median(byHttp) / bound).toFixed(2)],
  ['Kvitok by SMPP, window 50', `${Math.round(median(bySmpp))}`, ''],
]);
console.log(`Resident memory after each round of SMPP, MB: ${memory.map((one) => Math.round(one)).join(', ')}`);
process.exit(0);
