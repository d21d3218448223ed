import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installed, receiptNumber, type Service, startService } from '../servers/service.ts';

const root = join(import.meta.dirname, '..', '..');
const sources = createRequire(import.meta.url)('../../bin/sources.js') as { isFresh(root: string): boolean };
const data = mkdtempSync(join(tmpdir(), 'kvitok-built-'));
let service: Service;

beforeAll(async () => {
  const built = spawnSync(process.execPath, [join(root, 'scripts', 'bundle.mjs')], { encoding: 'utf8' });
  expect(built.stderr).toBe('');
  service = await startService(data, ['--demo'], {}, installed);
});
afterAll(async () => {
  await service?.stop();
  rmSync(data, { recursive: true, force: true });
});

test('the built program is that of the sources, and its process is the one that was started', () => {
  expect(sources.isFresh(root)).toBe(true);
  if (process.platform === 'linux')
    expect(readFileSync(`/proc/${service.process.pid}/cmdline`, 'utf8')).toContain('--max-semi-space-size');
});

test('built, it keeps a receipt, sends its letter, draws its PDF and describes itself', async () => {
  const { status, json } = await service.call('POST', '/receipts', { receipt: receiptNumber(1), to: 'a@example.ru' });
  expect(status).toBe(202);
  const [delivery] = json.deliveries as { id: string }[];
  await expect
    .poll(async () => (await service.call('GET', `/deliveries/${delivery?.id}`)).json.status, { timeout: 20_000 })
    .toBe('sent');
  const pdf = await fetch(`${service.url}/api/v1/receipts/${String(json.receipt)}.pdf`);
  expect(
    Buffer.from(await pdf.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect(Object.keys((await service.call('GET', '/openapi.json')).json.paths as object)).toContain('/api/v1/receipts');
  expect(await (await fetch(`${service.url}/metrics`)).text()).toContain('kvitok_deliveries');
  const { json: sms } = await service.call('POST', '/receipts', { receipt: receiptNumber(2), to: '+79161234567' });
  const [message] = sms.deliveries as { id: string }[];
  await expect
    .poll(async () => (await service.call('GET', `/deliveries/${message?.id}`)).json.status, { timeout: 20_000 })
    .toMatch(/sent|delivered/);
});

test('a changed source makes it stale', () => {
  const copy = mkdtempSync(join(tmpdir(), 'kvitok-stale-'));
  expect(sources.isFresh(copy)).toBe(false);
  rmSync(copy, { recursive: true });
});
