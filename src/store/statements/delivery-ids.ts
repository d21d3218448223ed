import type { Expression, ExpressionBuilder, Kysely, SelectQueryBuilder, SqlBool } from 'kysely';
import { leastUuidv7 } from '../../base/uuid.ts';
import { pairsOf } from '../outcome.ts';
import type { Schema } from '../schema.ts';
import type { DeliveryFilter, DeliveryMatch } from '../store.ts';

type Ids = SelectQueryBuilder<Schema, 'deliveries', { id: string }>;
type Where = (of: ExpressionBuilder<Schema, 'deliveries'>) => Expression<SqlBool>;

/** Ids of the newest deliveries that match, at most `limit`, newest first. */
export async function newestIds(db: Kysely<Schema>, { limit, ...filter }: DeliveryFilter): Promise<string[]> {
  const rows = await db
    .selectFrom(together(db, walks(db, filter, limit), filter).as('newest'))
    .select('newest.id as id')
    .orderBy('newest.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** How many match, counted up to `atMost`. */
export async function countDeliveries(
  db: Kysely<Schema>,
  { atMost, ...match }: DeliveryMatch & { atMost: number },
): Promise<number> {
  const row = await db
    .selectFrom(together(db, walks(db, match, atMost), match).as('counted'))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Math.min(Number(row.count), atMost);
}

/**
 * The ways through the indexes that together give all that matches. One `status IN (…)` would have to sort everything it finds; a walk for
 * each pair of status and channel stops after `limit` rows, so a page costs the same at ten thousand deliveries and at a million.
 */
function walks(db: Kysely<Schema>, filter: Omit<DeliveryFilter, 'limit'>, limit: number): Ids[] {
  const { numberOrTotal, ...rest } = filter;
  if (numberOrTotal) {
    const { fiscalDocumentNumber, total } = numberOrTotal;
    // Where the filter names a number or a sum of its own, another one finds nothing.
    const fits = <T>(own: T | undefined, sought: T) => own === undefined || own === sought;
    return [
      ...(fits(rest.fiscalDocumentNumber, fiscalDocumentNumber)
        ? walks(db, { ...rest, fiscalDocumentNumber }, limit)
        : []),
      ...(fits(rest.total, total) ? walks(db, { ...rest, total }, limit) : []),
    ];
  }
  const { status, outcome, channel, contactHash, total, reason, receiptId, fiscalDocumentNumber } = filter;
  const base = matching(db, filter);
  const pairs = pairsOf(filter);
  const pairsAsOne: Where = (of) =>
    of.or(pairs.map((pair) => of.and([of('status', '=', pair.status), of('channel', '=', pair.channel)])));
  const narrowed = status !== undefined || outcome !== undefined || channel !== undefined;

  // A receipt has few deliveries and a number few receipts: all of them are read.
  if (receiptId !== undefined || fiscalDocumentNumber !== undefined) return [narrowed ? base.where(pairsAsOne) : base];
  const led = contactHash !== undefined || total !== undefined || reason !== undefined;
  if (!led && !narrowed) return [base.orderBy('id', 'desc').limit(limit)];
  return pairs.map((pair) =>
    base.where('status', '=', pair.status).where('channel', '=', pair.channel).orderBy('id', 'desc').limit(limit),
  );
}

/** All conditions but status and channel. Ids are made in the order of time, so a range of time is a range of ids. */
function matching(
  db: Kysely<Schema>,
  {
    contactHash,
    total,
    reason,
    receiptId,
    fiscalDocumentNumber,
    from,
    until,
    before,
  }: Omit<DeliveryFilter, 'limit' | 'numberOrTotal'>,
): Ids {
  let query: Ids = db.selectFrom('deliveries').select('deliveries.id as id');
  if (contactHash !== undefined) query = query.where('contact_hash', '=', contactHash);
  if (total !== undefined) query = query.where('deliveries.total', '=', total);
  if (reason !== undefined) query = query.where('reason', '=', reason);
  if (receiptId !== undefined) query = query.where('receipt_id', '=', receiptId);
  if (fiscalDocumentNumber !== undefined)
    query = query.where('receipt_id', 'in', (of) =>
      of.selectFrom('receipts').select('receipts.id').where('fiscal_document_number', '=', fiscalDocumentNumber),
    );
  if (from !== undefined) query = query.where('deliveries.id', '>=', leastUuidv7(from));
  if (until !== undefined) query = query.where('deliveries.id', '<', leastUuidv7(until));
  if (before !== undefined) query = query.where('deliveries.id', '<', before);
  return query;
}

/** `numberOrTotal` may find a delivery by either way. */
function together(db: Kysely<Schema>, walked: Ids[], { numberOrTotal }: DeliveryMatch): Ids {
  // A limit inside a union needs a select of its own around it.
  const [first, ...more] = walked.map((walk, number) => db.selectFrom(walk.as(`walk${number}`)).select('id'));
  if (!first) return db.selectFrom('deliveries').select('deliveries.id as id').where('deliveries.id', '=', '');
  const all = numberOrTotal
    ? more.reduce((before, one) => before.union(one), first)
    : more.reduce((before, one) => before.unionAll(one), first);
  return all as unknown as Ids;
}
