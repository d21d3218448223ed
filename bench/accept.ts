// Receipts accepted a second over HTTP with the disk sync, 64 clients, beside the same with one commit a request.
// Run: node bench/accept.ts
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApp } from '../src/app.ts';
import { createServer } from '../src/server/index.ts';
import { median, printTable } from './measure.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 4);

const shared: Run[] = [];
const single: Run[] = [];
for (let round = 0; round < ROUNDS; round++) {
  shared.push(await accept(false));
  single.push(await accept(true));
}
const [ours, peer] = [median(shared.map((run) => run.rate)), median(single.map((run) => run.rate))];
printTable('Receipts accepted a second over HTTP, on disk before the answer, 64 clients', [
  ['', 'per second', 'ratio', 'p99, ms'],
  ['one commit a request', `${Math.round(peer)}`, '1.00', median(single.map((run) => run.p99)).toFixed(1)],
  ['shared commits', `${Math.round(ours)}`, (ours / peer).toFixed(2), median(shared.map((run) => run.p99)).toFixed(1)],
]);
process.exit(0);

interface Run {
  rate: number;
  p99: number;
}

async function accept(oneCommitEach: boolean): Promise<Run> {
  const data = mkdtempSync(join(tmpdir(), 'kvitok-bench-'));
  const app = await openApp({ data, quiet: true, oneCommitEach });
  const server = await createServer(app, { token: app.apiToken });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const load = spawn(process.execPath, [join(import.meta.dirname, 'load.ts'), `${port}`, '64', `${SECONDS}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  load.stdout.on('data', (bytes: Buffer) => (said += bytes));
  await once(load, 'exit');
  await server.close();
  await app.close();
  rmSync(data, { recursive: true, force: true });
  const [, requests, microseconds, p99, refused] = /(\d+) (\d+) ([\d.]+) (\d+)/.exec(said) ?? [];
  if (requests === undefined || refused !== '0') throw new Error(`the clients failed: ${said}`);
  return { rate: Number(requests) / (Number(microseconds) / 1_000_000), p99: Number(p99) };
}
