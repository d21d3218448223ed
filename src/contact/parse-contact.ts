import type { Contact } from './contact.ts';
import { parseEmail } from './email.ts';
import { type PhoneLine, parsePhone } from './phone.ts';
import type { ContactRefusal } from './refusal.ts';

export type { ContactRefusal } from './refusal.ts';

/** What to tell about a contact that is right all the same; a key of the texts (`contact.notes.…`). */
export type ContactNote = 'landline' | 'tollFree' | 'foreign' | 'smtpUtf8' | 'tooLongForRegister';

export type ParsedContact =
  | {
      ok: true;
      contact: Contact;
      notes: ContactNote[];
      needsSmtpUtf8: boolean;
      phone?: { country: string | undefined; line: PhoneLine };
    }
  | { ok: false; reason: ContactRefusal };

/** Tag 1008 holds 64 characters. */
const LONGEST_FOR_REGISTER = 64;

/** An e-mail address or a telephone number, as a person types it, a scanner reads it or a program sends it. */
export function parseContact(text: string): ParsedContact {
  const typed = text.trim();
  if (typed === '') return { ok: false, reason: { code: 'empty', params: {} } };
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(typed))
    return { ok: false, reason: { code: 'controlSigns', params: {} } };
  if (typed.includes('@')) return contactOfEmail(typed);
  if (/^[+(]?[\d(]/.test(typed)) return contactOfPhone(typed);
  return { ok: false, reason: { code: /[\p{L}]+\.[\p{L}]+/u.test(typed) ? 'emailWithoutAt' : 'neither', params: {} } };
}

function contactOfEmail(typed: string): ParsedContact {
  const parsed = parseEmail(typed);
  if (!parsed.ok) return { ok: false, reason: parsed.refusal };
  const { value, needsSmtpUtf8 } = parsed.email;
  const notes: ContactNote[] = [];
  if (needsSmtpUtf8) notes.push('smtpUtf8');
  if (value.length > LONGEST_FOR_REGISTER) notes.push('tooLongForRegister');
  return { ok: true, contact: { kind: 'email', value }, notes, needsSmtpUtf8 };
}

function contactOfPhone(typed: string): ParsedContact {
  const parsed = parsePhone(typed);
  if (!parsed.ok) return { ok: false, reason: parsed.refusal };
  const { value, country, line } = parsed.phone;
  const notes: ContactNote[] = [];
  if (line === 'landline' || line === 'tollFree') notes.push(line);
  if (country !== 'RU') notes.push('foreign');
  return { ok: true, contact: { kind: 'phone', value }, notes, needsSmtpUtf8: false, phone: { country, line } };
}
