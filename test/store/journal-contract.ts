import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DeliveryFilter, outcomeOf, type RetriedPage, type Store } from '../../src/store/index.ts';
import { finished, newDelivery, newReceipt } from './rows.ts';

/** What every engine promises about lists of deliveries and about many of them at once. */
export function journalContract(store: () => Store): void {
  const claim = (now: number, limit = 10, owner = 'me', account = 'email:default') =>
    store().claimDeliveries({ owner, now, leaseUntil: now + 1_000, accounts: [{ account, limit }] });
  const accept = (number: number, ...contacts: string[]) =>
    store().acceptReceipt({ receipt: newReceipt(number), deliveries: contacts.map((contact) => newDelivery(contact)) });

  /** One delivery of each pair of channel and end, newest last; gives their document numbers by `channel status`. */
  const oneOfEach = async (): Promise<Record<string, number>> => {
    const numbers: Record<string, number> = {};
    let number = 0;
    for (const channel of ['email', 'sms'] as const)
      for (const status of ['queued', 'sent', 'delivered', 'failed', 'bounced', 'expired', 'cancelled'] as const) {
        number++;
        numbers[`${channel} ${status}`] = number;
        const account = `${channel}:default`;
        const contact = `${channel}-${status}`;
        const { deliveries } = await store().acceptReceipt({
          receipt: newReceipt(number, { total: number % 2 ? 100 : 200 }),
          deliveries: [newDelivery(contact, { channel, account })],
        });
        const id = deliveries[0]?.id ?? '';
        if (status === 'cancelled') await store().cancelDelivery({ id, now: 3_000 });
        if (status === 'queued' || status === 'cancelled') continue;
        const [claimed] = await claim(5_000, 10, 'me', account);
        const others = claimed?.id === id ? [] : [claimed?.id ?? ''];
        await store().releaseLeases({ owner: 'me', ids: others, now: 900_000 });
        if (others.length > 0) await claim(900_000, 10, 'me', account);
        const isGood = status === 'sent' || status === 'delivered';
        await store().finishAttempts({
          attempts: [finished(id, { status, reason: isGood ? null : `${channel}.because` })],
        });
        await store().releaseLeases({ owner: 'me', now: 900_000 });
      }
    return numbers;
  };

  test('outcomes, channels, reasons, sums and days narrow the journal alone and together, as filtering by hand would', async () => {
    await oneOfEach();
    const all = await store().listDeliveries({ limit: 500 });
    const ids = all.map((row) => row.id);
    expect(ids).toEqual([...ids].sort().reverse());
    const middle = all[Math.floor(all.length / 2)]?.createdAt ?? 0;
    const choices = fc.record(
      {
        outcome: fc.constantFrom('way', 'delivered', 'failed'),
        status: fc.constantFrom('queued', 'sent', 'failed', 'cancelled'),
        channel: fc.constantFrom('email', 'sms'),
        total: fc.constantFrom(100, 200, 300),
        contactHash: fc.constantFrom('hash of email-sent', 'hash of sms-failed', 'hash of nobody'),
        reason: fc.constantFrom('email.because', 'sms.because', 'none'),
        fiscalDocumentNumber: fc.integer({ min: 1, max: 15 }),
        numberOrTotal: fc.constantFrom(
          { fiscalDocumentNumber: 3, total: 200 },
          { fiscalDocumentNumber: 99, total: 100 },
        ),
        from: fc.constant(middle),
        until: fc.constant(middle),
        before: fc.constantFrom(...ids),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(choices, fc.integer({ min: 1, max: 20 }), async (chosen, limit) => {
        const wanted = all.filter(
          (row) =>
            (chosen.outcome === undefined || outcomeOf(row.status, row.channel) === chosen.outcome) &&
            (chosen.status === undefined || row.status === chosen.status) &&
            (chosen.channel === undefined || row.channel === chosen.channel) &&
            (chosen.total === undefined || row.total === chosen.total) &&
            (chosen.contactHash === undefined || chosen.contactHash === `hash of ${row.channel}-${row.status}`) &&
            (chosen.reason === undefined || row.reason === chosen.reason) &&
            (chosen.fiscalDocumentNumber === undefined || row.fiscalDocumentNumber === chosen.fiscalDocumentNumber) &&
            (chosen.numberOrTotal === undefined ||
              row.fiscalDocumentNumber === chosen.numberOrTotal.fiscalDocumentNumber ||
              row.total === chosen.numberOrTotal.total) &&
            (chosen.from === undefined || row.createdAt >= chosen.from) &&
            (chosen.until === undefined || row.createdAt < chosen.until) &&
            (chosen.before === undefined || row.id < chosen.before),
        );
        const filter = chosen as DeliveryFilter;
        const rows = await store().listDeliveries({ ...filter, limit });
        expect(rows.map((row) => row.id)).toEqual(wanted.slice(0, limit).map((row) => row.id));
        if (chosen.before === undefined) {
          expect(await store().countDeliveries({ ...filter, atMost: 500 })).toBe(wanted.length);
          expect(await store().countDeliveries({ ...filter, atMost: 2 })).toBe(Math.min(2, wanted.length));
        }
      }),
      {
        numRuns: 80,
        examples: [
          [{ total: 100, numberOrTotal: { fiscalDocumentNumber: 3, total: 200 } }, 1],
          [{ fiscalDocumentNumber: 4, numberOrTotal: { fiscalDocumentNumber: 3, total: 200 } }, 20],
        ],
      },
    );
  });

  test('many are tried again step by step: what waits or failed, never what went out, was cancelled, erased or may have gone out', async () => {
    const numbers = await oneOfEach();
    const doubtful = await store().acceptReceipt({
      receipt: newReceipt(50),
      deliveries: [newDelivery('doubt', { channel: 'sms', account: 'sms:doubt' })],
    });
    const id = doubtful.deliveries[0]?.id ?? '';
    await claim(5_000, 1, 'me', 'sms:doubt');
    await store().finishAttempts({
      attempts: [finished(id, { status: 'failed', outcome: 'unknown', reason: 'sms.cannotAsk', openSince: 2_000 })],
    });
    await store().eraseContact({ contactHash: 'hash of email-bounced', now: 9 });
    const again = { now: 7_000, expiresAt: 9_000, onceOnly: ['sms' as const], limit: 4 };
    const retried: number[] = [];
    let left = 0;
    let before: string | null = null;
    do {
      const page: RetriedPage = await store().retryDeliveries({ ...again, ...(before === null ? {} : { before }) });
      retried.push(...page.rows.map((row) => row.fiscalDocumentNumber));
      left += page.doubtful;
      before = page.before;
    } while (before !== null);
    const wanted = Object.entries(numbers)
      .filter(([key]) => /queued|failed|bounced|expired/.test(key) && key !== 'email bounced')
      .map(([, number]) => number);
    expect(retried.sort((one, other) => one - other)).toEqual(wanted.sort((one, other) => one - other));
    expect(left).toBe(1);
    expect(await store().getDelivery({ id })).toMatchObject({ status: 'failed' });
    expect((await claim(7_000, 20, 'me', 'sms:default')).length).toBe(4);
  });

  test('the contact of a delivery is kept sealed, and an erased one is empty and not tried again', async () => {
    const { deliveries } = await accept(1, 'a');
    const id = deliveries[0]?.id ?? '';
    expect(Buffer.from((await store().sealedContacts({ ids: [id, 'none'] }))[id] ?? []).toString()).toBe('a');
    expect(await store().deliverySource({ id })).toMatchObject({ channel: 'email', receiptBody: '{"number":1}' });
    expect(await store().deliverySource({ id: 'none' })).toBeNull();
    await store().eraseContact({ contactHash: 'hash of a', now: 9 });
    expect((await store().sealedContacts({ ids: [id] }))[id]).toHaveLength(0);
    await expect(store().retryDelivery({ id, now: 1, expiresAt: 2 })).rejects.toMatchObject({ code: 'contactErased' });
  });
}
