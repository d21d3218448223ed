import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import type { ReceiptRow } from '../store.ts';

const columns = [
  'id',
  'fiscal_drive_number as fiscalDriveNumber',
  'fiscal_document_number as fiscalDocumentNumber',
  'fiscal_sign as fiscalSign',
  'date_time as dateTime',
  'total',
  'calculation_type as calculationType',
  'profile',
  'format',
  'created_at as createdAt',
] as const;

/** One receipt with its JSON, or null. */
export async function getReceipt(
  db: Kysely<Schema>,
  { id }: { id: string },
): Promise<(ReceiptRow & { body: string }) | null> {
  return (
    (await db
      .selectFrom('receipts')
      .select([...columns, 'body'])
      .where('id', '=', id)
      .executeTakeFirst()) ?? null
  );
}

/** A page of receipts, newest first, that begins below the last id seen. */
export async function listReceipts(
  db: Kysely<Schema>,
  { before, limit }: { before?: string; limit: number },
): Promise<ReceiptRow[]> {
  return db
    .selectFrom('receipts')
    .select(columns)
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
