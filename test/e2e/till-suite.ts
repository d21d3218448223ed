import type { BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type Bench, openBench } from './till-bench.ts';

/** One bench for a suite, and for each of its tests a browser context of its own, which `begin` gets; every sale is given up at a test's end. */
export function tillSuite(begin: (bench: Bench, context: BrowserContext) => Promise<void> | void): void {
  let bench: Bench;
  let context: BrowserContext;
  beforeAll(async () => {
    bench = await openBench();
  }, 60_000);
  afterAll(() => bench.close());
  beforeEach(async () => {
    context = await bench.context();
    await begin(bench, context);
  });
  afterEach(async () => {
    await bench.clear();
    await context.close();
  });
}
