import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { OverviewView } from '../../src/server/api/overview.ts';
import { receiptNumber, startService } from '../servers/service.ts';

test('a full disk refuses receipts in one sentence, keeps what was accepted, and the service goes on when there is room', async () => {
  const data = mkdtempSync(join(tmpdir(), 'kvitok-full-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m,mode=0700', 'kvitok-test', data]);
  try {
    const service = await startService(data);
    const ballast = join(data, 'ballast');
    writeFileSync(ballast, Buffer.alloc(1_500_000));
    const accepted: string[] = [];
    let refused: { status: number; json: Record<string, unknown> } | undefined;
    for (let number = 1; number < 20_000 && !refused; number += 20) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          service.call('POST', '/receipts', { receipt: receiptNumber(number + index) }),
        ),
      );
      for (const answer of answers)
        if (answer.status === 202) accepted.push(answer.json.receipt as string);
        else refused = answer;
    }
    expect(refused).toMatchObject({ status: 507, json: { code: 'storeFull' } });
    expect(String(refused?.json.title)).toMatch(/место/);
    expect(accepted.length).toBeGreaterThan(0);
    expect((await service.call('GET', `/receipts/${accepted[0]}`)).status).toBe(200);

    const diskLow = async () => {
      const { problems } = (await service.call('GET', '/overview')).json as unknown as OverviewView;
      return problems.find(({ kind }) => kind === 'diskLow');
    };
    expect(await diskLow()).toMatchObject({ severity: 'stop', title: 'На диске осталось 0 ГБ' });
    execFileSync('mount', ['-o', 'remount,size=3g', data]);
    expect(await diskLow()).toBeUndefined();
    execFileSync('mount', ['-o', 'remount,size=3m', data]);

    rmSync(ballast);
    expect((await service.call('POST', '/receipts', { receipt: receiptNumber(900_001) })).status).toBe(202);
    await service.kill();

    const again = await startService(data);
    for (const id of accepted) expect((await again.call('GET', `/receipts/${id}`)).status).toBe(200);
    expect(await again.stop()).toBe(0);
  } finally {
    execFileSync('umount', ['-l', data]);
    rmSync(data, { recursive: true, force: true });
  }
}, 90_000);
