import { language } from './api.ts';

const whole = new Intl.NumberFormat(language === 'ru' ? 'ru-RU' : 'en-GB');

/** Kopecks as people read them: `1 240,50 ₽`. */
export function roubles(kopecks: number): string {
  const positive = Math.abs(kopecks);
  const rest = String(positive % 100).padStart(2, '0');
  return `${kopecks < 0 ? '−' : ''}${whole.format((positive - (positive % 100)) / 100)}${language === 'ru' ? ',' : '.'}${rest} ₽`;
}
