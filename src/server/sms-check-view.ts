import type { SmsCheckStep } from '../channels/sms/index.ts';
import { type Language, text } from '../texts/index.ts';
import type { CheckStepView } from './api.ts';
import { reasonText } from './delivery-view.ts';

/** A step of «Проверить» for SMS in words: what the provider said, its price, its balance, and whether the test SMS arrived. */
export function smsStepView(step: SmsCheckStep, language: Language): CheckStepView {
  return {
    step: step.step,
    title: titleOf(step, language),
    result: step.result === 'failed' || step.result === 'skipped' ? step.result : 'ok',
    ...(step.milliseconds === undefined ? {} : { milliseconds: step.milliseconds }),
    // What arrived needs no code of the provider's beside it.
    ...(step.reply === undefined || (step.step === 'delivery' && step.result === 'told') ? {} : { reply: step.reply }),
    ...(step.reason === undefined ? {} : { explanation: reasonText(step.reason, language) }),
  };
}

function titleOf({ step, result, sum, parts, state = 'unknown' }: SmsCheckStep, language: Language): string {
  const say = (key: Parameters<typeof text>[1], params: Record<string, string | number> = {}) =>
    text(language, key, params);
  const told = result === 'told';
  if (!told && result !== 'silent' && result !== 'waiting') return say(`sms.check.step.${step}`);
  const money = sum === undefined ? '—' : sumText(sum, language);
  switch (step) {
    case 'balance':
      return told ? say('sms.check.balance', { sum: money }) : say('sms.check.balanceUnknown');
    case 'price':
      return told ? say('sms.check.price', { sum: money, parts: parts ?? '—' }) : say('sms.check.priceUnknown');
    case 'message':
      return sum === undefined ? say('sms.check.sent') : say('sms.check.sentFor', { sum: money, parts: parts ?? '—' });
    case 'delivery':
      if (told) return say('sms.check.delivered');
      return result === 'waiting'
        ? say('sms.check.notYet', { state: say(`sms.state.${state}`) })
        : say('sms.check.statusUnknown');
  }
}

function sumText({ kopecks, currency }: { kopecks: number; currency: string }, language: Language): string {
  const locale = language === 'ru' ? 'ru-RU' : 'en-GB';
  try {
    return (kopecks / 100).toLocaleString(locale, { style: 'currency', currency });
  } catch {
    return `${(kopecks / 100).toLocaleString(locale)} ${currency}`;
  }
}
