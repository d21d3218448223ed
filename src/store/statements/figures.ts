import { type Kysely, sql } from 'kysely';
import type { CountedStatus, DelayCount, OutcomeCount, SpendOfDay, UnsentSale, WaitingNow } from '../figure-rows.ts';
import type { Schema } from '../schema.ts';
import type { Channel } from '../store.ts';

/** The counters of the days from `since` on; the delays are summed over them, and those of `today` apart. */
export async function readFigures(
  db: Kysely<Schema>,
  { since, today }: { since: number; today: number },
): Promise<{ outcomes: OutcomeCount[]; spend: SpendOfDay[]; delays: DelayCount[] }> {
  const outcomes = await db
    .selectFrom('daily_outcomes')
    .select(({ fn }) => ['day', 'channel', 'first', 'status', 'reason', fn.sum<number>('count').as('count')])
    .where('day', '>=', since)
    .where('count', '>', 0)
    .groupBy(['day', 'channel', 'first', 'status', 'reason'])
    .execute();
  const spend = await db
    .selectFrom('daily_spend')
    .select(({ fn }) => ['day', fn.sum<number>('parts').as('parts'), fn.sum<number>('cost').as('cost')])
    .where('day', '>=', since)
    .groupBy('day')
    .execute();
  const delays = await db
    .selectFrom('daily_delays')
    .select(({ fn, eb }) => [
      'channel',
      'kind',
      'upto',
      fn.sum<number>('count').as('count'),
      fn.sum<number>(eb.case().when('day', '=', today).then(eb.ref('count')).else(0).end()).as('today'),
    ])
    .where('day', '>=', since)
    .groupBy(['channel', 'kind', 'upto'])
    .orderBy('upto')
    .execute();
  return {
    outcomes: outcomes.map((row) => ({
      ...row,
      channel: row.channel as Channel,
      status: row.status as CountedStatus,
      first: row.first === 1,
      count: Number(row.count),
    })),
    spend: spend.map((row) => ({ day: row.day, parts: Number(row.parts), cost: Number(row.cost) })),
    delays: delays.map((row) => ({
      ...row,
      channel: row.channel as Channel,
      kind: row.kind as DelayCount['kind'],
      count: Number(row.count),
      today: Number(row.today),
    })),
  };
}

/** What is queued or under way now. Only counters and the ends of an index are read, however much waits. */
export async function waitingNow(db: Kysely<Schema>): Promise<WaitingNow> {
  const counts = await db
    .selectFrom('daily_outcomes')
    .select(({ fn }) => ['channel', 'profile', fn.sum<number>('count').as('count')])
    .where('status', '=', sql.lit('waiting'))
    .where('count', '>', 0)
    .groupBy(['channel', 'profile'])
    .execute();
  const oldest = [];
  for (const channel of new Set(counts.map((row) => row.channel as Channel))) {
    const first = [];
    for (const status of ['queued', 'sending'])
      first.push(
        ...(await db
          .selectFrom('deliveries')
          .select('created_at')
          .where('status', '=', status)
          .where('channel', '=', channel)
          .orderBy('id')
          .limit(1)
          .execute()),
      );
    if (first.length > 0) oldest.push({ channel, createdAt: Math.min(...first.map((row) => row.created_at)) });
  }
  return {
    counts: counts.map((row) => ({ ...row, channel: row.channel as Channel, count: Number(row.count) })),
    oldest,
  };
}

/** Sales that wait for a person, newest first. The states are literals, so that the index of these few is used. */
export async function stuckSales(
  db: Kysely<Schema>,
  { limit }: { limit: number },
): Promise<{ id: string; register: string; state: 'unclear' | 'failed' }[]> {
  const found = [];
  for (const state of ['unclear', 'failed'] as const) {
    const rows = await db
      .selectFrom('sales')
      .select(['id', 'register'])
      .where('state', '=', sql.lit(state))
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    found.push(...rows.map((row) => ({ ...row, state })));
  }
  return found;
}

/** Fiscalised sales whose buyer left a contact and that no delivery was made of. A receipt that was sent by hand later is none. */
export async function unsentSales(
  db: Kysely<Schema>,
  { since, limit }: { since: number; limit: number },
): Promise<UnsentSale[]> {
  return db
    .selectFrom('sales')
    .select([
      'id',
      'register',
      'receipt_id as receiptId',
      'delivery_problem as problem',
      'total',
      'created_at as createdAt',
    ])
    .where('state', '=', sql.lit('fiscalised'))
    .where((of) => of.or([of('delivery_problem', 'is not', null), of('receipt_id', 'is', null)]))
    .where('created_at', '>=', since)
    .where('contact_hash', 'is not', null)
    .where((of) =>
      of.not(
        of.exists(
          of
            .selectFrom('deliveries')
            .select('deliveries.id')
            .whereRef('deliveries.receipt_id', '=', 'sales.receipt_id'),
        ),
      ),
    )
    .orderBy('created_at')
    .limit(limit)
    .execute();
}

/** Forgets the figures of days before one. */
export async function purgeFigures(db: Kysely<Schema>, { before }: { before: number }): Promise<void> {
  for (const table of ['daily_outcomes', 'daily_spend', 'daily_delays'] as const)
    await db.deleteFrom(table).where('day', '<', before).execute();
}
