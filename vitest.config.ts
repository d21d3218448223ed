import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A machine that has other work is slow, not wrong: what must come in time is asked for by the tests themselves.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // As `bin/kvitok` runs the service.
    execArgv: createRequire(import.meta.url)('./bin/flags.js') as string[],
  },
});
