// A sale to the till's event, a confirmation to the register, and 500 open tills. Run: node bench/till.ts
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmulator } from '../src/registers/index.ts';
import type { Events } from '../src/server/api.ts';
import { installed, startService } from '../test/servers/service.ts';
import { saleDocument } from '../test/till/shop.ts';
import { printTable, quantile } from './measure.ts';

const SALES = Number(process.env.BENCH_SALES ?? 1_500);
const A_SECOND = 50;
const TILLS = 500;

const data = mkdtempSync(join(tmpdir(), 'kvitok-bench-'));
const emulator = await openEmulator();
const reached = new Map<string, number>();
/** Stands before the register and notes when each command arrives. */
const note = createServer((incoming, response) => {
  const chunks: Buffer[] = [];
  const at = performance.now();
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    const body = Buffer.concat(chunks);
    const document = /bench-\d+/.exec(body.toString())?.[0];
    if (document !== undefined) reached.set(document, at);
    const { method, url: path, headers } = incoming;
    const onward = request({ port: emulator.port, method, path, headers }, (answer: IncomingMessage) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.end(body);
  });
});
await new Promise<void>((resolve) => note.listen(0, '127.0.0.1', resolve));

const service = await startService(data, [], {}, installed);
const registers = Array.from({ length: TILLS }, (_, index) => ({
  id: String(index + 1),
  kind: 'atol',
  url: `http://127.0.0.1:${(note.address() as AddressInfo).port}`,
}));
await service.call('PUT', '/settings/registers', registers);

const heard = new Map<string, number>();
const url = new URL(service.url);
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
const listeners = registers.map(
  ({ id }) =>
    new Promise<ReturnType<typeof request>>((resolve) => {
      const headers = { authorization: `Bearer ${service.token}` };
      const sent = request({ agent, port: url.port, path: `/api/v1/events?register=${id}`, headers }, (answer) => {
        if (answer.statusCode !== 200) throw new Error(`the events of till ${id}: ${answer.statusCode}`);
        let text = '';
        answer.on('data', (chunk: Buffer) => {
          text += chunk.toString();
          for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
            const [, event, json = ''] = /^event: (\w+)\ndata: (.*)$/s.exec(text.slice(0, end)) ?? [];
            text = text.slice(end + 2);
            if (event === 'till') resolve(sent);
            if (event !== 'sale') continue;
            const sale = JSON.parse(json) as Events['sale'];
            const document = sale.documentId ?? '';
            if (!heard.has(document)) heard.set(document, performance.now());
          }
        });
      });
      sent.on('error', () => {});
      sent.end();
    }),
);
const open = await Promise.all(listeners);
await new Promise((resolve) => setTimeout(resolve, 20_000));
const memory = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${service.process.pid}/status`, 'utf8'))?.[1]) / 1024;

const toEvent: number[] = [];
const toRegister: number[] = [];
const sell = async (number: number): Promise<void> => {
  const id = `bench-${number}`;
  // The line is printed beside the receipt, so that the command tells which sale it is of.
  const document = saleDocument({ id, lines: [{ after: 0, text: id }] });
  const created = performance.now();
  const { json } = await service.call('POST', `/sales?register=${(number % TILLS) + 1}`, document);
  await until(() => heard.has(id));
  toEvent.push((heard.get(id) ?? 0) - created);
  const confirmed = performance.now();
  await service.call('POST', `/sales/${String(json.id)}/confirm`);
  await until(() => reached.has(id));
  toRegister.push((reached.get(id) ?? 0) - confirmed);
};
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
};
// Each register reads its shift before its first sale; that is not what is measured.
for (let number = 0; number < TILLS; number++) await sell(number);
toEvent.length = toRegister.length = 0;
const running: Promise<void>[] = [];
const start = performance.now();
for (let number = 0; number < SALES; number++) {
  const wait = start + (number * 1_000) / A_SECOND - performance.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  running.push(sell(TILLS + number));
}
await Promise.all(running);

printTable(`${SALES} sales at ${A_SECOND} a second, ${TILLS} tills listening`, [
  ['', 'p50', 'p99'],
  ['sale sent → event at the till, ms', quantile(toEvent, 0.5).toFixed(1), quantile(toEvent, 0.99).toFixed(1)],
  [
    'confirmation sent → command at the register, ms',
    quantile(toRegister, 0.5).toFixed(1),
    quantile(toRegister, 0.99).toFixed(1),
  ],
  [`resident memory with ${TILLS} tills open, MB`, memory.toFixed(0), ''],
]);
for (const listener of open) listener.destroy();
agent.destroy();
await service.stop();
note.closeAllConnections();
note.close();
await emulator.close();
rmSync(data, { recursive: true, force: true });
