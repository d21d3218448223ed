import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf } from '../../src/base/day.ts';
import type { DeliveryRow, DeliveryStatus, NewSale, Store } from '../../src/store/index.ts';
import { finished, newDelivery, newReceipt } from './rows.ts';
import { newSale } from './sales-contract.ts';

const MIDNIGHT = dayOf(Date.UTC(2026, 10, 20, 12)).end;
const TODAY = dayOf(MIDNIGHT).number;
/** Either side of midnight and two days before. */
const MOMENTS = [MIDNIGHT - 1, MIDNIGHT, MIDNIGHT - 48 * 3_600_000, MIDNIGHT + 3_600_000];
const FAILED: readonly DeliveryStatus[] = ['failed', 'bounced', 'expired'];

const byId = (one: DeliveryRow, other: DeliveryRow) => (one.id < other.id ? -1 : 1);

/** A tally by key, as the store's own counters are read. */
class Tally {
  readonly #sums = new Map<string, number>();
  add(key: unknown[], amount = 1): void {
    const name = key.join(' ');
    this.#sums.set(name, (this.#sums.get(name) ?? 0) + amount);
  }
  get sums(): Record<string, number> {
    return Object.fromEntries([...this.#sums].filter(([, sum]) => sum !== 0));
  }
}

/** Counts all rows that there ever were, those erased since as they were last seen, and adds up what was paid as it is told of. */
class Recount {
  readonly rows = new Map<string, DeliveryRow>();
  readonly spend = new Tally();

  async look(store: Store): Promise<void> {
    for (const row of await store.listDeliveries({ limit: 500 })) {
      const before = this.rows.get(row.id);
      const day = dayOf(row.createdAt).number;
      const paid = before?.status === 'sent' || (before?.status === 'sending' && row.status === 'sent');
      const already = before?.status === 'sent' ? before : { parts: 0, cost: 0 };
      if (paid) {
        this.spend.add([day, 'parts'], (row.parts ?? 0) - (already.parts ?? 0));
        this.spend.add([day, 'cost'], (row.cost ?? 0) - (already.cost ?? 0));
      }
      this.rows.set(row.id, row);
    }
  }

  outcomes(): Record<string, number> {
    const tally = new Tally();
    const seen = new Set<string>();
    for (const row of [...this.rows.values()].sort(byId)) {
      const { status, reason, channel, receiptId } = row;
      const counted = status === 'queued' || status === 'sending' ? 'waiting' : status;
      const first = !seen.has(receiptId);
      seen.add(receiptId);
      tally.add([dayOf(row.createdAt).number, channel, first, counted, FAILED.includes(status) ? (reason ?? '') : '']);
    }
    return tally.sums;
  }

  /** Each delay has to lie within the step that it was counted in. */
  delays(): { kind: 'sent' | 'delivered'; day: number; took: number }[] {
    return [...this.rows.values()].flatMap(({ createdAt, sentAt, deliveredAt }) => {
      const day = dayOf(createdAt).number;
      return [
        ...(sentAt === null ? [] : [{ kind: 'sent' as const, day, took: sentAt - createdAt }]),
        ...(deliveredAt === null ? [] : [{ kind: 'delivered' as const, day, took: deliveredAt - createdAt }]),
      ];
    });
  }
}

async function compare(store: Store, recount: Recount): Promise<void> {
  const { outcomes, spend, delays } = await store.readFigures({ since: 0, today: TODAY });
  const counted = new Tally();
  for (const row of outcomes) counted.add([row.day, row.channel, row.first, row.status, row.reason], row.count);
  expect(counted.sums).toEqual(recount.outcomes());

  const paid = new Tally();
  for (const { day, parts, cost } of spend) {
    paid.add([day, 'parts'], parts);
    paid.add([day, 'cost'], cost);
  }
  expect(paid.sums).toEqual(recount.spend.sums);

  const waiting = [...recount.rows.values()].filter((row) => ['queued', 'sending'].includes(row.status));
  const now = await store.waitingNow();
  for (const channel of ['email', 'sms'] as const) {
    const of = waiting.filter((row) => row.channel === channel);
    expect(now.counts.find((one) => one.channel === channel)?.count ?? 0).toBe(of.length);
    // Ids are made in the order of time, which the moments of this test are not.
    const firsts = ['queued', 'sending'].flatMap((status) => of.sort(byId).find((row) => row.status === status) ?? []);
    const oldest = now.oldest.find((one) => one.channel === channel)?.createdAt;
    expect(oldest).toBe(firsts.length === 0 ? undefined : Math.min(...firsts.map((row) => row.createdAt)));
  }

  for (const kind of ['sent', 'delivered'] as const) {
    const took = recount.delays().filter((one) => one.kind === kind);
    const steps = delays.filter((one) => one.kind === kind);
    for (const upto of new Set(steps.map((step) => step.upto))) {
      const below = (list: typeof took) => list.filter((one) => one.took <= upto).length;
      const sum = (of: 'count' | 'today') =>
        steps.filter((step) => step.upto <= upto).reduce((total, step) => total + step[of], 0);
      expect(sum('count'), `${kind} up to ${upto}`).toBe(below(took));
      expect(sum('today'), `${kind} up to ${upto}`).toBe(below(took.filter((one) => one.day === TODAY)));
    }
    expect(steps.reduce((total, step) => total + step.count, 0)).toBe(took.length);
  }
}

/** What every engine promises of the overview's figures. `current` is the store of the running test, `again` opens its data anew. */
export function figuresContract(current: () => Store, again: () => Promise<Store>): void {
  test('the figures equal a recount after any sequence of what can happen to deliveries, erasing and a restart among it', async () => {
    const small = fc.integer({ min: 0, max: 3 });
    const delay = fc.constantFrom(0, 50, 51, 900, 60_000, 400 * 3_600_000);
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          do: fc.constant('accept' as const),
          number: small,
          contact: small,
          at: small,
          sms: fc.boolean(),
        }),
      },
      { weight: 4, arbitrary: fc.record({ do: fc.constant('claim' as const) }) },
      {
        weight: 5,
        arbitrary: fc.record({
          do: fc.constant('finish' as const),
          end: fc.constantFrom('sent', 'sent', 'sent', 'queued', 'failed', 'expired'),
          reason: fc.constantFrom('email.mailboxFull', 'email.noSuchMailbox', null),
          delay,
          parts: fc.constantFrom(null, 1, 3),
          cost: fc.constantFrom(null, 250, 1_070),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant('report' as const),
          end: fc.constantFrom('delivered', 'sent', 'failed', 'expired'),
          delay,
          cost: fc.constantFrom(undefined, 300),
          parts: fc.constantFrom(undefined, 2),
        }),
      },
      fc.record({ do: fc.constant('resend' as const), number: small, contact: small }),
      fc.record({ do: fc.constant('cancel' as const) }),
      fc.record({ do: fc.constant('retry' as const) }),
      fc.record({ do: fc.constant('release' as const) }),
      fc.record({ do: fc.constant('erase' as const), contact: small }),
      fc.record({ do: fc.constant('purge' as const), at: small }),
      fc.record({ do: fc.constant('reopen' as const) }),
    );
    const recount = new Recount();
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        const base = ++round * 10;
        const claimed: { id: string; attempt: number }[] = [];
        const receipts = new Map<number, string>();
        const contactOf = (number: number) => `${base} ${number}`;
        const some = async (...statuses: string[]) =>
          (await current().listDeliveries({ limit: 500 })).find((row) => statuses.includes(row.status));
        for (const one of steps) {
          const store = current();
          if (one.do === 'accept') {
            const createdAt = MOMENTS[one.at] ?? MIDNIGHT;
            const channel = one.sms ? 'sms' : 'email';
            const { receiptId } = await store.acceptReceipt({
              receipt: newReceipt(base + one.number, { createdAt }),
              deliveries: [newDelivery(contactOf(one.contact), { createdAt, channel, account: `${channel}:default` })],
            });
            receipts.set(one.number, receiptId);
          } else if (one.do === 'claim') {
            const accounts = ['email:default', 'sms:default'].map((account) => ({ account, limit: 2 }));
            claimed.push(...(await store.claimDeliveries({ owner: 'me', now: MIDNIGHT * 2, leaseUntil: 1, accounts })));
          } else if (one.do === 'finish') {
            const job = claimed.shift();
            const row = job && (await store.getDelivery({ id: job.id }));
            const at = (row?.createdAt ?? 0) + one.delay;
            const sent = one.end === 'sent';
            const attempt = {
              number: job?.attempt ?? 1,
              outcome: sent ? 'accepted' : 'rejected',
              status: one.end as DeliveryStatus,
              dueAt: one.end === 'queued' ? 1 : null,
              sentAt: sent ? at : null,
              reason: sent ? null : one.reason,
              providerMessageId: sent ? `p${job?.id}` : null,
              parts: sent ? one.parts : null,
              cost: sent ? one.cost : null,
            };
            if (job) await store.finishAttempts({ attempts: [finished(job.id, attempt)] });
          } else if (one.do === 'report') {
            const row = await some('sent');
            const { parts, cost } = one;
            const report = {
              deliveryId: row?.id ?? '',
              status: one.end as DeliveryStatus,
              statusDueAt: null,
              checks: 1,
              ...(one.end === 'failed' ? { reason: 'sms.notDelivered' } : {}),
              ...(parts === undefined ? {} : { parts }),
              ...(cost === undefined ? {} : { cost }),
            };
            await store.recordReports({ reports: [report], now: (row?.createdAt ?? 0) + one.delay });
          } else if (one.do === 'resend') {
            const receiptId = receipts.get(one.number);
            const delivery = newDelivery(contactOf(one.contact), { createdAt: MIDNIGHT });
            if (receiptId !== undefined) await store.addDelivery({ receiptId, delivery }).catch(() => {});
          } else if (one.do === 'cancel') {
            const row = await some('queued');
            if (row) await store.cancelDelivery({ id: row.id, now: 1 });
          } else if (one.do === 'retry') {
            const row = await some('failed', 'expired', 'cancelled');
            if (row) await store.retryDelivery({ id: row.id, now: 1, expiresAt: 2 }).catch(() => {});
          } else if (one.do === 'release') await store.releaseLeases({ owner: 'heir', others: true, now: 1 });
          else if (one.do === 'erase')
            await store.eraseContact({ contactHash: `hash of ${contactOf(one.contact)}`, now: 1 });
          else if (one.do === 'purge') await store.purge({ before: (MOMENTS[one.at] ?? 0) + 1, limit: 3 });
          else await again();
          await recount.look(current());
        }
        await compare(current(), recount);
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  test('a sale that nobody can end by itself and a buyer who got nothing are found', async () => {
    const store = current();
    const contact = { contactSealed: Buffer.from('c'), contactHash: 'hash of c', contactMask: 'c***' };
    const fiscalised = { ...contact, state: 'fiscalised' as const };
    const add = async (more: Partial<NewSale>) => (await store.addSale(newSale(more))).sale;
    const unclear = await add({ state: 'unclear', register: '2' });
    const failed = await add({ state: 'failed' });
    const sent = await store.acceptReceipt({ receipt: newReceipt(1), deliveries: [newDelivery('c')] });
    const kept = await store.acceptReceipt({ receipt: newReceipt(2), deliveries: [] });
    const refused = await add({ ...fiscalised, receiptId: kept.receiptId, deliveryProblem: 'emailOff' });
    const notYet = await add(fiscalised);
    for (const fine of [
      { ...fiscalised, receiptId: sent.receiptId },
      // Somebody sent it by hand since, the buyer wanted nothing, the register's operator sends.
      { ...fiscalised, receiptId: sent.receiptId, deliveryProblem: 'emailOff' },
      { state: 'fiscalised' as const },
      { ...fiscalised, receiptId: kept.receiptId },
    ])
      await add(fine);

    expect(await store.stuckSales({ limit: 5 })).toEqual([
      { id: unclear.id, register: '2', state: 'unclear' },
      { id: failed.id, register: '1', state: 'failed' },
    ]);
    const unsent = await store.unsentSales({ since: 0, limit: 5 });
    expect(unsent).toMatchObject([
      { id: refused.id, receiptId: kept.receiptId, problem: 'emailOff', total: 1_500 },
      { id: notYet.id, receiptId: null, problem: null },
    ]);
    expect(await store.unsentSales({ since: notYet.createdAt, limit: 5 })).toHaveLength(1);
    expect(await store.unsentSales({ since: 0, limit: 1 })).toHaveLength(1);
  });

  test('figures of long ago are forgotten when they are told to be', async () => {
    const store = current();
    for (const [number, createdAt] of [MIDNIGHT - 1, MIDNIGHT].entries())
      await store.acceptReceipt({
        receipt: newReceipt(number, { createdAt }),
        deliveries: [newDelivery('a', { createdAt })],
      });
    await store.purgeFigures({ before: TODAY });
    expect((await store.readFigures({ since: 0, today: TODAY })).outcomes).toMatchObject([{ day: TODAY, count: 1 }]);
  });
}
