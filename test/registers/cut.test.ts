import { randomInt, randomUUID } from 'node:crypto';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { openEmulator, openRegister } from '../../src/registers/index.ts';
import { closing, expectTruthful, kinds, never, receiptsOf } from './harness.ts';
import { saleOf } from './sale.ts';

/** A wire that breaks: of the connections through it a third is cut after a random number of bytes in one of the directions. */
async function badWire(target: number): Promise<{ port: number; close(): Promise<void> }> {
  const open = new Set<Socket>();
  const server: Server = createServer((client) => {
    const far = connect(target, '127.0.0.1');
    const cut = () => {
      client.destroy();
      far.destroy();
    };
    for (const socket of [client, far]) {
      open.add(socket);
      socket.on('error', cut).on('close', () => {
        open.delete(socket);
        cut();
      });
    }
    const fate = randomInt(6);
    forward(client, far, fate === 0 ? randomInt(1_500) : Number.POSITIVE_INFINITY, cut);
    forward(far, client, fate === 1 ? randomInt(400) : Number.POSITIVE_INFINITY, cut);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function forward(from: Socket, to: Socket, limit: number, cut: () => void): void {
  let left = limit;
  from.on('data', (bytes: Buffer) => {
    const passed = bytes.subarray(0, Math.min(bytes.length, left));
    left -= passed.length;
    to.write(passed, () => left <= 0 && cut());
  });
  from.on('end', () => to.end());
}

describe.each(kinds)('%s', (kind) => {
  test('over a wire that breaks at random places, what is told of each sale is true', async () => {
    const emulator = closing(await openEmulator());
    const wire = closing(await badWire(emulator.port));
    const config = { ...emulator.config(kind), url: `http://127.0.0.1:${wire.port}`, timeout: 2 };
    const register = closing(openRegister(config, { settle: 150 }));
    const count = process.env['CI'] ? 60 : 150;
    const kindsTold = new Set<string>();
    for (let sale = 0; sale < count; sale += 10)
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
    expect([...kindsTold]).toEqual(expect.arrayContaining(['made', 'absent']));
  }, 60_000);
});
