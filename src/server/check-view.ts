import { type CheckStep, type EmailAccount, presetFor } from '../channels/email/index.ts';
import { type Language, text } from '../texts/index.ts';
import type { CheckStepView } from './api.ts';
import { reasonText } from './delivery-view.ts';

const PASSWORD_REASONS = [
  'email.badLogin',
  'email.appPasswordNeeded',
  'email.passwordLoginOff',
  'email.mailProgramsOff',
];

/** A step of «Проверить» in words: for a failure why, and what to press at this provider. */
export function stepView(step: CheckStep, account: EmailAccount, language: Language): CheckStepView {
  return {
    step: step.step,
    title: text(language, `check.${step.result === 'ok' ? 'email' : 'emailStep'}.${step.step}`),
    result: step.result,
    ...(step.milliseconds === undefined ? {} : { milliseconds: step.milliseconds }),
    ...(step.reply === undefined ? {} : { reply: step.reply }),
    ...(step.reason === undefined ? {} : { explanation: explained(step, account, language) }),
  };
}

function explained({ reason = '', right }: CheckStep, account: EmailAccount, language: Language): string {
  const preset = presetFor(account.host) ?? presetFor(account.login);
  const parts = [reasonText(reason, language)];
  if (right)
    parts.push(
      text(language, 'check.rightPair', {
        port: right.port,
        security: text(language, `check.security.${right.security}`),
      }),
    );
  if (PASSWORD_REASONS.includes(reason)) parts.push(text(language, `check.password.${preset?.password ?? 'usual'}`));
  return parts.join(' ');
}
