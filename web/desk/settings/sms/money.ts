import type { ToldSumView } from '../../../../src/server/api.ts';
import { language } from '../../../parts/api.ts';
import { roubles } from '../../../parts/roubles.ts';

/** A sum of an account as the reader writes it, in the account's currency. */
export function sumOf({ kopecks, currency }: Pick<ToldSumView, 'kopecks' | 'currency'>): string {
  if (currency === 'RUB') return roubles(kopecks);
  const locale = language === 'ru' ? 'ru-RU' : 'en-GB';
  try {
    return (kopecks / 100).toLocaleString(locale, { style: 'currency', currency });
  } catch {
    // A provider may count in units of its own, which are no currency.
    return `${(kopecks / 100).toLocaleString(locale)} ${currency}`;
  }
}
