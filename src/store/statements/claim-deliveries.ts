import { type Kysely, sql } from 'kysely';
import { compiledOnce } from '../compiled.ts';
import type { Schema } from '../schema.ts';
import type { Channel, ClaimedDelivery } from '../store.ts';

const bodyOf = compiledOnce((db, value) => db.selectFrom('receipts').select('body').where('id', '=', value<string>()));

const sentTo = compiledOnce((db, value) =>
  db
    .selectFrom('deliveries')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('channel', '=', sql.lit('sms'))
    .where('contact_hash', '=', value<string>())
    .where('sent_at', '>=', value<number>()),
);

/** Takes the deliveries longest due of each account for `owner` until `leaseUntil`. */
export async function claimDeliveries(
  db: Kysely<Schema>,
  {
    owner,
    now,
    leaseUntil,
    accounts,
  }: {
    owner: string;
    now: number;
    leaseUntil: number;
    accounts: { account: string; limit: number; usageSince?: number | undefined }[];
  },
): Promise<ClaimedDelivery[]> {
  const claimed: ClaimedDelivery[] = [];
  for (const { account, limit, usageSince } of accounts) {
    const rows = await db
      .updateTable('deliveries')
      .set((of) => ({
        status: 'sending',
        lease_owner: owner,
        lease_until: leaseUntil,
        due_at: null,
        updated_at: now,
        attempts: of('attempts', '+', 1),
      }))
      .where('id', 'in', (of) =>
        of
          .selectFrom('deliveries')
          .select('id')
          .where('status', '=', 'queued')
          .where('account', '=', account)
          .where('due_at', '<=', now)
          .orderBy('due_at')
          .orderBy('id')
          .limit(limit),
      )
      .returning([
        'id',
        'receipt_id',
        'channel',
        'profile',
        'contact_sealed',
        'options',
        'attempts',
        'created_at',
        'expires_at',
        'provider_message_id',
        'open_since',
        'contact_hash',
      ])
      .execute();
    for (const row of rows) {
      const body = (await bodyOf(db, [row.receipt_id])).rows[0]?.body ?? '';
      const usage = usageSince === undefined ? undefined : (await sentTo(db, [row.contact_hash, usageSince])).rows[0];
      claimed.push({
        id: row.id,
        receiptId: row.receipt_id,
        channel: row.channel as Channel,
        profile: row.profile,
        account,
        contactSealed: row.contact_sealed,
        options: row.options,
        attempt: row.attempts,
        createdAt: row.created_at,
        expiresAt: row.expires_at,
        providerMessageId: row.provider_message_id,
        openSince: row.open_since,
        contactUsage: Number(usage?.count ?? 0),
        receiptBody: body,
      });
    }
  }
  return claimed;
}
