import type { Contact } from './contact.ts';
import { parseEmail, wireAddress } from './email.ts';
import { type PhoneLine, parsePhone } from './phone.ts';
import type { ContactRefusal } from './refusal.ts';

export type { ContactRefusal } from './refusal.ts';

/** What to tell about a contact that is right all the same; a key of the texts (`contact.notes.…`). */
export type ContactNote = 'landline' | 'tollFree' | 'foreign' | 'smtpUtf8' | 'mixedLetters' | 'tooLongForRegister';

export type ParsedContact =
  | {
      ok: true;
      contact: Contact;
      notes: ContactNote[];
      needsSmtpUtf8: boolean;
      phone?: { country: string | undefined; line: PhoneLine };
    }
  | { ok: false; reason: ContactRefusal };

// A copied contact drags along spaces, line ends and the invisible marks that messengers put around a number.
const EDGES =
  /^[\s\u200b-\u200f\u2060\u2066-\u2069\u202a-\u202e]+|[\s\u200b-\u200f\u2060\u2066-\u2069\u202a-\u202e]+$/g;

const LONGEST_TYPED = 1_000;

/** Letters of two alphabets in one name: a key pressed in the wrong layout, and one nobody sees. */
const MIXED = /\p{Script=Latin}.*\p{Script=Cyrillic}|\p{Script=Cyrillic}.*\p{Script=Latin}/su;

/** Tag 1008 holds 64 characters. */
const LONGEST_FOR_REGISTER = 64;

/** An e-mail address or a telephone number, as a person types it, a scanner reads it or a program sends it. */
export function parseContact(text: string): ParsedContact {
  if (text.length > LONGEST_TYPED) return { ok: false, reason: { code: 'neither', params: {} } };
  const typed = text.replace(EDGES, '');
  if (typed === '') return { ok: false, reason: { code: 'empty', params: {} } };
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(typed))
    return { ok: false, reason: { code: 'controlSigns', params: {} } };
  if (typed.includes('@')) return contactOfEmail(typed);
  if (/^[+＋(（\s]*\p{Nd}/u.test(typed)) return contactOfPhone(typed.normalize('NFKC'));
  return { ok: false, reason: { code: /\p{L}+\.\p{L}+/u.test(typed) ? 'emailWithoutAt' : 'neither', params: {} } };
}

function contactOfEmail(typed: string): ParsedContact {
  const parsed = parseEmail(typed);
  if (!parsed.ok) return { ok: false, reason: parsed.refusal };
  const { value, needsSmtpUtf8 } = parsed.email;
  const notes: ContactNote[] = [];
  if (needsSmtpUtf8) notes.push(MIXED.test(value.slice(0, value.lastIndexOf('@'))) ? 'mixedLetters' : 'smtpUtf8');
  if (wireAddress(value).length > LONGEST_FOR_REGISTER) notes.push('tooLongForRegister');
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
