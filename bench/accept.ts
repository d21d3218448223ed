// Receipts accepted a second over HTTP with the disk sync, 64 clients, beside the same with one commit a request: on this machine's disk, and
// on one whose sync takes a millisecond longer, as a shop's does, where strace is installed. Run: node bench/accept.ts
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { median, printTable } from './measure.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const SECONDS = process.env.BENCH_SECONDS ?? '4';
const SYNCS = 'fsync,fdatasync';
const MILLISECOND = 1_000;
const SLOW_DISK =
  `strace -f -qq --seccomp-bpf -o /dev/null -e trace=${SYNCS} -e inject=${SYNCS}:delay_exit=${MILLISECOND}`.split(' ');

const disks: [string, string[]][] = [["this machine's disk", []]];
if (spawnSync('strace', ['-V']).status === 0) disks.push(['a disk whose sync takes 1 ms longer', SLOW_DISK]);
else console.log('A slower disk is left out: there is no strace on this machine to make one.');

for (const [disk, wrapper] of disks) {
  const each: Run[] = [];
  const shared: Run[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    shared.push(run(wrapper, 'shared'));
    each.push(run(wrapper, 'each'));
  }
  const [ours, peer] = [median(shared.map(({ rate }) => rate)), median(each.map(({ rate }) => rate))];
  printTable(`Receipts accepted a second over HTTP, on disk before the answer, 64 clients, ${disk}`, [
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

function run(wrapper: readonly string[], commits: 'shared' | 'each'): Run {
  const script = join(import.meta.dirname, 'accept-run.ts');
  const node = [process.execPath, ...process.execArgv, script, commits, SECONDS];
  const [program = '', ...args] = wrapper.concat(node);
  const { stdout, status } = spawnSync(program, args, { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
  const [rate, p99] = stdout.split(' ').map(Number);
  if (status !== 0 || rate === undefined || p99 === undefined) throw new Error(`the run failed: ${stdout}`);
  return { rate, p99 };
}
