import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/index.ts';
import { figuresContract } from './figures-contract.ts';
import { journalContract } from './journal-contract.ts';
import { finished, newDelivery, newReceipt } from './rows.ts';
import { saleContract } from './sales-contract.ts';

/** What every engine promises. `open` gives an empty store; `reopen` closes it and opens the same data again. */
export interface Engine {
  open(): Promise<Store>;
  reopen(store: Store): Promise<Store>;
  destroy(store: Store): Promise<void>;
}

const settingsChange = (id: string, value: Record<string, unknown>) => ({
  id,
  profile: 'default',
  section: 'email',
  value,
  secrets: Buffer.from('sealed'),
  changedAt: Number(id),
  changedBy: 'me',
  dropped: false,
  changes: [{ path: 'port', to: value.port }],
});

export function storeContract(name: string, engine: Engine): void {
  describe(`${name} keeps the contract of a store`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await engine.open();
    });
    afterEach(() => engine.destroy(store));

    const claim = (now: number, limit = 10, owner = 'me', account = 'email:default') =>
      store.claimDeliveries({ owner, now, leaseUntil: now + 1_000, accounts: [{ account, limit }] });
    const accept = (number: number, ...contacts: string[]) =>
      store.acceptReceipt({ receipt: newReceipt(number), deliveries: contacts.map((contact) => newDelivery(contact)) });

    test('the same receipt to the same contact is one receipt and one delivery', async () => {
      const first = await accept(1, 'a');
      const second = await accept(1, 'a');
      expect(first).toMatchObject({ created: true, deliveries: [{ created: true, status: 'queued' }] });
      expect(second).toEqual({ ...first, created: false, deliveries: [{ ...first.deliveries[0], created: false }] });
      expect(await accept(1, 'b')).toMatchObject({ created: false, deliveries: [{ created: true }] });
      expect(await store.listReceipts({ limit: 10 })).toHaveLength(1);
      expect(await store.listDeliveries({ limit: 10 })).toHaveLength(2);
    });

    test('a key taken by another receipt is refused with the field that differs', async () => {
      await accept(1, 'a');
      await expect(
        store.acceptReceipt({ receipt: newReceipt(1, { total: 99 }), deliveries: [newDelivery('b')] }),
      ).rejects.toMatchObject({
        code: 'receiptDiffers',
        status: 409,
        params: { field: expect.stringContaining('1020') },
      });
      expect(await store.listDeliveries({ limit: 10 })).toHaveLength(1);
    });

    test('one refused call does not spoil those beside it', async () => {
      await accept(1, 'a');
      const results = await Promise.allSettled([
        accept(2, 'a'),
        store.acceptReceipt({ receipt: newReceipt(1, { total: 99 }), deliveries: [] }),
        accept(3, 'a'),
      ]);
      expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await store.listReceipts({ limit: 10 })).toHaveLength(3);
    });

    test('what is due is claimed once, oldest first, within the limit of its account', async () => {
      for (const [number, dueAt] of [3_000, 1_000, 2_000, 9_000].entries())
        await store.acceptReceipt({ receipt: newReceipt(number), deliveries: [newDelivery('a', { dueAt })] });
      const [one, two] = await Promise.all([claim(5_000, 2), claim(5_000, 2, 'other')]);
      expect([...one, ...two].map((claimed) => claimed.receiptBody)).toEqual([
        '{"number":1}',
        '{"number":2}',
        '{"number":0}',
      ]);
      expect(one.map((claimed) => claimed.attempt)).toEqual([1, 1]);
      expect(await claim(5_000)).toEqual([]);
      expect(await claim(5_000, 10, 'me', 'sms:default')).toEqual([]);
      expect(await store.nextDue({ accounts: ['email:default', 'sms:default'] })).toEqual({ 'email:default': 9_000 });
    });

    test('an attempt is journalled with what becomes of its delivery', async () => {
      await accept(1, 'a');
      const [claimed] = await claim(5_000);
      const id = claimed?.id ?? '';
      const moved = await store.finishAttempts({
        attempts: [
          finished(id, {
            outcome: 'deferred',
            status: 'queued',
            dueAt: 7_000,
            sentAt: null,
            reason: 'email.mailboxFull',
          }),
        ],
      });
      expect(moved).toMatchObject([{ id, status: 'queued', dueAt: 7_000, reason: 'email.mailboxFull', attempts: 1 }]);
      expect(await claim(6_999)).toEqual([]);
      expect(await claim(7_000)).toMatchObject([{ id, attempt: 2 }]);
      await store.finishAttempts({ attempts: [finished(id, { number: 2 })] });
      expect(await store.getDelivery({ id })).toMatchObject({
        status: 'sent',
        reason: null,
        journal: [
          { number: 1, outcome: 'deferred', reason: 'email.mailboxFull' },
          { number: 2, outcome: 'accepted' },
        ],
      });
    });

    test('who lost the lease changes nothing', async () => {
      await accept(1, 'a');
      const [claimed] = await claim(5_000);
      const id = claimed?.id ?? '';
      expect(await store.releaseLeases({ owner: 'heir', others: true, now: 6_000 })).toBe(1);
      expect(await claim(6_000, 10, 'heir')).toHaveLength(1);
      expect(await store.finishAttempts({ attempts: [finished(id)] })).toEqual([]);
      expect(await store.getDelivery({ id })).toMatchObject({ status: 'sending', journal: [] });
    });

    test('what was claimed and never tried is given back without its attempt', async () => {
      await accept(1, 'a');
      const [claimed] = await claim(5_000);
      await store.releaseLeases({ owner: 'me', ids: [claimed?.id ?? ''], now: 6_000 });
      expect(await claim(6_000)).toMatchObject([{ attempt: 1 }]);
    });

    test('cancel and retry keep to the states they are for', async () => {
      const { deliveries } = await accept(1, 'a');
      const id = deliveries[0]?.id ?? '';
      expect(await store.cancelDelivery({ id, now: 3_000 })).toMatchObject({ status: 'cancelled' });
      expect(await claim(5_000)).toEqual([]);
      expect(await store.retryDelivery({ id, now: 5_000, expiresAt: 9_000 })).toMatchObject({
        status: 'queued',
        dueAt: 5_000,
      });
      await claim(5_000);
      await expect(store.cancelDelivery({ id, now: 5_100 })).rejects.toMatchObject({ code: 'deliveryNotWaiting' });
      await expect(store.retryDelivery({ id, now: 5_100, expiresAt: 9_000 })).rejects.toMatchObject({
        code: 'deliveryUnderWay',
      });
      await store.finishAttempts({ attempts: [finished(id)] });
      await expect(store.retryDelivery({ id, now: 5_200, expiresAt: 9_000 })).rejects.toMatchObject({
        code: 'deliveryGone',
      });
      await expect(store.cancelDelivery({ id: 'none', now: 1 })).rejects.toMatchObject({
        code: 'deliveryUnknown',
        status: 404,
      });
    });

    test('what a number was sent is counted over all accounts, from a time on, and told with a claim', async () => {
      const sms = (account: string) =>
        newDelivery('n', { channel: 'sms', account: `sms:${account}`, profile: account });
      const take = (account: string, usageSince?: number) =>
        store.claimDeliveries({
          owner: 'me',
          now: 5_000,
          leaseUntil: 9_000,
          accounts: [{ account: `sms:${account}`, limit: 1, usageSince }],
        });
      const told = async (since: number) => store.smsToContact({ contactHash: 'hash of n', since });
      for (const [number, account] of ['default', 'second', 'default', 'default'].entries())
        await store.acceptReceipt({ receipt: newReceipt(number), deliveries: [sms(account)] });
      await accept(9, 'n');
      const [first] = await take('default', 2_000);
      expect(first).toMatchObject({ contactUsage: 0, contactHash: 'hash of n', claimedAt: 5_000 });
      expect(await told(0)).toBe(0);
      await store.finishAttempts({ attempts: [finished(first?.id ?? '', { sentAt: 2_500 })] });
      const [second] = await take('second', 2_000);
      expect(second).toMatchObject({ contactUsage: 1 });
      await store.finishAttempts({ attempts: [finished(second?.id ?? '', { sentAt: 3_500 })] });
      expect([await told(2_500), await told(2_501), await told(3_501)]).toEqual([2, 1, 0]);
      expect(await store.smsToContact({ contactHash: 'hash of a', since: 0 })).toBe(0);
      expect(await take('default', 3_000)).toMatchObject([{ contactUsage: 1 }]);
      expect(await take('default')).toMatchObject([{ contactUsage: 0 }]);
    });

    test('an explicit resend is a delivery of its own', async () => {
      const { receiptId } = await accept(1, 'a');
      const again = await store.addDelivery({ receiptId, delivery: newDelivery('a') });
      const more = await store.addDelivery({ receiptId, delivery: newDelivery('a') });
      expect(new Set([again.id, more.id]).size).toBe(2);
      expect(again.created && more.created).toBe(true);
      await expect(store.addDelivery({ receiptId: 'none', delivery: newDelivery('a') })).rejects.toMatchObject({
        code: 'receiptUnknown',
      });
    });

    test('the journal is paged from the newest and searched exactly', async () => {
      for (let number = 1; number <= 7; number++)
        await store.acceptReceipt({
          receipt: newReceipt(number, { total: number * 100 }),
          deliveries: [newDelivery(number % 2 ? 'odd' : 'even')],
        });
      const numbers = (rows: { fiscalDocumentNumber: number }[]) => rows.map((row) => row.fiscalDocumentNumber);
      const first = await store.listDeliveries({ limit: 3 });
      expect(numbers(first)).toEqual([7, 6, 5]);
      const before = first.at(-1)?.id ?? '';
      expect(numbers(await store.listDeliveries({ limit: 3, before }))).toEqual([4, 3, 2]);
      expect(numbers(await store.listDeliveries({ limit: 9, contactHash: 'hash of odd' }))).toEqual([7, 5, 3, 1]);
      expect(numbers(await store.listDeliveries({ limit: 9, total: 300 }))).toEqual([3]);
      expect(numbers(await store.listDeliveries({ limit: 9, fiscalDocumentNumber: 4 }))).toEqual([4]);
      expect(await store.listDeliveries({ limit: 9, status: 'sent' })).toEqual([]);
      expect(await store.countByStatus()).toEqual({ queued: 7 });
    });

    test('everything is there after it is opened again', async () => {
      const accepted = await accept(1, 'a');
      await store.writeSettings({ changes: [settingsChange('1', { port: 465 })] });
      await store.saveAccountState({
        account: 'email:default',
        notBefore: 9,
        reason: 'email.badLogin',
        reply: null,
        faults: 2,
      });
      store = await engine.reopen(store);
      expect(await store.getReceipt({ id: accepted.receiptId })).toMatchObject({
        fiscalDocumentNumber: 1,
        body: '{"number":1}',
      });
      expect(await claim(5_000)).toHaveLength(1);
      expect(await store.readSettings()).toMatchObject([{ section: 'email', value: { port: 465 } }]);
      expect(await store.accountStates()).toEqual([
        { account: 'email:default', notBefore: 9, reason: 'email.badLogin', reply: null, faults: 2 },
      ]);
    });

    test('settings keep their history: each change with what was before it, per section and profile', async () => {
      const changes = [
        settingsChange('1', { port: 25 }),
        settingsChange('2', { port: 465 }),
        { ...settingsChange('3', { port: 587 }), profile: 'shop2' },
      ];
      await store.writeSettings({ changes });
      await store.writeSettings({ changes: [{ ...settingsChange('4', {}), profile: 'shop2', dropped: true }] });
      expect(await store.readSettings()).toMatchObject([{ profile: 'default', value: { port: 465 } }]);
      expect((await store.listSettingsHistory({ limit: 2 })).map(({ id }) => id)).toEqual(['4', '3']);
      expect((await store.listSettingsHistory({ limit: 9, before: '3' })).map(({ id }) => id)).toEqual(['2', '1']);
      expect(await store.listSettingsHistory({ limit: 9, section: 'sms' })).toEqual([]);
      expect(await store.findSettingsChange({ id: '2' })).toMatchObject({
        change: { changes: [{ path: 'port' }], changedBy: 'me' },
        before: { value: { port: 25 } },
      });
      expect(await store.findSettingsChange({ id: '3' })).toMatchObject({ before: null });
      expect(await store.findSettingsChange({ id: '4' })).toMatchObject({ before: { value: { port: 587 } } });
      expect(await store.findSettingsChange({ id: '5' })).toBeNull();
    });

    test('a contact is forgotten everywhere and what waited for it is cancelled', async () => {
      await accept(1, 'a');
      await accept(2, 'a', 'b');
      expect(await store.eraseContact({ contactHash: 'hash of a', now: 9 })).toMatchObject({
        deliveries: 2,
        cancelled: [{ status: 'cancelled' }, { status: 'cancelled' }],
        underWay: [],
      });
      expect(await store.eraseContact({ contactHash: 'hash of a', now: 9 })).toMatchObject({ deliveries: 0, sales: 0 });
      expect(await store.listDeliveries({ limit: 9, contactHash: 'hash of a' })).toEqual([]);
      expect(await store.countByStatus()).toEqual({ cancelled: 2, queued: 1 });
    });

    test('what is being attempted is forgotten after it has ended, or when it must be', async () => {
      await accept(1, 'a');
      await accept(2, 'a');
      const [one, two] = await claim(5_000);
      const ids = [one?.id ?? '', two?.id ?? ''];
      const first = await store.eraseContact({ contactHash: 'hash of a', now: 9 });
      expect([first.deliveries, first.underWay.sort()]).toEqual([0, ids.toSorted()]);
      await store.finishAttempts({ attempts: [finished(ids[0] ?? '')] });
      expect(await store.eraseContact({ contactHash: 'hash of a', now: 9 })).toMatchObject({
        deliveries: 1,
        underWay: [ids[1]],
      });
      expect(await store.getDelivery({ id: ids[0] ?? '' })).toMatchObject({
        status: 'sent',
        contactMask: '—',
        reply: null,
        journal: [{ outcome: 'accepted', reply: null }],
      });
      expect(await store.eraseContact({ contactHash: 'hash of a', now: 9, force: true })).toMatchObject({
        deliveries: 1,
        cancelled: [{ id: ids[1] }],
      });
      expect(await store.finishAttempts({ attempts: [finished(ids[1] ?? '')] })).toEqual([]);
    });

    test('old receipts go with all that is theirs, but nothing that still waits', async () => {
      const gone = await accept(1, 'a');
      await accept(2, 'a');
      const [first] = await claim(5_000, 1);
      await store.finishAttempts({ attempts: [finished(first?.id ?? '')] });
      expect(await store.purge({ before: Number.MAX_SAFE_INTEGER, limit: 10 })).toBe(1);
      expect(await store.getReceipt({ id: gone.receiptId })).toBeNull();
      expect(await store.countByStatus()).toEqual({ queued: 1 });
    });

    test('any order of accepting, claiming, finishing, releasing and dying leaves one delivery for each receipt, in a legal state', async () => {
      const step = fc.oneof(
        fc.record({ do: fc.constant('accept' as const), number: fc.integer({ min: 1, max: 3 }) }),
        fc.record({ do: fc.constant('claim' as const), owner: fc.constantFrom('me', 'you') }),
        fc.record({ do: fc.constant('finish' as const), good: fc.boolean() }),
        fc.record({ do: fc.constant('die' as const), owner: fc.constantFrom('me', 'you') }),
      );
      let round = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
          const base = ++round * 10;
          const held: { id: string; owner: string; number: number }[] = [];
          const running: Promise<unknown>[] = [];
          const accepted = new Set<number>();
          for (const one of steps) {
            if (one.do === 'accept') {
              accepted.add(base + one.number);
              running.push(accept(base + one.number, `${base}`));
            } else if (one.do === 'claim') {
              const claimed = await claim(Number.MAX_SAFE_INTEGER - 5_000, 2, one.owner);
              held.push(...claimed.map(({ id, attempt }) => ({ id, owner: one.owner, number: attempt })));
            } else if (one.do === 'finish') {
              const job = held.shift();
              if (job)
                await store.finishAttempts({
                  attempts: [
                    finished(job.id, {
                      owner: job.owner,
                      number: job.number,
                      ...(one.good ? {} : { outcome: 'deferred', status: 'queued', dueAt: 1, sentAt: null }),
                    }),
                  ],
                });
            } else await store.releaseLeases({ owner: one.owner, now: 1 });
          }
          await Promise.all(running);
          const rows = await store.listDeliveries({ limit: 500, contactHash: `hash of ${base}` });
          expect(rows.map((row) => row.fiscalDocumentNumber).sort(ascending)).toEqual([...accepted].sort(ascending));
          for (const row of rows) {
            expect(['queued', 'sending', 'sent']).toContain(row.status);
            const full = await store.getDelivery({ id: row.id });
            const good = full?.journal.filter((attempt) => attempt.outcome === 'accepted') ?? [];
            expect(good.length).toBe(row.status === 'sent' ? 1 : 0);
          }
        }),
        { numRuns: 40 },
      );
    });

    figuresContract(
      () => store,
      async () => {
        store = await engine.reopen(store);
        return store;
      },
    );
    journalContract(() => store);
    saleContract(
      () => store,
      async () => {
        store = await engine.reopen(store);
        return store;
      },
    );
  });
}

const ascending = (a: number, b: number) => a - b;
