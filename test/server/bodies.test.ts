import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { createServer } from '../../src/server/index.ts';
import { receiptNumber } from '../servers/service.ts';

const data = mkdtempSync(join(tmpdir(), 'kvitok-bodies-'));
const MEBIBYTE = 1 << 20;
let app: App;
let server: FastifyInstance;
let port: number;

beforeAll(async () => {
  app = await openApp({ data, quiet: true });
  server = await createServer(app, { token: app.apiToken });
  await server.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = server.server.address() as AddressInfo);
});
afterAll(async () => {
  await server.close();
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

/** A connection that has sent the head of a post, and all that it was told until the other end closed it. */
function posting(path: string, ...headers: string[]) {
  const socket = connect(port, '127.0.0.1').setNoDelay();
  socket.write(
    [
      `POST /api/v1${path} HTTP/1.1`,
      'host: localhost',
      `authorization: Bearer ${app.apiToken}`,
      'content-type: application/json',
      ...headers,
      '\r\n',
    ].join('\r\n'),
  );
  let said = '';
  socket.on('data', (bytes) => (said += bytes));
  socket.on('error', () => {});
  return {
    socket,
    ended: once(socket, 'close').then(() => said),
    said: async (part: string) => {
      while (!said.includes(part)) await once(socket, 'data');
      return said;
    },
  };
}
/** A part of a chunked body. */
const chunk = (bytes: Buffer) =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);

test('a body that comes byte by byte, its letters cut in two, is read whole', async () => {
  const body = Buffer.from(JSON.stringify({ receipt: receiptNumber(1) }));
  const { socket, said } = posting('/receipts', 'transfer-encoding: chunked');
  for (const byte of body) socket.write(chunk(Buffer.from([byte])));
  socket.write('0\r\n\r\n');
  expect(await said('"receipt"')).toMatch(/^HTTP\/1.1 202 /);
  socket.destroy();
  const [kept] = await app.delivery.receipts({ limit: 1 });
  const { receipt } = (await app.delivery.receipt(kept?.id ?? '')) ?? {};
  expect(receipt).toEqual(receiptNumber(1));
});

test.each(['/receipts', '/sign-in'])(
  '%s refuses a body that grows over 1 MiB while it comes, and closes',
  async (path) => {
    const { socket, ended } = posting(path, 'transfer-encoding: chunked');
    socket.write(chunk(Buffer.alloc(MEBIBYTE, ' ')));
    socket.write(chunk(Buffer.from('  ')));
    const answer = await ended;
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(answer).toContain('"code":"bodyTooLarge"');
    expect(answer.match(/HTTP\/1.1/g)).toHaveLength(1);
  },
);

test('a body that says it is over 1 MiB is refused before it comes', async () => {
  const { ended } = posting('/receipts', `content-length: ${MEBIBYTE + 1}`);
  expect(await ended).toContain('"code":"bodyTooLarge"');
});

test('a body of 1 MiB is read', async () => {
  const body = Buffer.alloc(MEBIBYTE, ' ');
  body.write(JSON.stringify({ receipt: receiptNumber(2) }));
  const { socket, said } = posting('/receipts', `content-length: ${MEBIBYTE}`);
  socket.write(body);
  expect(await said('"receipt"')).toMatch(/^HTTP\/1.1 202 /);
  socket.destroy();
});

test('who hangs up in the middle of a body leaves nothing, and the next is served', async () => {
  const before = await app.delivery.receipts({ limit: 100 });
  const { socket } = posting('/receipts', 'content-length: 1000');
  const [served] = (await once(server.server, 'request')) as [
    { socket: { once: (name: string, done: () => void) => void } },
  ];
  const gone = new Promise<void>((resolve) => served.socket.once('close', resolve));
  socket.write('{"receipt":', () => socket.destroy());
  await gone;
  expect(await app.delivery.receipts({ limit: 100 })).toHaveLength(before.length);
  const next = posting('/receipts', 'content-length: 0');
  expect(await next.said('"code"')).toContain('"code":"bodyEmpty"');
  next.socket.destroy();
});
