import type { Contact } from './contact.ts';
import { wireAddress } from './email.ts';
import { maskContact } from './mask.ts';

const EMAIL = /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** A number as people and operators write it: ten digits or more with what stands between them. */
const PHONE = /\+?\d(?:[\s().-]{0,2}\d){9,14}(?!\d)/g;

/** A shorter name of a mailbox is too often a word of the sentence. */
const LEAST = 4;

/** Somebody else's words about a message, in which its contact is masked wherever it stands; other addresses stay as they are. */
export function maskWithin(text: string, contact: Contact): string {
  return contact.kind === 'phone' ? withoutPhone(text, contact) : withoutEmail(text, contact);
}

function withoutPhone(text: string, contact: Contact): string {
  const digits = digitsOf(contact.value).slice(-10);
  if (!digitsOf(text).includes(digits)) return text;
  const spaced = Array.from(digits).join('[\\s().-]{0,2}');
  const number = new RegExp(`(?<!\\d)(?:\\+?\\d{1,3}[\\s().-]{0,2})?${spaced}(?!\\d)`, 'g');
  return text.replace(number, maskContact(contact));
}

function withoutEmail(text: string, contact: Contact): string {
  const mailbox = contact.value.slice(0, contact.value.lastIndexOf('@'));
  // Most answers don't name the buyer, and a pattern made to be used once takes over half a millisecond.
  if (isAscii(text) && isAscii(mailbox) && !text.toLowerCase().includes(mailbox.toLowerCase())) return text;
  const mask = maskContact(contact);
  const whole = [contact.value, wireAddress(contact.value)].map(escaped).join('|');
  const withoutWhole = text.replace(new RegExp(whole, 'giu'), mask);
  // Servers like to name the mailbox without its domain.
  if (mailbox.length < LEAST) return withoutWhole;
  const alone = new RegExp(`(?<![\\p{L}\\p{N}._-])${escaped(mailbox)}(?![\\p{L}\\p{N}_-])`, 'giu');
  return withoutWhole.replace(alone, mask.slice(0, mask.indexOf('@')));
}

/** A text in which every e-mail address and whatever may be a phone number is masked. */
export function maskContacts(text: string): string {
  return text.replace(EMAIL, (found) => maskContact({ kind: 'email', value: found })).replace(PHONE, '***');
}

/** A text in which none of these words is left, whatever their letter case. */
export function withoutWords(text: string, words: readonly string[]): string {
  const longestFirst = [...words].filter(Boolean).sort((one, other) => other.length - one.length);
  return longestFirst.length === 0 ? text : text.replace(new RegExp(longestFirst.map(escaped).join('|'), 'giu'), '***');
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');
const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text);
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
