import type { Kysely } from 'kysely';
import { Problem } from '../../texts/problem.ts';
import { compiledOnce } from '../compiled.ts';
import type { Schema } from '../schema.ts';
import type { AcceptedDelivery, NewDelivery, NewReceipt } from '../store.ts';
import { insertDelivery } from './insert-delivery.ts';

const insertReceipt = compiledOnce((db, value) =>
  db
    .insertInto('receipts')
    .values({
      id: value(),
      fiscal_drive_number: value(),
      fiscal_document_number: value(),
      fiscal_sign: value(),
      date_time: value(),
      total: value(),
      calculation_type: value(),
      profile: value(),
      format: value(),
      body: value(),
      created_at: value(),
    })
    .onConflict((conflict) =>
      conflict.columns(['fiscal_drive_number', 'fiscal_document_number', 'fiscal_sign']).doNothing(),
    )
    .returning('id'),
);

/**
 * Keeps a receipt and its deliveries, once: the same natural key (tags 1041, 1040, 1077) again gives what is there.
 * Throws a `Problem` if the key is taken by a receipt with another sum, time or calculation type.
 */
export async function acceptReceipt(
  db: Kysely<Schema>,
  { receipt, deliveries }: { receipt: NewReceipt; deliveries: NewDelivery[] },
): Promise<{ receiptId: string; created: boolean; deliveries: AcceptedDelivery[] }> {
  const { rows } = await insertReceipt(db, [
    receipt.id,
    receipt.fiscalDriveNumber,
    receipt.fiscalDocumentNumber,
    receipt.fiscalSign,
    receipt.dateTime,
    receipt.total,
    receipt.calculationType,
    receipt.profile,
    receipt.format,
    receipt.body,
    receipt.createdAt,
  ]);
  const inserted = rows[0];
  const receiptId = inserted?.id ?? (await knownReceipt(db, receipt));
  const accepted: AcceptedDelivery[] = [];
  const { total } = receipt;
  for (const delivery of deliveries) accepted.push(await insertDelivery(db, receiptId, delivery, { resend: 0, total }));
  return { receiptId, created: inserted !== undefined, deliveries: accepted };
}

async function knownReceipt(db: Kysely<Schema>, receipt: NewReceipt): Promise<string> {
  const known = await db
    .selectFrom('receipts')
    .select(['id', 'total', 'date_time', 'calculation_type'])
    .where('fiscal_drive_number', '=', receipt.fiscalDriveNumber)
    .where('fiscal_document_number', '=', receipt.fiscalDocumentNumber)
    .where('fiscal_sign', '=', receipt.fiscalSign)
    .executeTakeFirstOrThrow();
  // Sources differ in seconds: some give them and some don't.
  const minute = (dateTime: string) => dateTime.slice(0, 16);
  const differing =
    known.total !== receipt.total
      ? 'total (1020)'
      : known.calculation_type !== receipt.calculationType
        ? 'calculationType (1054)'
        : minute(known.date_time) !== minute(receipt.dateTime)
          ? 'dateTime (1012)'
          : undefined;
  if (differing !== undefined)
    throw new Problem('receiptDiffers', {
      status: 409,
      params: { document: receipt.fiscalDocumentNumber, drive: receipt.fiscalDriveNumber, field: differing },
    });
  return known.id;
}
