import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startFake } from '../channels/sms/fake-provider.ts';
import type { ProviderFixture } from '../channels/sms/fixture.ts';
import { startPeer } from '../channels/sms/smpp-peer.ts';
import { receiptNumber, startService } from '../servers/service.ts';

const folder = join(import.meta.dirname, '..', 'channels', 'sms', 'fixtures');
const modules = await Promise.all(
  readdirSync(folder).map(async (name) => (await import(join(folder, name))) as Record<string, ProviderFixture>),
);
const fixtures = new Map(modules.flatMap((module) => Object.values(module)).map((one) => [one.provider, one]));

test.each([...fixtures])(
  'killed between request and answer: %s is paid for one SMS, and a doubt that nobody can clear up is shown',
  async (_provider, fixture) => {
    const data = mkdtempSync(join(tmpdir(), 'kvitok-kill-each-'));
    const fake = await startFake();
    let charged = 0;
    fake.answer = (request) => {
      if (fixture.isSend(request)) {
        charged++;
        return 'hang';
      }
      const found = fixture.find?.found;
      const wire = (typeof found === 'function' ? found(request) : found) ?? { status: 500 };
      if (typeof wire === 'string' || typeof wire.body !== 'string') return wire;
      // The fixtures live in October 2025, the service now.
      return { ...wire, body: wire.body.replaceAll('1760000001', String(Math.floor(Date.now() / 1_000))) };
    };
    const start = () => startService(data, ['--allow-private', '127.0.0.1']);
    let service = await start();
    const settings = { enabled: true, provider: fixture.provider, ...fixture.account };
    const kept = await service.call('PUT', '/settings/sms', { ...settings, sender: 'KvitokShop', host: fake.base });
    expect(kept.json.title ?? kept.status).toBe(200);
    const accepted = await service.call('POST', '/receipts', { receipt: receiptNumber(1), to: '+79161234567' });
    const id = (accepted.json.deliveries as { id: string }[])[0]?.id;
    await expect.poll(() => charged, { timeout: 30_000 }).toBe(1);
    await service.kill();
    service = await start();
    const ended = async () => {
      const { json } = await service.call('GET', `/deliveries/${id}`);
      return `${String(json.status)} ${fixture.find ? '' : String(json.reason)}`.trim();
    };
    await expect.poll(ended, { timeout: 60_000 }).toBe(fixture.find ? 'sent' : 'failed sms.cannotAsk');
    expect(charged).toBe(1);
    expect(await service.stop()).toBe(0);
    await fake.close();
    rmSync(data, { recursive: true, force: true });
  },
  180_000,
);

test('killed between request and answer: smpp is handed one SMS, and its doubt is shown while a delivery receipt is waited for', async () => {
  const data = mkdtempSync(join(tmpdir(), 'kvitok-kill-smpp-'));
  const peer = await startPeer({ silent: 1 });
  const start = () => startService(data, ['--allow-private', '127.0.0.1']);
  let service = await start();
  const kept = await service.call('PUT', '/settings/sms', {
    enabled: true,
    provider: 'smpp',
    host: `127.0.0.1:${peer.port}`,
    login: 'kvitok',
    password: 'secret',
    smpp: { long: 'payload' },
  });
  expect(kept.json.title ?? kept.status).toBe(200);
  const accepted = await service.call('POST', '/receipts', { receipt: receiptNumber(1), to: '+79161234567' });
  const id = (accepted.json.deliveries as { id: string }[])[0]?.id;
  await peer.until('submit');
  await service.kill();
  service = await start();
  const ended = async () => {
    const { json } = await service.call('GET', `/deliveries/${id}`);
    return `${String(json.status)} ${String(json.reason)}`;
  };
  await expect.poll(ended, { timeout: 60_000 }).toBe('queued sms.asking');
  expect(peer.of('submit')).toHaveLength(1);
  expect(await service.stop()).toBe(0);
  await peer.close();
  rmSync(data, { recursive: true, force: true });
}, 120_000);
