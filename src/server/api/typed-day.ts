export interface Day {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
}

/**
 * The day that a person typed: `24.11`, `24.11.26`, `24.11.2026`, `2026-11-24`, «24 ноября», `24 Nov 2026`, «сегодня», «вчера», `today`,
 * `yesterday`. Without a year it is the last such day up to `now`. Undefined for anything else: a sum with a point, such as `15.00`, or a
 * day that no month has.
 */
export function typedDay(text: string, now: Date): Day | undefined {
  const typed = text.trim().toLowerCase();
  if (typed === 'сегодня' || typed === 'today') return dayOf(now);
  if (typed === 'вчера' || typed === 'yesterday')
    return dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1));
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  if (iso) return real(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const named = /^(\d{1,2})\s+([а-яa-z]{3,})\.?(?:,?\s+(\d{2}|\d{4}))?(?:\s*г\.?)?$/.exec(typed);
  const [, day, written, year] = named ?? /^(\d{1,2})\.(\d{1,2})(?:\.(\d{2}|\d{4}))?\.?$/.exec(typed) ?? [];
  if (day === undefined || written === undefined) return undefined;
  const month = named ? monthNamed(written) : Number(written);
  if (year !== undefined) return real(Number(year) + (year.length === 2 ? 2_000 : 0), month, Number(day));
  const thisYear = real(now.getFullYear(), month, Number(day));
  return thisYear && startOf(thisYear) <= now.getTime() ? thisYear : real(now.getFullYear() - 1, month, Number(day));
}

const MONTHS = [
  ['янв', 'фев', 'мар', 'апр', 'ма[йя]', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'],
  ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
].map((names) => names.map((name) => new RegExp(`^${name}`)));

/** By its first letters, so that «нояб», «ноябрь» and «ноября» are one; 0 is no month. */
const monthNamed = (name: string): number =>
  1 + Math.max(...MONTHS.map((months) => months.findIndex((month) => month.test(name))));

/** When the day begins and ends in this computer's zone, milliseconds since 1970. */
export function boundsOf({ year, month, day }: Day): { from: number; until: number } {
  return { from: startOf({ year, month, day }), until: new Date(year, month - 1, day + 1).getTime() };
}

const startOf = ({ year, month, day }: Day): number => new Date(year, month - 1, day).getTime();

const dayOf = (moment: Date): Day => ({
  year: moment.getFullYear(),
  month: moment.getMonth() + 1,
  day: moment.getDate(),
});

function real(year: number, month: number, day: number): Day | undefined {
  const moment = new Date(year, month - 1, day);
  return moment.getMonth() === month - 1 && moment.getDate() === day ? { year, month, day } : undefined;
}
