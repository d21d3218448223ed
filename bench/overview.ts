// The overview over HTTP with 10,000 and with BENCH_ROWS (1,000,000) deliveries of a year: p50 and p95. Run: node bench/overview.ts
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApp } from '../src/app.ts';
import { createServer } from '../src/server/index.ts';
import { fillJournal } from './fill-journal.ts';
import { median, printTable } from './measure.ts';

const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000);
const ASKED = 200;
const LIMIT_MS = 100;

const few = await asked(10_000);
const many = await asked(ROWS);
printTable('The overview over HTTP, milliseconds', [
  ['deliveries', 'p50', 'p95'],
  ['10000', few.p50.toFixed(1), few.p95.toFixed(1)],
  [`${ROWS}`, many.p50.toFixed(1), many.p95.toFixed(1)],
]);
if (many.p95 > LIMIT_MS) {
  console.error(`p95 ${many.p95.toFixed(0)} ms is over ${LIMIT_MS} ms`);
  process.exit(1);
}
process.exit(0);

async function asked(rows: number): Promise<{ p50: number; p95: number }> {
  const data = mkdtempSync(join(tmpdir(), 'kvitok-bench-'));
  try {
    await fillJournal(data, rows);
    const app = await openApp({ data, quiet: true });
    const server = await createServer(app, { token: app.apiToken });
    await server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.server.address() as AddressInfo;
    const times: number[] = [];
    for (let number = 0; number < ASKED; number++) {
      const began = performance.now();
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/overview`, {
        headers: { authorization: `Bearer ${app.apiToken}` },
      });
      const { days } = (await answer.json()) as { days: { receipts: number }[] };
      times.push(performance.now() - began);
      if (days.at(-2)?.receipts === 0) throw new Error('the overview is empty');
    }
    await server.close();
    await app.close();
    times.sort((one, other) => one - other);
    return { p50: median(times), p95: times[Math.floor(times.length * 0.95)] ?? 0 };
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}
