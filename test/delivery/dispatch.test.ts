import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Outcome } from '../../src/channels/outcome.ts';
import { type ChannelSender, type Delivery, openDelivery } from '../../src/delivery/index.ts';
import { receiptFromJson } from '../../src/receipt/json.ts';
import { openData, type Store, type Vault } from '../../src/store/index.ts';
import { receiptNumber } from '../servers/service.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

let data: string;
let store: Store;
let vault: Vault;
let delivery: Delivery;
let now: number;
const clock = { now: () => now };

/** A channel under the test's hand: each attempt waits until the test gives its outcome. */
class HandSender implements ChannelSender {
  readonly channel = 'email' as const;
  repeatsUnknown = true;
  on = true;
  concurrency = 2;
  readonly attempts: { id: string; to: string; end(outcome: Outcome): void }[] = [];
  accountOf = (profile: string) => `email:${profile}`;
  enabled = () => this.on;
  limits = () => ({ concurrency: this.concurrency, perMinute: 0 });
  deliver = (job: { id: string; contact: { value: string } }) =>
    new Promise<Outcome>((end) => {
      this.attempts.push({ id: job.id, to: job.contact.value, end });
    });
  close = async () => {};
}
let sender: HandSender;

const open = () => openDelivery({ store, vault, clock, senders: [sender], random: () => 0.5 });

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'kvitok-delivery-'));
  ({ store, vault } = await openData(data));
  now = Date.UTC(2026, 10, 24, 9);
  sender = new HandSender();
  delivery = await open();
});
afterEach(async () => {
  for (const attempt of sender.attempts) attempt.end({ kind: 'accepted' });
  await delivery.close(0);
  await store.close();
  rmSync(data, { recursive: true, force: true });
});

const send = async (number: number, to = 'buyer@example.ru') => {
  const { deliveries } = await delivery.accept({
    receipt: receiptFromJson(receiptNumber(number)),
    format: 'kvitok',
    wishes: [{ to }],
  });
  return deliveries[0]?.id ?? '';
};

async function until<T>(read: () => T | Promise<T>, good: (value: T) => boolean): Promise<T> {
  for (const end = Date.now() + 30_000; ; ) {
    const value = await read();
    if (good(value)) return value;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(value)}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
const attempts = (count: number) =>
  until(
    () => sender.attempts.length,
    (length) => length >= count,
  ).then(() => sender.attempts[count - 1]);
const status = (id: string, wanted: string) =>
  until(
    () => delivery.get(id),
    (row) => row?.status === wanted,
  );

const full: Outcome = { kind: 'deferred', reason: { code: 'email.mailboxFull', reply: '452 4.2.2 full' } };
const badLogin: Outcome = { kind: 'deferred', reason: { code: 'email.badLogin', account: true } };

test('an accepted letter is sent, a rejected one has failed, with the reason in the journal', async () => {
  const [good, bad] = [await send(1), await send(2, 'nobody@example.ru')];
  (await attempts(2))?.end({ kind: 'rejected', reason: { code: 'email.noSuchMailbox', reply: '550 5.1.1' } });
  sender.attempts[0]?.end({ kind: 'accepted', reply: '250 ok' });
  expect(await status(good, 'sent')).toMatchObject({ sentAt: now, journal: [{ outcome: 'accepted' }] });
  expect(await status(bad, 'failed')).toMatchObject({
    reason: 'email.noSuchMailbox',
    journal: [{ outcome: 'rejected', reply: '550 5.1.1' }],
  });
});

test('a deferred letter is tried after 30 s, 2, 10 and 30 minutes and then hourly, under the same id, until 72 hours are over', async () => {
  const id = await send(1);
  const start = now;
  const waits: number[] = [];
  for (let number = 1; ; number++) {
    const attempt = await attempts(number);
    expect(attempt?.id).toBe(id);
    attempt?.end(full);
    const row = await until(
      () => delivery.get(id),
      (one) => one?.journal.length === number,
    );
    if (row?.status === 'expired') break;
    waits.push((row?.dueAt ?? 0) - now);
    now = row?.dueAt ?? 0;
    await delivery.settingsChanged('email', 'default');
  }
  expect(waits.slice(0, 6)).toEqual([30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, HOUR]);
  expect(now - start).toBe(72 * HOUR);
});

test('the wait that the other side names is kept', async () => {
  const id = await send(1);
  (await attempts(1))?.end({ ...full, retryAfter: 5 * MINUTE });
  const row = await status(id, 'queued');
  expect((row?.dueAt ?? 0) - now).toBe(5 * MINUTE);
});

test('a fault of the account holds its letters back; after the repair all go out', async () => {
  const first = await send(1);
  (await attempts(1))?.end(badLogin);
  expect(await status(first, 'queued')).toMatchObject({ reason: 'email.badLogin' });
  expect(delivery.heldAccounts()).toMatchObject([{ account: 'email:default', reason: 'email.badLogin' }]);
  const others = [await send(2), await send(3)];
  for (const id of others) expect(await delivery.get(id)).toMatchObject({ status: 'queued', attempts: 0 });
  expect(sender.attempts).toHaveLength(1);

  now += 15 * SECOND;
  await delivery.settingsChanged('email', 'default');
  for (const number of [2, 3, 4]) (await attempts(number))?.end({ kind: 'accepted' });
  for (const id of [first, ...others]) await status(id, 'sent');
  expect(delivery.heldAccounts()).toEqual([]);
});

test('what is known of a faulty account outlives a restart', async () => {
  await send(1);
  (await attempts(1))?.end(badLogin);
  await until(
    () => delivery.heldAccounts().length,
    (count) => count === 1,
  );
  await delivery.close(0);
  delivery = await open();
  await send(2);
  expect(delivery.heldAccounts()).toMatchObject([{ reason: 'email.badLogin' }]);
  expect(sender.attempts).toHaveLength(1);
});

test('an unknown outcome is repeated only where a repeat can be told from a new message', async () => {
  const lost: Outcome = { kind: 'unknown', reason: { code: 'email.lostAfterDot' } };
  const first = await send(1);
  (await attempts(1))?.end(lost);
  expect(await status(first, 'queued')).toMatchObject({ reason: 'email.lostAfterDot' });
  sender.repeatsUnknown = false;
  const second = await send(2);
  (await attempts(2))?.end(lost);
  expect(await status(second, 'failed')).toMatchObject({ reason: 'email.lostAfterDot' });
});

test('no more attempts run than the account may have, and one that hangs stops only itself', async () => {
  const ids = [];
  for (let number = 1; number <= 6; number++) ids.push(await send(number));
  await attempts(2);
  expect(sender.attempts).toHaveLength(2);
  for (let number = 2; number <= 6; number++) (await attempts(number))?.end({ kind: 'accepted' });
  for (const id of ids.slice(1)) await status(id, 'sent');
  expect(await delivery.get(ids[0] ?? '')).toMatchObject({ status: 'sending' });
});

test('while the channel is off nothing is accepted for it and what waits stays', async () => {
  sender.concurrency = 0;
  const waiting = await send(1);
  sender.on = false;
  await expect(send(2)).rejects.toMatchObject({ code: 'emailOff', status: 409 });
  expect(await delivery.get(waiting)).toMatchObject({ status: 'queued', attempts: 0 });
  sender.on = true;
  sender.concurrency = 2;
  await delivery.settingsChanged('email', 'default');
  (await attempts(1))?.end({ kind: 'accepted' });
  await status(waiting, 'sent');
});

test('a stop waits for what is under way and the next start does the rest', async () => {
  sender.concurrency = 1;
  const [first, second] = [await send(1), await send(2)];
  await attempts(1);
  const closed = delivery.close(5_000);
  sender.attempts[0]?.end({ kind: 'accepted' });
  await closed;
  expect(await store.getDelivery({ id: first })).toMatchObject({ status: 'sent' });
  expect(await store.getDelivery({ id: second })).toMatchObject({ status: 'queued', attempts: 0 });
  delivery = await open();
  (await attempts(2))?.end({ kind: 'accepted' });
  await status(second, 'sent');
});

test('what a dead process held is taken up by the next one', async () => {
  const id = await send(1);
  await attempts(1);
  const heir = await open();
  expect((await attempts(2))?.id).toBe(id);
  sender.attempts[1]?.end({ kind: 'accepted' });
  await until(
    () => heir.get(id),
    (row) => row?.status === 'sent',
  );
  await heir.close(0);
});

test('a sender that throws loses nothing', async () => {
  sender.deliver = () => Promise.reject(new Error('broken'));
  const id = await send(1);
  expect(
    await until(
      () => delivery.get(id),
      (row) => row?.journal.length === 1,
    ),
  ).toMatchObject({ status: 'queued', reason: 'internal' });
});

test('a bad contact is refused with its field and a reason a person understands', async () => {
  await expect(send(1, 'ivan.mail.ru')).rejects.toMatchObject({ code: 'contactWrong', path: 'to' });
  const refused = await send(1, '8916123456').catch((error: { tell(language: string): string }) => error);
  expect((refused as { tell(language: string): string }).tell('ru')).toMatch(/не хватает цифр/);
  expect(await delivery.receipts({ limit: 5 })).toEqual([]);
});
