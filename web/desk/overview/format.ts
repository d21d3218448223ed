import { language } from '../../parts/api.ts';

const whole = new Intl.NumberFormat(language);
const shortDay = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
const longDay = new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', month: 'long' });
const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

export const count = (number: number): string => whole.format(number);

/** A day such as 20261125 on the calendar. */
export const dateOf = (day: number): Date =>
  new Date(Math.trunc(day / 10_000), (Math.trunc(day / 100) % 100) - 1, day % 100);

export const dayShort = (day: number): string => shortDay.format(dateOf(day));
export const dayLong = (day: number): string => longDay.format(dateOf(day));

/** A day as the journal's search takes it: 25.11.2026. */
export function dayTyped(day: number): string {
  const [year, month, date] = [Math.trunc(day / 10_000), Math.trunc(day / 100) % 100, day % 100];
  return `${String(date).padStart(2, '0')}.${String(month).padStart(2, '0')}.${year}`;
}

/** Milliseconds as people say them: `0,3 с`, `12 мин`, `3 дн.`. */
export function duration(milliseconds: number): string {
  const [unit, size] = UNITS.find(([, least]) => milliseconds >= least) ?? ['second', 1_000];
  const value = milliseconds / size;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && unit === 'second' ? 2 : 0,
  }).format(value);
}
