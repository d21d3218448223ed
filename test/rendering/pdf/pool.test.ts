import { execFileSync } from 'node:child_process';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, expect, test, vi } from 'vitest';
import { createPool, type Pool } from '../../../src/base/pool.ts';
import { closePdfPool, renderPdf } from '../../../src/rendering/index.ts';
import type { Order } from './pool-thread.ts';
import { withNames } from './tools.ts';

const pools: Pool<Order, number>[] = [];

function poolOf(size: number, idleMs = 60_000): Pool<Order, number> {
  const pool = createPool<Order, number>({ script: new URL('./pool-thread.ts', import.meta.url), size, idleMs });
  pools.push(pool);
  return pool;
}

/** An order that holds its thread until released. */
function held(): { order: Order; release: () => void } {
  const wait = new SharedArrayBuffer(4);
  const release = () => {
    Atomics.store(new Int32Array(wait), 0, 1);
    Atomics.notify(new Int32Array(wait), 0);
  };
  return { order: { wait }, release };
}

afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

test('jobs one after another use one thread, jobs together as many as allowed', async () => {
  const pool = poolOf(2);
  const first = await pool.run('name');
  expect(await pool.run('name')).toBe(first);
  const jobs = [held(), held()];
  const running = jobs.map(({ order }) => pool.run(order));
  const waiting = [pool.run('name'), pool.run('name')];
  for (const { release } of jobs) release();
  expect(new Set(await Promise.all([...running, ...waiting])).size).toBe(2);
});

test.each([
  ['fail', /^no paper$/],
  ['throw', /thread ended.*out of ink/],
  ['exit', /thread ended/],
] as const)('a job that ends in "%s" is rejected alone, and the pool goes on', async (order, message) => {
  const pool = poolOf(1);
  const results = await Promise.allSettled([pool.run('name'), pool.run(order), pool.run('name'), pool.run('name')]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  await expect(pool.run(order)).rejects.toThrow(message);
  expect(await pool.run('name')).toBeGreaterThan(0);
});

test('a thread without work is ended, and the next job has a new one', async () => {
  const pool = poolOf(1, 10);
  const first = await pool.run('name');
  await vi.waitFor(async () => expect(await pool.run('name')).not.toBe(first), { interval: 50, timeout: 30_000 });
});

test('closing rejects what is under way and what waits; the pool can be used again', async () => {
  const pool = poolOf(1);
  const jobs = [pool.run(held().order), pool.run('name')];
  const settled = Promise.allSettled(jobs);
  await pool.close();
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await pool.run('name')).toBeGreaterThan(0);
});

test('the main thread never loads the PDF library, and ends though the pool is open', () => {
  const script = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
    const { renderPdf } = await import('./src/rendering/index.ts');
    const { readReceipt } = await import('./src/formats/index.ts');
    const { readFileSync } = await import('node:fs');
    const bytes = await renderPdf(readReceipt(readFileSync('samples/4-cafe.json')).receipt);
    console.log(bytes.length > 1000, loaded.some((url) => /node_modules\\/(pdfkit|fontkit)\\//.test(url)));
  `;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(printed.trim()).toBe('true false');
});

test('the event loop is not held up while long receipts are drawn', async () => {
  const long = withNames(Array.from({ length: 500 }, (_, index) => `Товар ${index} с длинным названием`));
  await renderPdf(long);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await Promise.all(Array.from({ length: 8 }, () => renderPdf(long)));
  delay.disable();
  await closePdfPool();
  // Drawing one such receipt takes hundreds of milliseconds.
  expect(delay.percentile(50) / 1e6).toBeLessThan(50);
});
