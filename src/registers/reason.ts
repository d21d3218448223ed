import type { Reason } from '../channels/outcome.ts';
import type { registerReasons } from '../texts/ru/registers.ts';

/** Why a register did not do as it was told: keys of the texts (`reasons.register`). */
export type RegisterReason = keyof typeof registerReasons;

/** `said` is what the register or its server answered, in its own words. */
export function reason(code: RegisterReason, said = ''): Reason {
  const reply = said
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 500);
  return { code: `register.${code}`, ...(reply === '' ? {} : { reply }) };
}

/** True if the reason is one of these. */
export const isReason = (found: Reason, ...codes: RegisterReason[]): boolean =>
  codes.some((code) => found.code === `register.${code}`);
