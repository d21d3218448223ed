import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSmscServer } from '../../src/demo/smsc-server.ts';
import { receiptNumber, type Service, startService } from '../servers/service.ts';

/** How often the service is killed; more by KVITOK_KILLS=200. */
const KILLS = Number(process.env.KVITOK_KILLS ?? 5);

test(
  `killed ${KILLS} times between request and answer, the service pays for each SMS exactly once`,
  async () => {
    // It would charge for a repeat: only asking before repeating keeps the count right.
    const smsc = await openSmscServer({ latency: 60, balance: 1_000_000_000, joinsRepeats: false });
    const data = mkdtempSync(join(tmpdir(), 'kvitok-kill-sms-'));
    const start = () => startService(data, ['--allow-private', '127.0.0.1']);
    let service: Service = await start();
    const settings = { enabled: true, provider: 'smsc', host: smsc.base, login: 'demo', password: 'demo' };
    expect((await service.call('PUT', '/settings/sms', settings)).status).toBe(200);
    const accepted: string[] = [];
    let number = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      for (let count = 0; count < 4; count++) {
        const mine = ++number;
        const to = `+7916${String(1_000_000 + mine)}`;
        const answer = await service.call('POST', '/receipts', { receipt: receiptNumber(mine), to });
        expect(answer.status).toBe(202);
        accepted.push((answer.json.deliveries as { id: string }[])[0]?.id ?? '');
      }
      // All have been charged for, and none has been answered for longer than the provider takes.
      while (smsc.charged() < number) await new Promise((resolve) => setTimeout(resolve, 1));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
      await service.kill();
      service = await start();
    }
    for (const end = Date.now() + 180_000; ; ) {
      const rows = await Promise.all(accepted.map((id) => service.call('GET', `/deliveries/${id}`)));
      const open = rows.filter(({ json }) => !['sent', 'delivered'].includes(String(json.status)));
      if (open.length === 0) break;
      if (Date.now() > end) throw new Error(`still ${JSON.stringify(open.map(({ json }) => json))}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    expect(smsc.charged()).toBe(accepted.length);
    expect(await service.stop()).toBe(0);
    await smsc.close();
  },
  240_000 + KILLS * 8_000,
);
