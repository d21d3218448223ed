import type { Clock } from '../base/clock.ts';
import { dayOf } from '../base/day.ts';
import type { Outcome } from '../channels/outcome.ts';
import { type DestinationRules, destinationRefusal, type SmsAccount } from '../channels/sms/index.ts';
import { parsePhone } from '../contact/phone.ts';
import type { Receipt } from '../receipt/receipt.ts';
import type { Settings, SettingsRoom } from '../settings/index.ts';
import type { Store } from '../store/index.ts';
import { type DayLimit, type DayUsage, type Passage, REMEMBERED } from './day-usage.ts';
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

/** Why an SMS may not go out now, or its passage: the number's kind and country, the limits of a day, the budget of a day. */
export async function smsPassage(
  { settings, store, clock }: { settings: SettingsRoom; store: Store; clock: Clock },
  usage: DayUsage,
  job: Job,
  receipt: Receipt,
): Promise<Outcome | Passage> {
  const { countries, landlines, limits, dailyBudget } = settings.get('sms', job.profile);
  const lines: DestinationRules['lines'] = landlines ? ['landline', 'tollFree', 'other'] : [];
  const { profile } = job;
  const parsed = parsePhone(job.contact.value);
  const refusal = parsed.ok ? destinationRefusal(parsed.phone, { countries, lines }) : 'badNumber';
  if (refusal !== undefined) return { kind: 'rejected', reason: { code: `sms.${refusal}` } };

  const now = clock.now();
  const { since, end } = dayOf(now);
  const tomorrow = (code: string, account: boolean): Outcome => ({
    kind: 'deferred',
    reason: { code: `sms.${code}`, ...(account ? { account } : {}) },
    retryAfter: end - now,
  });
  const { fiscalDriveNumber } = receipt;
  const till = fiscalDriveNumber === undefined ? {} : { fiscalDriveNumber };
  const ofDay = (more: { fiscalDriveNumber?: string } = {}) => ({
    ask: () => store.smsUsage({ profile, since, ...more }),
    askAfter: ASK_AGAIN,
  });
  const rules: (DayLimit & { refusal: Outcome })[] = [
    {
      key: `number:${job.contact.value}`,
      count: above(limits.perNumberADay),
      ask: async () => ({
        count:
          now - job.claimedAt <= REMEMBERED / 2
            ? job.contactUsage
            : await store.smsToContact({ contactHash: job.contactHash, since }),
        kopecks: 0,
      }),
      askAfter: 0,
      refusal: { kind: 'rejected', reason: { code: 'sms.ownNumberLimit' } },
    },
    {
      key: `till:${profile}:${fiscalDriveNumber ?? ''}`,
      count: above(limits.perTillADay),
      ...ofDay(till),
      refusal: tomorrow('ownTillLimit', false),
    },
    { key: `day:${profile}`, count: above(limits.aDay), ...ofDay(), refusal: tomorrow('ownDayLimit', true) },
    { key: `budget:${profile}`, kopecks: above(dailyBudget), ...ofDay(), refusal: tomorrow('ownBudget', true) },
  ];
  const wanted = rules.filter(({ count, kopecks }) => count !== undefined || kopecks !== undefined);
  const passed = await usage.pass(wanted, since);
  return wanted.find((rule) => rule === passed)?.refusal ?? (passed as Passage);
}

/** Zero stands for no limit. */
const above = (limit: number): number | undefined => (limit > 0 ? limit : undefined);
