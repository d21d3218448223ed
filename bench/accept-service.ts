// The service of bench/accept.ts in a process of its own: node bench/accept-service.ts shared|each. Says its port on standard output and
// ends when standard input does.
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApp } from '../src/app.ts';
import { createServer } from '../src/server/index.ts';

const data = mkdtempSync(join(tmpdir(), 'kvitok-bench-'));
const app = await openApp({ data, quiet: true, oneCommitEach: process.argv[2] === 'each' });
const server = await createServer(app, { token: app.apiToken });
await server.listen({ host: '127.0.0.1', port: 0 });
console.log((server.server.address() as AddressInfo).port);
for await (const _ of process.stdin);
await server.close();
await app.close();
rmSync(data, { recursive: true, force: true });
process.exit(0);
