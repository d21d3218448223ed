import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openEmulator, openRegister } from '../../src/registers/index.ts';
import { badWire } from '../servers/bad-wire.ts';
import { closing, expectTruthful, kinds, never, receiptsOf } from './harness.ts';
import { saleOf } from './sale.ts';

describe.each(kinds)('%s', (kind) => {
  test('over a wire that breaks at random places, what is told of each sale is true', async () => {
    const emulator = closing(await openEmulator());
    const wire = closing(await badWire(emulator.port));
    const config = { ...emulator.config(kind), url: `http://127.0.0.1:${wire.port}`, timeout: 2 };
    const register = closing(openRegister(config, { settle: 150 }));
    const count = process.env.CI ? 60 : 150;
    const kindsTold = new Set<string>();
    const toldBoth = () => kindsTold.has('made') && kindsTold.has('absent');
    // Where a wire breaks is chance: few sales may all go well, so there are more until one did not.
    for (let sale = 0; sale < count || (sale < 10 * count && !toldBoth()); sale += 10)
      await Promise.all(
        Array.from({ length: 10 }, async () => {
          const id = randomUUID();
          const outcome = await register.fiscalise({ id, sale: saleOf() }, never);
          kindsTold.add(outcome.kind);
          expectTruthful(outcome);
          const documents = receiptsOf(emulator).filter(({ command }) => command === id);
          if (outcome.kind === 'made')
            expect(documents).toMatchObject([
              { number: outcome.result.fiscalDocumentNumber, sign: outcome.result.fiscalSign },
            ]);
          else if (outcome.kind === 'refused' || outcome.kind === 'absent') expect(documents).toEqual([]);
          else expect(documents.length).toBeLessThanOrEqual(1);
        }),
      );
    expect(toldBoth()).toBe(true);
  }, 60_000);
});
