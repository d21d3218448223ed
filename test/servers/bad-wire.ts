import { randomInt } from 'node:crypto';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A wire that breaks: of the connections through it a third is cut after a random number of bytes in one of the directions. */
export async function badWire(target: number): Promise<{ port: number; close(): Promise<void> }> {
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
