import { type Kysely, sql } from 'kysely';
import { compiledOnce } from '../compiled.ts';
import type { Schema } from '../schema.ts';

const toContact = compiledOnce((db, value) =>
  db
    .selectFrom('deliveries')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('channel', '=', sql.lit('sms'))
    .where('contact_hash', '=', value<string>())
    .where('sent_at', '>=', value<number>()),
);

/** How many SMS a contact, by its keyed hash, has been sent since a time, through whichever account. */
export async function smsToContact(
  db: Kysely<Schema>,
  { contactHash, since }: { contactHash: string; since: number },
): Promise<number> {
  return Number((await toContact(db, [contactHash, since])).rows[0]?.count ?? 0);
}

/** SMS of a profile sent since a time, and what they cost; only those of one till's fiscal drive where it is named. */
export async function smsUsage(
  db: Kysely<Schema>,
  { profile, since, fiscalDriveNumber }: SmsUsageFilter,
): Promise<{ count: number; kopecks: number }> {
  let query = db
    .selectFrom('deliveries')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<number | null>('cost').as('kopecks')])
    .where('channel', '=', 'sms')
    .where('deliveries.profile', '=', profile)
    .where('sent_at', '>=', since);
  if (fiscalDriveNumber !== undefined)
    query = query
      .innerJoin('receipts', 'receipts.id', 'deliveries.receipt_id')
      .where('receipts.fiscal_drive_number', '=', fiscalDriveNumber);
  const row = await query.executeTakeFirstOrThrow();
  return { count: Number(row.count), kopecks: Number(row.kopecks ?? 0) };
}

export interface SmsUsageFilter {
  profile: string;
  since: number;
  fiscalDriveNumber?: string;
}
