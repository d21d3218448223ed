import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Request {
  method: string;
  path: string;
  authorization: string;
  body: Uint8Array<ArrayBuffer>;
}

/** An answer in JSON (text is given as it is), or the connection cut. */
export type Reply = { status: number; json?: unknown } | 'cut';

/** Undefined where the path is not the face's. */
export type Face = (request: Request) => Promise<Reply> | Reply | undefined;

const notFound: Reply = { status: 404, json: { error: { code: 404, description: 'Не найдено' } } };
const LARGEST = 4 << 20;

/** A server on 127.0.0.1 that gives each request to the first face that knows its path. */
export async function listen(port: number, faces: readonly Face[]): Promise<{ port: number; close(): Promise<void> }> {
  const handle = async (incoming: IncomingMessage): Promise<Reply> => {
    const request = await read(incoming);
    return request === undefined ? 'cut' : ((await firstReply(faces, request)) ?? notFound);
  };
  const server = createServer((incoming, response) => {
    // A disk that is full leaves the command without an answer, as a broken register does.
    void handle(incoming).then(
      (reply) => (reply === 'cut' ? incoming.socket.destroy() : write(response, reply)),
      () => incoming.socket.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function firstReply(faces: readonly Face[], request: Request): Promise<Reply | undefined> {
  for (const face of faces) {
    const reply = face(request);
    if (reply !== undefined) return reply;
  }
  return undefined;
}

/** The request, or undefined if it was broken off or is larger than 4 MiB. */
async function read(incoming: IncomingMessage): Promise<Request | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return {
    method: incoming.method ?? 'GET',
    path: (incoming.url ?? '/').split('?')[0] ?? '/',
    authorization: incoming.headers.authorization ?? '',
    body: new Uint8Array(Buffer.concat(chunks)),
  };
}

function write(response: ServerResponse, { status, json }: Exclude<Reply, 'cut'>): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(json === undefined ? '' : typeof json === 'string' ? json : JSON.stringify(json));
}
