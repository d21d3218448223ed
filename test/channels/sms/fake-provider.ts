import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Socket } from 'node:net';

/** A request as a provider sees it. `form` and `json` are read from the body as UTF-8, whatever it says of itself. */
export interface Received {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
  form: Record<string, string>;
  json: Record<string, unknown>;
  /** The other side's port: one for each connection. */
  port: number | undefined;
}

/** What goes back. `cut`: the connection is torn after the request was read. `half`: so is it in the middle of the body. `hang`: nothing comes. */
export type Wire =
  | { status?: number; type?: string; headers?: Record<string, string>; body?: string | Buffer }
  | 'cut'
  | 'half'
  | 'hang';

export interface FakeProvider {
  base: string;
  received: Received[];
  answer: (request: Received) => Wire;
  close(): Promise<void>;
}

/** A provider's server over real HTTP on a loopback port; it answers as it is told to at the moment. */
export async function startFake(): Promise<FakeProvider> {
  const server = createHttp((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const received = readRequest(request, Buffer.concat(chunks).toString('utf8'));
      fake.received.push(received);
      write(response, fake.answer(received));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const fake: FakeProvider = {
    base: `http://127.0.0.1:${port}`,
    received: [],
    answer: () => ({ status: 500 }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return fake;
}

/** A server that takes connections and tears them at the first byte: a TLS greeting is never answered. */
export async function startDeaf(): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createTcp((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const deaf = await startDeaf();
  await deaf.close();
  return deaf.port;
}

function readRequest(request: IncomingMessage, body: string): Received {
  const url = new URL(request.url ?? '/', 'http://fake');
  let json: Record<string, unknown> = {};
  if (body.startsWith('{')) json = JSON.parse(body) as Record<string, unknown>;
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body,
    form: Object.fromEntries(new URLSearchParams(body)),
    json,
    port: request.socket.remotePort,
  };
}

function write(response: ServerResponse, wire: Wire): void {
  if (wire === 'hang') return;
  if (wire === 'cut') return void response.socket?.destroy();
  if (wire === 'half') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"status":"OK",', () => response.socket?.destroy());
    return;
  }
  response.writeHead(wire.status ?? 200, { ...(wire.type ? { 'content-type': wire.type } : {}), ...wire.headers });
  response.end(wire.body ?? '');
}
