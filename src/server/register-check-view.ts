import type { RegisterConfig, RegisterState } from '../registers/index.ts';
import { type Language, text } from '../texts/index.ts';
import type { RegisterCheckView } from './api.ts';
import { reasonText } from './delivery-view.ts';

type Looked = { ok: true; state: RegisterState } | { ok: false; reason: { code: string; reply?: string } };

const MINUTE = 60_000;
const HOUR = 3_600_000;
/** Zones of two places lie no further apart than that, in hours; more is a wrong date. */
const FURTHEST_ZONE = 14;
/** A difference that a register may have without anybody minding: the law asks for no second. */
const CLOCK_MAY_DIFFER = 5 * MINUTE;
/** Whoever answers so has not shown that it is a register: what else stands at the address is nobody's business. */
const OF_ANYBODY = ['unreadable', 'wrongAddress', 'serverError', 'badRequest', 'badLogin', 'answerTooBig'];

/** What a register told of itself, in words. `now` is the time of this machine, against which its clock is held. */
export function registerCheckView(
  looked: Looked,
  config: Pick<RegisterConfig, 'kind'>,
  { now, milliseconds, language }: { now: number; milliseconds: number; language: Language },
): RegisterCheckView {
  if (!looked.ok) {
    const { code, reply } = looked.reason;
    const foreign = OF_ANYBODY.some((one) => code === `register.${one}`);
    return {
      ok: false,
      milliseconds,
      code,
      problem: reasonText(code, language).replace(text(language, 'registerCheck.notMade'), ''),
      ...(reply === undefined || foreign ? {} : { reply }),
      notes: [],
    };
  }
  const { shift, shiftNumber, paper, dateTime, model, register, capabilities } = looked.state;
  const clock = clockOf(dateTime, now);
  return {
    ok: true,
    milliseconds,
    shift,
    ...(shiftNumber === undefined ? {} : { shiftNumber }),
    ...(paper === undefined ? {} : { paper }),
    ...(clock && {
      clock: clock.dateTime,
      clockOff: Math.round(clock.off / 1_000),
      ...(clock.hours === 0 ? {} : { zoneHours: clock.hours }),
    }),
    ...(model === undefined ? {} : { model }),
    ffd: register.ffd,
    electronically: capabilities.electronically,
    ...pick(register, [
      'serialNumber',
      'registrationNumber',
      'fiscalDriveNumber',
      'name',
      'inn',
      'settlementAddress',
      'settlementPlace',
      'senderAddress',
    ]),
    notes: notesOf(looked.state, config, clock, language),
  };
}

function notesOf(
  { shift, paper, register }: RegisterState,
  { kind }: Pick<RegisterConfig, 'kind'>,
  clock: Clock | undefined,
  language: Language,
): RegisterCheckView['notes'] {
  const note = (name: 'shiftExpired' | 'noPaper' | 'notRegistered' | 'noSender' | 'emulator') =>
    text(language, `registerCheck.note.${name}`);
  return [
    ...(shift === 'expired' ? [note('shiftExpired')] : []),
    ...(paper === false ? [note('noPaper')] : []),
    ...(clock && Math.abs(clock.off) > CLOCK_MAY_DIFFER
      ? [
          text(language, `registerCheck.note.${clock.off < 0 ? 'clockLate' : 'clockEarly'}`, {
            off: span(Math.abs(clock.off), language),
          }),
        ]
      : []),
    ...(clock && clock.hours !== 0
      ? [text(language, 'registerCheck.note.zone', { off: span(Math.abs(clock.hours) * HOUR, language) })]
      : []),
    ...(register.registrationNumber === undefined ? [note('notRegistered')] : []),
    ...(register.senderAddress === undefined ? [note('noSender')] : []),
    ...(kind === 'emulator' ? [note('emulator')] : []),
  ];
}

interface Clock {
  dateTime: string;
  /** Milliseconds by which it is ahead, beside the whole hours that may be the zone's. */
  off: number;
  hours: number;
}

/** The register tells its local time without a zone, and a service may stand in another: whole hours are taken for the zone's. */
function clockOf(dateTime: string | undefined, now: number): Clock | undefined {
  const off = Date.parse(dateTime ?? '') - now;
  if (dateTime === undefined || Number.isNaN(off)) return undefined;
  const hours = Math.round(off / HOUR) || 0;
  return Math.abs(hours) > FURTHEST_ZONE ? { dateTime, off, hours: 0 } : { dateTime, off: off - hours * HOUR, hours };
}

/** A span of time by its unit that people would say. */
function span(milliseconds: number, language: Language): string {
  const minutes = Math.round(milliseconds / MINUTE);
  if (minutes < 90) return text(language, 'registerCheck.off.minutes', { count: minutes });
  const hours = Math.round(minutes / 60);
  if (hours < 48) return text(language, 'registerCheck.off.hours', { count: hours });
  return text(language, 'registerCheck.off.days', { count: Math.round(hours / 24) });
}

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Partial<Pick<T, K>> {
  return Object.fromEntries(
    keys.filter((key) => from[key] !== undefined && from[key] !== '').map((key) => [key, from[key]]),
  ) as Partial<Pick<T, K>>;
}
