import type { Clock } from '../base/clock.ts';
import type { Outcome } from '../channels/outcome.ts';
import { destinationRefusal, type SmsAccount } from '../channels/sms/index.ts';
import { parsePhone } from '../contact/phone.ts';
import type { Receipt } from '../receipt/receipt.ts';
import type { Settings, SettingsRoom } from '../settings/index.ts';
import type { Store, Vault } from '../store/index.ts';
import { contactHash } from './accept.ts';
import type { Job } from './sender.ts';

/** The SMS account of a profile, as the settings have it; undefined while no provider is chosen. */
export function smsAccountOf(settings: SettingsRoom, profile: string): SmsAccount | undefined {
  const sms = settings.get('sms', profile);
  return sms.provider === '' ? undefined : accountFrom(sms);
}

/** The account that a section describes; fields left empty are absent. */
export function accountFrom({ provider, smpp, http, ...sms }: Settings['sms']): SmsAccount {
  const { host, login, password, apiKey, sender } = sms;
  const filled = Object.entries({ host, login, password, apiKey, sender }).filter(([, value]) => value !== '');
  return { provider, smpp, http, ...Object.fromEntries(filled) };
}

/** Why an SMS may not go out now, or undefined: the number's kind and country, the limits of a day, the budget of a day. */
export async function smsRefusal(
  { settings, store, vault, clock }: { settings: SettingsRoom; store: Store; vault: Vault; clock: Clock },
  job: Job,
  receipt: Receipt,
): Promise<Outcome | undefined> {
  const { countries, limits, dailyBudget } = settings.get('sms', job.profile);
  const parsed = parsePhone(job.contact.value);
  const refusal = parsed.ok ? destinationRefusal(parsed.phone, { countries }) : 'badNumber';
  if (refusal !== undefined) return { kind: 'rejected', reason: { code: `sms.${refusal}` } };

  const now = clock.now();
  const { since, end } = dayOf(now);
  const used = (only: { contactHash?: string; fiscalDriveNumber?: string } = {}) =>
    store.smsUsage({ profile: job.profile, since, ...only });
  const tomorrow = (code: string, account: boolean): Outcome => ({
    kind: 'deferred',
    reason: { code: `sms.${code}`, ...(account ? { account } : {}) },
    retryAfter: end - now,
  });
  if (limits.perNumberADay > 0) {
    const { count } = await used({ contactHash: contactHash(vault, job.contact) });
    if (count >= limits.perNumberADay) return { kind: 'rejected', reason: { code: 'sms.ownNumberLimit' } };
  }
  if (limits.perTillADay > 0 && receipt.fiscalDriveNumber !== undefined) {
    const { count } = await used({ fiscalDriveNumber: receipt.fiscalDriveNumber });
    if (count >= limits.perTillADay) return tomorrow('ownTillLimit', false);
  }
  if (limits.aDay > 0 || dailyBudget > 0) {
    const { count, kopecks } = await used();
    if (limits.aDay > 0 && count >= limits.aDay) return tomorrow('ownDayLimit', true);
    if (dailyBudget > 0 && kopecks >= dailyBudget) return tomorrow('ownBudget', true);
  }
  return undefined;
}

/** The calendar day of the shop's machine that a time lies in. */
function dayOf(now: number): { since: number; end: number } {
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  const next = new Date(day);
  next.setDate(next.getDate() + 1);
  return { since: day.getTime(), end: next.getTime() };
}
