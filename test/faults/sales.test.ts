import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SaleView } from '../../src/server/api.ts';
import { startEmulator } from '../registers/emulator-process.ts';
import { badWire } from '../servers/bad-wire.ts';
import { type Service, startService } from '../servers/service.ts';
import { saleDocument } from '../till/shop.ts';

/** Sales through each adapter; more by KVITOK_SALES=1000. */
const SALES = Number(process.env.KVITOK_SALES ?? 40);
const CASHIERS = 4;
const FIRST_TOTAL = 10_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test.each(['atol', 'kkmserver'] as const)(
  `%s: ${SALES} sales while Kvitok and the register are killed and connections cut: one document for each that is fiscalised`,
  async (kind) => {
    const folder = mkdtempSync(join(tmpdir(), 'kvitok-sales-'));
    const drive = join(folder, 'drive.jsonl');
    const data = join(folder, 'data');
    let emulator = await startEmulator(drive);
    const wire = await badWire(emulator.port);
    let service: Service = await startService(data);
    /** A till for each cashier, all at one register. */
    const registersAt = (port: number) =>
      Array.from({ length: CASHIERS }, (_, till) => ({
        id: `${till}`,
        kind,
        url: `http://127.0.0.1:${port}`,
        timeout: 5,
      }));
    expect((await service.call('PUT', '/settings/registers', registersAt(wire.port))).status).toBe(200);

    let over = false;
    let ended = 0;
    let confirmed = () => {};
    const kills = { kvitok: 0, register: 0 };
    /** Kills one of the two a moment after a confirmation, as soon as some sales have come to an end since the last time. */
    const chaos = async () => {
      for (let from = 0; ; from = ended) {
        const enough = from + randomInt(1, 4);
        while (!over && ended < enough) await pause(5);
        await Promise.race([new Promise<void>((resolve) => (confirmed = resolve)), pause(1_000)]);
        if (over) return;
        await pause(randomInt(40));
        if (randomInt(2) === 0) {
          kills.register++;
          await emulator.kill();
          emulator = await startEmulator(drive, emulator.port);
        } else {
          kills.kvitok++;
          await service.kill();
          service = await startService(data);
        }
      }
    };

    /** Asks until somebody answers, as a till does that knows nothing of what became of its request. */
    const insist = async (method: string, path: string, body?: unknown) => {
      for (;;) {
        const answer = await service.call(method, path, body).catch(() => undefined);
        if (answer !== undefined && answer.status < 500)
          return { status: answer.status, sale: answer.json as unknown as SaleView };
        await pause(20);
      }
    };

    const sales = new Map<number, SaleView>();
    const sell = async (number: number, till: number): Promise<void> => {
      const sum = (FIRST_TOTAL + number) as ReturnType<typeof saleDocument>['total'];
      const document = saleDocument({ id: `sale-${number}`, total: sum, payments: { cash: sum } });
      document.items = document.items.map((item) => ({ ...item, price: sum, sum }));
      let { sale } = await insist('POST', `/sales?register=${till}`, document);
      const { id } = sale;
      if (number % 3 === 0)
        await insist('PUT', `/sales/${id}/contact`, { contact: `buyer${number}@example.ru`, electronically: true });
      const confirming = insist('POST', `/sales/${id}/${number % 5 === 0 ? 'cancel' : 'confirm'}`);
      confirmed();
      await confirming;
      for (;;) {
        ({ sale } = await insist('GET', `/sales/${id}?wait=5`));
        sales.set(number, sale);
        // What is certain not to have been made is repeated by hand, once in a while given up.
        // A hand takes its time: a register that is just coming up would else be given up before it is there.
        if (sale.state === 'failed') await pause(randomInt(300));
        if (sale.state === 'failed') await insist('POST', `/sales/${id}/${randomInt(8) === 0 ? 'cancel' : 'repeat'}`);
        else if (sale.state !== 'fiscalising') return;
      }
    };
    let next = 0;
    const cashier = async (_: unknown, till: number) => {
      while (next < SALES) {
        await sell(next++, till);
        ended++;
      }
    };
    const killing = chaos();
    await Promise.all(Array.from({ length: CASHIERS }, cashier));
    over = true;
    await killing;

    const unclear = [...sales.values()].filter((sale) => sale.state === 'unclear').length;
    await service.call('PUT', '/settings/registers', registersAt(emulator.port));
    await service.kill();
    service = await startService(data);
    for (const [number, { id }] of sales)
      for (;;) {
        const { sale } = await insist('GET', `/sales/${id}?wait=5`);
        sales.set(number, sale);
        if (sale.state !== 'fiscalising' && sale.state !== 'unclear') break;
      }

    const documents = (await emulator.documents()).filter((one) => one.kind === 'receipt');
    const endings: Record<string, number> = {};
    for (const [number, sale] of sales) {
      endings[sale.state] = (endings[sale.state] ?? 0) + 1;
      const made = documents.filter((one) => one.total === FIRST_TOTAL + number);
      expect([sale.id, sale.state, made.length]).toEqual([sale.id, sale.state, sale.state === 'fiscalised' ? 1 : 0]);
      if (sale.state !== 'fiscalised') continue;
      expect(sale.receipt).toMatchObject({ fiscalDocumentNumber: made[0]?.number, fiscalSign: made[0]?.sign });
      if (made[0]?.contact !== undefined) await delivered(sale, insist);
    }
    expect(sales.size).toBe(SALES);
    expect(documents).toHaveLength(endings.fiscalised ?? 0);
    console.log(
      `${kind}: ${SALES} sales, Kvitok killed ${kills.kvitok} and the register ${kills.register} times: ${JSON.stringify(endings)}, ${unclear} unclear for a while, ${documents.length} documents`,
    );
    expect(await service.stop()).toBe(0);
    await emulator.kill();
    await wire.close();
    rmSync(folder, { recursive: true, force: true });
  },
  120_000 + SALES * 3_000,
);

/** A receipt with a contact is with delivery, once, or the sale says why it isn't: this shop has no mailbox. */
async function delivered(
  sale: SaleView,
  ask: (method: string, path: string) => Promise<{ sale: SaleView }>,
): Promise<void> {
  let view = sale;
  for (let tries = 0; view.receiptId === undefined && tries < 100; tries++) {
    await pause(50);
    view = (await ask('GET', `/sales/${sale.id}`)).sale;
  }
  expect(view.deliveries).toHaveLength(1);
}
