import type { SmsProvider } from './provider.ts';
import { smsc } from './smsc.ts';

/** The providers in the order of the settings list: the most used first. */
export const smsProviders: readonly SmsProvider[] = [smsc];
