import type { Clock } from '../base/clock.ts';
import { dayOf } from '../base/day.ts';
import type { Outcome } from '../channels/outcome.ts';
import { destinationRefusal, type SmsAccount } from '../channels/sms/index.ts';
import { parsePhone } from '../contact/phone.ts';
import type { Receipt } from '../receipt/receipt.ts';
import type { Settings, SettingsRoom } from '../settings/index.ts';
import type { Store } from '../store/index.ts';
import type { Job } from './sender.ts';

/** Milliseconds after which the store is asked anew: other nodes send too. */
const ASK_AGAIN = 60_000;

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

/** The SMS and their cost of one profile's day. Asked of the store now and then, and counted on in between. */
export class DayUsage {
  readonly #store: Store;
  readonly #known = new Map<string, { since: number; askedAt: number; count: number; kopecks: number }>();

  constructor(store: Store) {
    this.#store = store;
  }

  async of(profile: string, now: number): Promise<{ count: number; kopecks: number }> {
    const { since } = dayOf(now);
    const known = this.#known.get(profile);
    if (known && known.since === since && now - known.askedAt < ASK_AGAIN) return known;
    const asked = { since, askedAt: now, ...(await this.#store.smsUsage({ profile, since })) };
    this.#known.set(profile, asked);
    return asked;
  }

  add(profile: string, kopecks: number): void {
    const known = this.#known.get(profile);
    if (!known) return;
    known.count++;
    known.kopecks += kopecks;
  }
}

/** Why an SMS may not go out now, or undefined: the number's kind and country, the limits of a day, the budget of a day. */
export async function smsRefusal(
  { settings, store, clock }: { settings: SettingsRoom; store: Store; clock: Clock },
  usage: DayUsage,
  job: Job,
  receipt: Receipt,
): Promise<Outcome | undefined> {
  const { countries, limits, dailyBudget } = settings.get('sms', job.profile);
  const parsed = parsePhone(job.contact.value);
  const refusal = parsed.ok ? destinationRefusal(parsed.phone, { countries }) : 'badNumber';
  if (refusal !== undefined) return { kind: 'rejected', reason: { code: `sms.${refusal}` } };
  if (limits.perNumberADay > 0 && job.contactUsage >= limits.perNumberADay)
    return { kind: 'rejected', reason: { code: 'sms.ownNumberLimit' } };

  const now = clock.now();
  const { since, end } = dayOf(now);
  const tomorrow = (code: string, account: boolean): Outcome => ({
    kind: 'deferred',
    reason: { code: `sms.${code}`, ...(account ? { account } : {}) },
    retryAfter: end - now,
  });
  if (limits.perTillADay > 0 && receipt.fiscalDriveNumber !== undefined) {
    const { fiscalDriveNumber } = receipt;
    const { count } = await store.smsUsage({ profile: job.profile, since, fiscalDriveNumber });
    if (count >= limits.perTillADay) return tomorrow('ownTillLimit', false);
  }
  if (limits.aDay > 0 || dailyBudget > 0) {
    const { count, kopecks } = await usage.of(job.profile, now);
    if (limits.aDay > 0 && count >= limits.aDay) return tomorrow('ownDayLimit', true);
    if (dailyBudget > 0 && kopecks >= dailyBudget) return tomorrow('ownBudget', true);
  }
  return undefined;
}
