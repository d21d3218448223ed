const LOCAL = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?)?$/;

/** A settlement's local date and time, taken apart. `time` is absent where the source has only the date. */
export interface LocalDateTime {
  year: string;
  month: string;
  day: string;
  time?: { hours: string; minutes: string; seconds?: string };
}

/** Takes `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM` or `YYYY-MM-DDTHH:MM:SS` apart; undefined for any other text or an impossible date. */
export function parseDateTime(dateTime: string): LocalDateTime | undefined {
  const match = LOCAL.exec(dateTime);
  if (!match) return undefined;
  const [, year = '', month = '', day = '', hours, minutes, seconds] = match;
  if (Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month))) return undefined;
  if (hours === undefined || minutes === undefined) return { year, month, day };
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return undefined;
  return { year, month, day, time: { hours, minutes, ...(seconds === undefined ? {} : { seconds }) } };
}

/** Days of a month (1–12) of the Gregorian calendar; none in any other. */
function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month < 1 || month > 12 ? 0 : 30 + ((month + (month >> 3)) & 1);
}

/** The date as printed (table 48): `ДД.ММ.ГГ`. A text that is not a date is given back as it is. */
export function printedDate(dateTime: string): string {
  const at = parseDateTime(dateTime);
  return at ? `${at.day}.${at.month}.${at.year.slice(2)}` : dateTime;
}

/** The time as printed (table 48): `ЧЧ:ММ`; undefined where the source has no time. */
export function printedTime(dateTime: string): string | undefined {
  const time = parseDateTime(dateTime)?.time;
  return time && `${time.hours}:${time.minutes}`;
}
