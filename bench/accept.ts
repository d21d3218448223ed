// Receipts accepted a second over HTTP with the disk sync, 64 clients of wrk, beside the same with one commit a request: on this machine's
// disk, and on one whose sync takes a millisecond longer, as a shop's does, where strace is installed. Run: node bench/accept.ts
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { receiptNumber } from '../test/servers/service.ts';
import { median, printTable } from './measure.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 4);
/** Seconds before the clock starts: a service at work has long since compiled what accepts. */
const WARM = 4;
const CLIENTS = 64;
const SYNCS = 'fsync,fdatasync';
const MILLISECOND = 1_000;
const SLOW_DISK =
  `strace -f -qq --seccomp-bpf -o /dev/null -e trace=${SYNCS} -e inject=${SYNCS}:delay_exit=${MILLISECOND}`.split(' ');

if (spawnSync('wrk', ['-v']).error) {
  console.log('wrk plays the clients and is not on this machine: sudo apt-get install wrk');
  process.exit(1);
}
const disks: [string, string[]][] = [["this machine's disk", []]];
if (spawnSync('strace', ['-V']).status === 0) disks.push(['a disk whose sync takes 1 ms longer', SLOW_DISK]);
else console.log('A slower disk is left out: there is no strace on this machine to make one.');

for (const [disk, wrapper] of disks) {
  const each: Run[] = [];
  const shared: Run[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    shared.push(await run(wrapper, 'shared'));
    each.push(await run(wrapper, 'each'));
  }
  const [ours, peer] = [median(shared.map(({ rate }) => rate)), median(each.map(({ rate }) => rate))];
  printTable(`Receipts accepted a second over HTTP, on disk before the answer, ${CLIENTS} clients, ${disk}`, [
    ['', 'per second', 'ratio', 'p99, ms'],
    ['one commit a request', `${Math.round(peer)}`, '1.00', median(each.map(({ p99 }) => p99)).toFixed(1)],
    [
      'shared commits',
      `${Math.round(ours)}`,
      (ours / peer).toFixed(2),
      median(shared.map(({ p99 }) => p99)).toFixed(1),
    ],
  ]);
}

interface Run {
  rate: number;
  /** Milliseconds. */
  p99: number;
}

/** A service of its own for each run, so that none begins with what another left. */
async function run(wrapper: readonly string[], commits: 'shared' | 'each'): Promise<Run> {
  const script = join(import.meta.dirname, 'accept-service.ts');
  const node = [process.execPath, ...process.execArgv, script, commits];
  const [program = process.execPath, ...args] = wrapper.concat(node);
  const service = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(service, 'exit');
  const [port] = (await Promise.race([once(service.stdout, 'data'), ended])) as [unknown];
  if (!Buffer.isBuffer(port)) throw new Error('the service did not start');
  await load(Number(port), 1_000_000_000, WARM);
  const measured = await load(Number(port), 2_000_000_000, SECONDS);
  service.stdin.end();
  await ended;
  return measured;
}

/** Posts receipts from number `first` on for some seconds, each client as fast as it is answered. */
async function load(port: number, first: number, seconds: number): Promise<Run> {
  const [opening = '', closing = ''] = JSON.stringify({ receipt: receiptNumber(first) })
    .replace(`Товар ${first}`, 'Товар')
    .split(`${first}`);
  const length = Buffer.byteLength(opening + first + closing);
  const head = `POST /api/v1/receipts HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
  const options = ['-t1', `-c${CLIENTS}`, `-d${seconds}s`, '-s', join(import.meta.dirname, 'accept.lua')];
  const args = [...options, `http://127.0.0.1:${port}/`, '--', `${first}`, head + opening, closing];
  const clients = spawn('wrk', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  clients.stdout.on('data', (bytes: Buffer) => (said += bytes));
  await once(clients, 'close');
  const [requests = 0, microseconds = 0, p99 = 0, refused] =
    /outcome: (\d+) (\d+) (\d+) (\d+)/.exec(said)?.slice(1).map(Number) ?? [];
  if (refused !== 0 || requests === 0) throw new Error(`the clients failed: ${said}`);
  return { rate: requests / (microseconds / 1e6), p99: p99 / 1_000 };
}
