// Start to ready, resident memory at rest, and memory while receipts pass. Run: node bench/rest.ts
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installed, receiptNumber, startService } from '../test/servers/service.ts';
import { median, printTable } from './measure.ts';

const RECEIPTS = Number(process.env.BENCH_RECEIPTS ?? 100_000);
const megabytes = (pid: number | undefined): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
const data = mkdtempSync(join(tmpdir(), 'kvitok-bench-'));

const starts: number[] = [];
for (let round = 0; round < 4; round++) {
  const before = performance.now();
  const service = await startService(data, [], {}, installed);
  // The first start fills the compile cache and makes the database.
  if (round > 0) starts.push(performance.now() - before);
  await service.stop();
}
const service = await startService(data, [], {}, installed);
// V8 tidies up after its start once it has had nothing to do for a while.
await new Promise((resolve) => setTimeout(resolve, 15_000));
const rest = megabytes(service.process.pid);
const passing: number[] = [];
let number = 0;
const till = async () => {
  while (number < RECEIPTS) {
    const mine = ++number;
    await service.call('POST', '/receipts', { receipt: receiptNumber(mine) });
    if (mine % (RECEIPTS / 10) === 0) passing.push(megabytes(service.process.pid));
  }
};
await Promise.all(Array.from({ length: 32 }, till));
printTable('At rest and under way', [
  ['start to ready, ms (median)', median(starts).toFixed(0)],
  ['resident memory at rest, MB', rest.toFixed(0)],
  [`resident memory after each tenth of ${RECEIPTS} receipts, MB`, passing.map((value) => value.toFixed(0)).join(' ')],
]);
await service.stop();
rmSync(data, { recursive: true, force: true });
