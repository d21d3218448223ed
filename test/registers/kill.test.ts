import { randomInt, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { defaultRegister, openRegister, type RegisterOutcome } from '../../src/registers/index.ts';
import { type EmulatorProcess, startEmulator } from './emulator-process.ts';
import { closing, expectTruthful, kinds, never } from './harness.ts';
import { saleOf } from './sale.ts';

const folder = mkdtempSync(join(tmpdir(), 'kvitok-emulator-'));
let running: EmulatorProcess | undefined;
afterEach(async () => {
  await running?.kill();
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const driveFile = () => join(folder, `${randomUUID()}.jsonl`);
const registerAt = (kind: (typeof kinds)[number], { url }: EmulatorProcess) =>
  closing(openRegister({ ...defaultRegister, kind, url, timeout: 1 }, { settle: 100 }));
const found = (register: ReturnType<typeof registerAt>, id: string) =>
  expect.poll(() => register.find(id, never), { timeout: 30_000 });

describe.each(kinds)('%s', (kind) => {
  test.each([
    ['crash-before', 'absent', 0],
    ['crash-middle', 'made', 1],
    ['crash-after', 'made', 1],
  ] as const)('%s: nobody knows until the register is back, then it is %s', async (fault, kindAfter, count) => {
    const drive = driveFile();
    running = await startEmulator(drive, 0, ['--fault', fault]);
    const register = registerAt(kind, running);
    const command = { id: randomUUID(), sale: saleOf() };
    const outcome = await register.fiscalise(command, never);
    expect(outcome).toMatchObject({ kind: 'unknown' });
    expectTruthful(outcome);
    await running.gone;
    running = await startEmulator(drive, running.port);
    await found(register, command.id).toMatchObject({ kind: kindAfter });
    const documents = await running.documents();
    expect(documents.filter((document) => document.command === command.id)).toHaveLength(count);
  });

  test('killed at random moments: one document for every sale that was made, none for the others', async () => {
    const drive = driveFile();
    running = await startEmulator(drive);
    const register = registerAt(kind, running);
    const told = new Map<string, RegisterOutcome>();
    await register.fiscalise({ id: randomUUID(), sale: saleOf() }, never);
    for (let round = 0; round < (process.env.CI ? 4 : 8); round++) {
      const ids = Array.from({ length: 10 }, () => randomUUID());
      const sales = ids.map((id) => register.fiscalise({ id, sale: saleOf() }, never));
      const { port } = running;
      await new Promise((resolve) => setTimeout(resolve, randomInt(12)));
      await running.kill();
      running = await startEmulator(drive, port);
      const first = await Promise.all(sales);
      for (const outcome of first) expectTruthful(outcome);
      await Promise.all(
        ids.map(async (id, at) => {
          const outcome = first[at];
          await found(register, id).toMatchObject({ kind: expect.stringMatching(/made|refused|absent/) });
          const later = await register.find(id, never);
          if (outcome?.kind === 'made') expect(later).toEqual(outcome);
          if (outcome?.kind === 'refused' || outcome?.kind === 'absent') expect(later.kind).toBe('absent');
          told.set(id, later);
        }),
      );
    }
    const documents = await running.documents();
    for (const [id, outcome] of told)
      expect(documents.filter(({ command }) => command === id)).toHaveLength(outcome.kind === 'made' ? 1 : 0);
    expect(documents.map(({ number }) => number)).toEqual(documents.map((_, index) => index + 1));
  }, 120_000);
});
