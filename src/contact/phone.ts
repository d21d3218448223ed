import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { ContactRefusal } from './refusal.ts';

/** What kind of line a number is, as far as the numbering plan tells. `mobile` takes an SMS, or may take one where the plan does not tell. */
export type PhoneLine = 'mobile' | 'landline' | 'tollFree' | 'other';

export interface ParsedPhone {
  /** E.164, `+79161234567`. */
  value: string;
  /** ISO 3166 code of the country, or undefined where several share the code. */
  country: string | undefined;
  line: PhoneLine;
}

const HOME: CountryCode = 'RU';
const HOME_DIGITS = 10;
const lines: Record<string, PhoneLine> = {
  MOBILE: 'mobile',
  FIXED_LINE_OR_MOBILE: 'mobile',
  FIXED_LINE: 'landline',
  TOLL_FREE: 'tollFree',
};

/** A telephone number; without `+` it is Russian: `8…`, `7…`, `9…` and `+7…` are the same. */
export function parsePhone(text: string): { ok: true; phone: ParsedPhone } | { ok: false; refusal: ContactRefusal } {
  const refuse = (code: ContactRefusal['code'], params: ContactRefusal['params'] = {}) => ({
    ok: false as const,
    refusal: { code, params },
  });
  const digits = text.replace(/\D/g, '');
  if (digits === '') return refuse('phoneWithoutDigits');
  // A pause, an extension or a second number must not be read as a part of the first.
  if (/\d\s*(?:[,;xх#*pw]|доб|ext)/iu.test(text)) return refuse('phoneExtension');
  if (!/^\s*\+?[\d\s().\-‐‑‒–—−]+$/u.test(text)) return refuse('phoneSigns');
  const international = text.trimStart().startsWith('+') || digits.startsWith('00');
  const number = international ? abroad(digits) : atHome(digits);
  if (number !== undefined) {
    const line = lines[number.getType() ?? ''] ?? 'other';
    return { ok: true, phone: { value: number.number, country: number.country, line } };
  }
  if (international) return refuse(digits.length < 8 ? 'phoneTooShort' : 'phoneUnknown', { digits: digits.length });
  const typed = /^[78]/.test(digits) && digits.length !== HOME_DIGITS + 2 ? digits.length - 1 : digits.length;
  if (digits.length > HOME_DIGITS && valid(`+${digits}`)) return refuse('phoneWithoutPlus', { digits });
  if (typed < HOME_DIGITS) return refuse('phoneTooShort', { digits: typed });
  return typed > HOME_DIGITS ? refuse('phoneTooLong', { digits: typed }) : refuse('phoneUnknown');
}

function abroad(digits: string): PhoneNumber | undefined {
  const number = valid(`+${digits.replace(/^00/, '')}`);
  // `+8916…` is what a hand used to `8` makes of `+7916…`; no country has the code 89.
  return number ?? (/^89\d{9}$/.test(digits) ? valid(`+7${digits.slice(1)}`) : undefined);
}

function atHome(digits: string): PhoneNumber | undefined {
  if (digits.length === HOME_DIGITS + 1 && /^[78]/.test(digits)) return valid(`+7${digits.slice(1)}`);
  if (digits.length === HOME_DIGITS) return valid(`+7${digits}`);
  // Russia dials abroad by 8 10.
  return digits.startsWith('810') && digits.length > HOME_DIGITS + 1 ? valid(`+${digits.slice(3)}`) : undefined;
}

function valid(international: string): PhoneNumber | undefined {
  const number = parsePhoneNumberFromString(international, HOME);
  return number?.isValid() ? number : undefined;
}

/** A number as people read it: `+7 916 123-45-67`; abroad, grouped as the country groups it. */
export function formatPhone(value: string): string {
  const russian = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(value);
  if (russian) return `+7 ${russian[1]} ${russian[2]}-${russian[3]}-${russian[4]}`;
  return parsePhoneNumberFromString(value)?.formatInternational() ?? value;
}
