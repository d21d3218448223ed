// One run of bench/accept.ts in a process of its own: node bench/accept-run.ts shared|each seconds. Says `rate p99` on standard output.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApp } from '../src/app.ts';
import { createServer } from '../src/server/index.ts';

const [commits, seconds = '4'] = process.argv.slice(2);
/** Seconds before the clock starts: a service at work has long since compiled what accepts. */
const WARM = '2';

const data = mkdtempSync(join(tmpdir(), 'kvitok-bench-'));
const app = await openApp({ data, quiet: true, oneCommitEach: commits === 'each' });
const server = await createServer(app, { token: app.apiToken });
await server.listen({ host: '127.0.0.1', port: 0 });
const { port } = server.server.address() as AddressInfo;
await load('1000000000', WARM);
console.log(await load('2000000000', seconds));
await server.close();
await app.close();
rmSync(data, { recursive: true, force: true });
process.exit(0);

async function load(firstNumber: string, time: string): Promise<string> {
  const clients = spawn(process.execPath, [join(import.meta.dirname, 'load.ts'), `${port}`, '64', time, firstNumber], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  clients.stdout.on('data', (bytes: Buffer) => (said += bytes));
  await once(clients, 'exit');
  const [, requests, milliseconds, p99, refused] = /(\d+) ([\d.]+) ([\d.]+) (\d+)/.exec(said) ?? [];
  if (requests === undefined || refused !== '0') throw new Error(`the clients failed: ${said}`);
  return `${Number(requests) / (Number(milliseconds) / 1_000)} ${p99}`;
}
