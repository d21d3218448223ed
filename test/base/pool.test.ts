import { afterEach, describe, expect, test, vi } from 'vitest';
import { createPool, type Pool } from '../../src/base/pool.ts';
import type { Order } from './pool-thread.ts';

const pools: Pool<Order, number>[] = [];

function poolOf(size: number, { idleMs = 60_000, ahead = 1 } = {}): Pool<Order, number> {
  const pool = createPool<Order, number>({ script: new URL('./pool-thread.ts', import.meta.url), size, idleMs, ahead });
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

describe.each([1, 4])('a thread that holds %d jobs at once', (ahead) => {
  test.each([
    ['fail', /^not done: no paper$/],
    ['throw', /thread ended.*out of ink/],
    ['exit', /thread ended/],
  ] as const)('rejects one that ends in "%s" alone, and the pool goes on', async (order, message) => {
    const pool = poolOf(1, { ahead });
    const results = await Promise.allSettled([pool.run('name'), pool.run(order), pool.run('name'), pool.run('name')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    await expect(pool.run(order)).rejects.toThrow(message);
    expect(await pool.run('name')).toBeGreaterThan(0);
  });

  test('answers each job with its own result, though a later one takes less time', async () => {
    const pool = poolOf(1, { ahead });
    const orders: Order[] = [{ say: 1, afterMs: 20 }, { say: 2, afterMs: 0 }, 'fail', { say: 3, afterMs: 0 }];
    const results = await Promise.allSettled(orders.map((order) => pool.run(order)));
    expect(results.map((result) => ('value' in result ? result.value : 'rejected'))).toEqual([1, 2, 'rejected', 3]);
  });

  test('is closed with all that it holds and never begins what waited', async () => {
    const pool = poolOf(1, { ahead });
    const begun = new SharedArrayBuffer(4);
    const jobs = [pool.run(held().order), ...Array.from({ length: 6 }, () => pool.run({ count: begun }))];
    const settled = Promise.allSettled(jobs);
    await pool.close();
    expect((await settled).every(({ status }) => status === 'rejected')).toBe(true);
    expect(await pool.run('name')).toBeGreaterThan(0);
    expect(new Int32Array(begun)[0]).toBe(0);
  });
});

test('a job goes to the thread that holds the fewest', async () => {
  const pool = poolOf(2, { ahead: 4 });
  const [one, other] = [held(), held()];
  const blocked = [pool.run(one.order), pool.run(other.order)];
  const behind = Array.from({ length: 4 }, () => pool.run('name'));
  one.release();
  const free = await blocked[0];
  const first = await Promise.all([behind[0], behind[2]]);
  other.release();
  const second = await Promise.all([behind[1], behind[3]]);
  expect(new Set(first)).toEqual(new Set([free]));
  expect(new Set(second)).toEqual(new Set([await blocked[1]]));
});

test('a thread without work is ended, and the next job has a new one', async () => {
  const pool = poolOf(1, { idleMs: 10 });
  const first = await pool.run('name');
  await vi.waitFor(async () => expect(await pool.run('name')).not.toBe(first), { interval: 50, timeout: 30_000 });
});
