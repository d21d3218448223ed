// Fills a data folder with deliveries as a year of a shop leaves them, past the service, for benchmarks of what reads them.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { dayOf } from '../src/base/day.ts';
import { uuidv7 } from '../src/base/uuid.ts';
import type { Contact } from '../src/contact/contact.ts';
import { maskContact } from '../src/contact/mask.ts';
import { contactHash } from '../src/delivery/index.ts';
import { openData } from '../src/store/index.ts';
import { receiptNumber } from '../test/servers/service.ts';

/** The sum that every twentieth receipt has, and the buyer who got every fiftieth: what a search must not become slow by. */
export const POPULAR_TOTAL = 10_000;
export const POPULAR_CONTACT = 'everybody@example.ru';
/** A sum and a buyer of which there are only a few. */
export const RARE_TOTAL = 7_777_777;
export const RARE_CONTACT = '+7 916 555-44-33';
/** Of every thousand deliveries, by status; e-mail ends with `sent`, SMS with `delivered`. */
const SHARES = [
  ['failed', 25],
  ['expired', 5],
  ['bounced', 3],
  ['cancelled', 3],
  ['queued', 2],
] as const;
const REASONS = {
  email: ['email.noSuchMailbox', 'email.mailboxFull', 'email.noSuchDomain', 'email.spam'],
  sms: ['sms.absent', 'sms.noSuchSubscriber', 'sms.notDelivered', 'sms.barred'],
} as const;
const BUYERS = 100_000;
const SPAN_MS = 365 * 86_400_000;

/** Makes `count` receipts with a delivery and an attempt each, spread evenly over the year before `now`. What is queued is due far in the future. */
export async function fillJournal(data: string, count: number, now = Date.now()): Promise<void> {
  const { store, vault } = await openData(data);
  // What is older than a shop keeps by default would be erased while it is measured.
  await store.writeSettings({
    changes: [
      {
        id: uuidv7(now),
        profile: 'default',
        section: 'privacy',
        value: { retentionDays: 0 },
        secrets: null,
        changedAt: now,
        changedBy: 'bench',
        dropped: false,
        changes: [],
      },
    ],
  });
  await store.close();
  const random = seeded(20_261_125);
  const buyer = (contact: Contact) => ({
    channel: contact.kind === 'email' ? ('email' as const) : ('sms' as const),
    sealed: vault.seal(JSON.stringify(contact), 'contact'),
    hash: contactHash(vault, contact),
    mask: maskContact(contact),
  });
  const buyers = Array.from({ length: Math.min(BUYERS, Math.ceil(count / 10)) }, (_, number) =>
    buyer(
      number % 10 < 7
        ? { kind: 'email', value: `buyer${number}@mail.ru` }
        : { kind: 'phone', value: `+7900${String(number).padStart(7, '0')}` },
    ),
  );
  const popular = buyer({ kind: 'email', value: POPULAR_CONTACT });
  const rare = buyer({ kind: 'phone', value: RARE_CONTACT.replace(/[^+\d]/g, '') });

  const database = new DatabaseSync(join(data, 'kvitok.db'));
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000');
  const indexes = database
    .prepare(
      "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('receipts', 'deliveries')",
    )
    .all() as { name: string; sql: string }[];
  for (const { name } of indexes) database.exec(`DROP INDEX ${name}`);
  const receipts = database.prepare(
    `INSERT INTO receipts (id, fiscal_drive_number, fiscal_document_number, fiscal_sign, date_time, total, calculation_type, profile,
     format, body, created_at) VALUES (?, ?, ?, '85813599', ?, ?, 1, 'default', 'kvitok', ?, ?)`,
  );
  const deliveries = database.prepare(
    `INSERT INTO deliveries (id, receipt_id, channel, profile, account, contact_sealed, contact_hash, contact_mask, resend, options, status,
     due_at, attempts, reason, created_at, updated_at, expires_at, sent_at, delivered_at, parts, cost, total, day, first)
     VALUES (?, ?, ?, 'default', ?, ?, ?, ?, 0, '{}', ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
  );
  const attempts = database.prepare(
    `INSERT INTO attempts (delivery_id, number, started_at, finished_at, outcome, reason, reply) VALUES (?, 1, ?, ?, ?, ?, '250 2.0.0 Ok')`,
  );
  database.exec('BEGIN');
  for (let number = 1; number <= count; number++) {
    const at = Math.floor(now - SPAN_MS + (SPAN_MS * number) / count);
    const total = number % 20 === 0 ? POPULAR_TOTAL : number % 100_001 === 7_001 ? RARE_TOTAL : 5_000 + random(500_000);
    const to =
      number % 50 === 0 ? popular : number % 100_001 === 5_001 ? rare : (buyers[random(buyers.length)] ?? rare);
    const { channel } = to;
    const status = statusOf(random(1_000), channel);
    const isGone = status === 'sent' || status === 'delivered';
    const reason = isGone || status === 'cancelled' ? null : (REASONS[channel][random(4)] ?? null);
    const [receiptId, deliveryId] = [uuidv7(at), uuidv7(at)];
    const dateTime = new Date(at).toISOString().slice(0, 16);
    // Four drives in turn, each with its own numbers.
    const drive = `${9_999_078_900_001_234n + BigInt(number % 4)}`;
    const body = JSON.stringify({ ...receiptNumber(number), fiscalDriveNumber: drive, dateTime, total });
    receipts.run(receiptId, drive, Math.ceil(number / 4), dateTime, total, body, at);
    const [due, sent] = [status === 'queued' ? now + SPAN_MS : null, isGone ? at + 4_000 : null];
    const [parts, cost] = channel === 'sms' && isGone ? [2, 500] : [null, null];
    deliveries.run(
      deliveryId,
      receiptId,
      channel,
      `${channel}:default`,
      to.sealed,
      to.hash,
      to.mask,
      status,
      due,
      reason,
      at,
      at + 4_000,
      now + SPAN_MS,
      sent,
      status === 'delivered' ? at + 9_000 : null,
      parts,
      cost,
      total,
      dayOf(at).number,
    );
    attempts.run(deliveryId, at, at + 4_000, isGone ? 'accepted' : reason === null ? 'deferred' : 'rejected', reason);
  }
  // Outcomes are counted as rows come; what is counted as they change is added up here.
  database.exec(`
    INSERT INTO daily_spend SELECT day, profile, channel, sum(parts), sum(cost) FROM deliveries WHERE parts IS NOT NULL GROUP BY 1, 2, 3;
    INSERT INTO daily_delays SELECT day, profile, channel, 'sent',
      (SELECT min(upto) FROM delay_steps WHERE upto >= sent_at - created_at), count(*) FROM deliveries WHERE sent_at IS NOT NULL GROUP BY 1, 2, 3, 5;
    INSERT INTO daily_delays SELECT day, profile, channel, 'delivered',
      (SELECT min(upto) FROM delay_steps WHERE upto >= delivered_at - created_at), count(*) FROM deliveries WHERE delivered_at IS NOT NULL GROUP BY 1, 2, 3, 5`);
  database.exec('COMMIT');
  for (const { sql } of indexes) database.exec(sql);
  database.close();
}

function statusOf(lot: number, channel: 'email' | 'sms'): string {
  let upTo = 0;
  for (const [status, share] of SHARES) {
    upTo += share;
    if (lot < upTo) return status;
  }
  return channel === 'email' ? 'sent' : 'delivered';
}

/** The same numbers at every run: below `limit`, by xorshift. */
function seeded(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}
