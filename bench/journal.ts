// The journal at 10,000 and at 1,000,000 deliveries: first page, filters and searches over HTTP. Run: node bench/journal.ts
// KEEP=folder keeps the two databases there and takes them from there the next time.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApp } from '../src/app.ts';
import { createServer } from '../src/server/index.ts';
import { fillJournal, POPULAR_CONTACT, POPULAR_TOTAL, RARE_CONTACT, RARE_TOTAL } from './fill-journal.ts';
import { median, printTable } from './measure.ts';

const SIZES = [10_000, Number(process.env.BENCH_DELIVERIES ?? 1_000_000)];
const TIMES = Number(process.env.BENCH_TIMES ?? 200);
const kept = process.env.KEEP;
const folder = kept ?? mkdtempSync(join(tmpdir(), 'kvitok-bench-'));
const DAY_MS = 86_400_000;
const day = Math.floor(Date.now() / DAY_MS) * DAY_MS - 30 * DAY_MS;
const roubles = (kopecks: number) => `${Math.floor(kopecks / 100)},${String(kopecks % 100).padStart(2, '0')}`;

/** What the page can ask for. */
const ASKED: Record<string, Record<string, string | number>> = {
  'first page': {},
  'on the way': { outcome: 'way' },
  delivered: { outcome: 'delivered' },
  'not delivered': { outcome: 'failed' },
  'not delivered, SMS, one day': { outcome: 'failed', channel: 'sms', from: day, until: day + DAY_MS },
  SMS: { channel: 'sms' },
  'one day': { from: day, until: day + DAY_MS },
  'by reason': { reason: 'email.mailboxFull' },
  'a rare contact': { q: RARE_CONTACT },
  'a contact with 2 % of all': { q: POPULAR_CONTACT },
  'that contact, not delivered': { q: POPULAR_CONTACT, outcome: 'failed' },
  'an unknown contact': { q: 'nobody@example.ru' },
  'a rare sum': { q: roubles(RARE_TOTAL) },
  'a sum with 5 % of all': { q: roubles(POPULAR_TOTAL) },
  'that sum, not delivered, SMS': { q: roubles(POPULAR_TOTAL), outcome: 'failed', channel: 'sms' },
  'document number or sum': { q: '1234' },
  'document number': { q: '№ 1234' },
};

type Query = Record<string, string | number>;
type Page = { cursor?: string; deliveries: unknown[] };
const shops: {
  ask: (query: Query) => Promise<Page>;
  asked: Record<string, Query>;
  close(): Promise<void>;
}[] = [];
for (const size of SIZES) shops.push(await open(size));
for (let warm = 0; warm < 3; warm++)
  for (const { ask, asked } of shops) for (const query of Object.values(asked)) await ask(query);
const rows: string[][] = [];
for (const name of Object.keys(shops[0]?.asked ?? {})) {
  const times: number[][] = shops.map(() => []);
  // In turns, so that whatever else the machine does falls on all sizes alike.
  for (let run = 0; run < TIMES; run++)
    for (const [number, { ask, asked }] of shops.entries()) {
      const before = performance.now();
      await ask(asked[name] ?? {});
      times[number]?.push(performance.now() - before);
    }
  const found = await Promise.all(shops.map(({ ask, asked }) => ask(asked[name] ?? {})));
  const [small, large] = times.map((of) => median(of));
  rows.push([
    name,
    ...times.flatMap((of) => [median(of), p95(of)]).map((value) => value.toFixed(1)),
    ((large ?? 0) / (small ?? 1)).toFixed(2),
    found.map((page) => page.deliveries.length).join(' / '),
  ]);
}
for (const shop of shops) await shop.close();
if (kept === undefined) rmSync(folder, { recursive: true, force: true });
printTable(`The journal over HTTP, ms, ${SIZES.map((size) => size.toLocaleString('en')).join(' and ')} deliveries`, [
  ['', 'median', 'p95', 'median', 'p95', 'ratio', 'rows'],
  ...rows,
]);
process.exit(0);

async function open(size: number): Promise<(typeof shops)[number]> {
  const data = join(folder, String(size));
  if (!existsSync(join(data, 'kvitok.db'))) {
    mkdirSync(data, { recursive: true });
    await fillJournal(data, size);
  }
  const app = await openApp({ data, quiet: true });
  const server = await createServer(app, { token: app.apiToken });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const ask = async (query: Query): Promise<Page> => {
    const address = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]));
    const headers = { authorization: `Bearer ${app.apiToken}` };
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/deliveries?${address}`, { headers });
    if (answer.status !== 200) throw new Error(await answer.text());
    return (await answer.json()) as Page;
  };
  const { cursor = '' } = await ask({ limit: 500 });
  const further = { 'a page further down': { cursor }, 'not delivered, further down': { cursor, outcome: 'failed' } };
  return {
    ask,
    asked: { ...ASKED, ...further },
    close: async () => {
      await server.close();
      await app.close();
    },
  };
}

function p95(times: readonly number[]): number {
  return [...times].sort((one, other) => one - other)[Math.ceil(times.length * 0.95) - 1] ?? 0;
}
