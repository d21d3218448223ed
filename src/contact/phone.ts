import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { ContactRefusal } from './refusal.ts';

/** What kind of line a number is, as far as the numbering plan tells. */
export type PhoneLine = 'mobile' | 'landline' | 'tollFree' | 'other';

export interface ParsedPhone {
  /** E.164, `+79161234567`. */
  value: string;
  /** ISO 3166 code of the country, or undefined where several share the code. */
  country: string | undefined;
  line: PhoneLine;
}

const HOME: CountryCode = 'RU';
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
  if (!/^\+?[\d\s().\-–—\u00a0]+$/u.test(text)) return refuse('phoneSigns');
  const international = text.startsWith('+') || text.startsWith('00');
  if (!international && digits.length < 10) return refuse('phoneTooShort', { digits: digits.length });
  const number = parsePhoneNumberFromString(
    text.startsWith('00') ? `+${digits.slice(2)}` : normalised(text, digits, international),
    HOME,
  );
  if (!number?.isValid()) {
    if (!international && digits.length > 11) return refuse('phoneTooLong', { digits: digits.length });
    if (digits.length < (international ? 8 : 10)) return refuse('phoneTooShort', { digits: digits.length });
    if (/^8\d{9}$/.test(digits)) return refuse('phoneTooShort', { digits: 9 });
    return refuse('phoneUnknown');
  }
  return {
    ok: true,
    phone: { value: number.number, country: number.country, line: lines[number.getType() ?? ''] ?? 'other' },
  };
}

function normalised(text: string, digits: string, international: boolean): string {
  if (international) return `+${digits}`;
  if (digits.length === 11 && (digits.startsWith('8') || digits.startsWith('7'))) return `+7${digits.slice(1)}`;
  return digits.length === 10 ? `+7${digits}` : text;
}

/** A number as people read it: `+7 916 123-45-67`; abroad as the country writes it. */
export function formatPhone(value: string): string {
  const russian = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(value);
  if (russian) return `+7 ${russian[1]} ${russian[2]}-${russian[3]}-${russian[4]}`;
  return parsePhoneNumberFromString(value)?.formatInternational() ?? value;
}
