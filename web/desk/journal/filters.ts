import type { SearchedView } from '../../../src/server/api/journal.ts';
import { boundsOf, typedDay } from '../../../src/server/api/typed-day.ts';
import type { DeliveryView } from '../../../src/server/api.ts';

export const outcomes = ['way', 'delivered', 'failed'] as const;
export const channels = ['email', 'sms'] as const;
export const ranges = ['today', 'yesterday', 'week', 'month'] as const;

/** What the journal is narrowed by, as it stands in the page's address. */
export interface Filters {
  outcome?: (typeof outcomes)[number];
  channel?: (typeof channels)[number];
  range?: (typeof ranges)[number];
  /** Moments, milliseconds since 1970, that another page led here with; they stand instead of a range. */
  from?: number;
  until?: number;
  reason?: string;
  q?: string;
}

const one = <Value extends string>(known: readonly Value[], given: string | null): Value | undefined =>
  known.find((value) => value === given);

/** Reads the address; what it doesn't know it leaves out. */
export function readFilters(search: string): Filters {
  const given = new URLSearchParams(search);
  const [outcome, channel, range] = [
    one(outcomes, given.get('outcome')),
    one(channels, given.get('channel')),
    one(ranges, given.get('range')),
  ];
  const [from, until] = [moment(given.get('from')), moment(given.get('until'))];
  const isExact = from !== undefined || until !== undefined;
  const [reason, q] = [given.get('reason') ?? '', given.get('q')?.trim() ?? ''];
  return {
    ...(outcome ? { outcome } : {}),
    ...(channel ? { channel } : {}),
    ...(range && !isExact ? { range } : {}),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(reason ? { reason } : {}),
    ...(q ? { q } : {}),
  };
}

const moment = (given: string | null): number | undefined =>
  given !== null && /^\d{1,15}$/.test(given) ? Number(given) : undefined;

export function addressOf(filters: Filters): string {
  const query = new URLSearchParams(Object.entries(filters).map(([key, value]) => [key, String(value)])).toString();
  return query === '' ? '/journal' : `/journal?${query}`;
}

let last = '/journal';

/** Keeps where the journal stands, so that other pages lead back to the same filters. */
export function rememberJournal(filters: Filters): void {
  last = addressOf(filters);
}

export const lastJournal = (): string => last;

/** The day that was typed into the search field, as the service tells how it understood a search. */
export function searchedDay({ q }: Filters): SearchedView | undefined {
  const day = q === undefined ? undefined : typedDay(q, new Date());
  return day && { as: 'day', from: boundsOf(day).from };
}

/** The same for the service, which knows no «today»: a range is moments of this computer's clock. */
export function queryOf({ range, q, ...rest }: Filters): Record<string, string | number> {
  const day = q === undefined ? undefined : typedDay(q, new Date());
  return {
    ...rest,
    ...(q === undefined || day ? {} : { q }),
    ...(range ? boundsOfRange(range) : {}),
    ...(day ? boundsOf(day) : {}),
  };
}

function boundsOfRange(range: NonNullable<Filters['range']>): { from: number; until?: number } {
  const now = new Date();
  const midnight = (daysAgo: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo).getTime();
  if (range === 'yesterday') return { from: midnight(1), until: midnight(0) };
  return { from: midnight({ today: 0, week: 6, month: 29 }[range]) };
}

/** Whether a delivery that has just been made belongs into the list. What was searched for, only the service can tell. */
export function fits({ outcome, channel, reason, createdAt }: DeliveryView, filters: Filters): boolean {
  return (
    filters.q === undefined &&
    filters.range !== 'yesterday' &&
    (filters.from === undefined || filters.from <= createdAt) &&
    (filters.until === undefined || createdAt < filters.until) &&
    (filters.outcome === undefined || filters.outcome === outcome) &&
    (filters.channel === undefined || filters.channel === channel) &&
    (filters.reason === undefined || filters.reason === reason)
  );
}
