import type { Kysely } from 'kysely';
import { compiledOnce } from '../compiled.ts';
import type { Schema } from '../schema.ts';
import type { Channel, ClaimedDelivery } from '../store.ts';
import { smsToContact } from './sms-usage.ts';

const bodyOf = compiledOnce((db, value) => db.selectFrom('receipts').select('body').where('id', '=', value<string>()));

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
      const contactUsage =
        usageSince === undefined ? 0 : await smsToContact(db, { contactHash: row.contact_hash, since: usageSince });
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
        contactHash: row.contact_hash,
        contactUsage,
        claimedAt: now,
        receiptBody: body,
      });
    }
  }
  return claimed;
}
