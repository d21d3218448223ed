import { parseDateTime } from '../../receipt/date-time.ts';
import type { Fields } from '../fields.ts';
import { exactNumber } from '../json-text.ts';

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)?$/i;
const RUSSIAN = /^(\d\d)\.(\d\d)\.(\d{4})(?:[ T](\d\d:\d\d(?::\d\d)?))?$/;

/**
 * Local time of the settlement (tag 1012), however the source writes it: ISO with or without a zone (the local part counts), a date only,
 * `20.11.2026 12:14`, or seconds since 1970. Seconds are turned into the time of `zone`, with a warning, unless `localTime` is known.
 */
export function readDateTime(
  fields: Fields,
  names: readonly string[],
  { zone, localTime }: { zone: string; localTime: string | undefined },
): string | undefined {
  const found = fields.value(names);
  if (found === undefined) return undefined;
  const { value, name } = found;
  const text = exactNumber(value) ?? value;
  if (typeof text !== 'string') throw fields.wrong('fieldNotDateTime', name);
  if (/^\d{9,10}$/.test(text)) {
    if (localTime !== undefined) return localTime;
    fields.warn('epochTime', name, { zone });
    return timeIn(zone, Number(text));
  }
  const local = localPart(text.trim());
  if (local === undefined || parseDateTime(local) === undefined) throw fields.wrong('fieldNotDateTime', name);
  return local;
}

/** A date that is printed as it was given when it is not one we know (tag 1178). `YYYY-MM-DD` where it is. */
export function readDate(fields: Fields, names: readonly string[], zone: string): string | undefined {
  const text = fields.text(names, 40);
  if (text === undefined) return undefined;
  return /^\d{9,10}$/.test(text)
    ? timeIn(zone, Number(text)).slice(0, 10)
    : (localPart(text.trim())?.slice(0, 10) ?? text);
}

function localPart(text: string): string | undefined {
  const [, date, time] = ISO.exec(text) ?? [];
  if (date !== undefined) return time === undefined ? date : `${date}T${time}`;
  const [, day, month, year, clock] = RUSSIAN.exec(text) ?? [];
  if (day === undefined) return undefined;
  return `${year}-${month}-${day}${clock === undefined ? '' : `T${clock}`}`;
}

function timeIn(zone: string, epochSeconds: number): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(epochSeconds * 1_000);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}`;
}
