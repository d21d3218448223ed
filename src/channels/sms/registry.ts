import { beeline } from './beeline.ts';
import { devino } from './devino.ts';
import { genericHttp } from './generic-http.ts';
import { iqsms } from './iqsms.ts';
import { mts } from './mts.ts';
import { p1sms } from './p1sms.ts';
import type { SmsProvider } from './provider.ts';
import { redsms } from './redsms.ts';
import { smpp } from './smpp.ts';
import { smsAero } from './sms-aero.ts';
import { smsRu } from './sms-ru.ts';
import { smsTraffic } from './sms-traffic.ts';
import { smsUslugi } from './sms-uslugi.ts';
import { sms4b } from './sms4b.ts';
import { smsc } from './smsc.ts';

/** The providers in the order of the settings list. */
export const smsProviders: readonly SmsProvider[] = [
  smsc,
  smsRu,
  smsAero,
  mts,
  beeline,
  sms4b,
  smsUslugi,
  iqsms,
  smsTraffic,
  devino,
  p1sms,
  redsms,
  smpp,
  genericHttp,
];
