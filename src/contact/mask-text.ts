import type { Contact } from './contact.ts';
import { wireAddress } from './email.ts';
import { maskContact } from './mask.ts';

const EMAIL = /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** A number as people and operators write it: ten digits or more with what stands between them. */
const PHONE = /\+?\d(?:[\s().-]{0,2}\d){9,14}(?!\d)/g;

/** Somebody else's words about a message, in which its contact is masked wherever it stands; other addresses stay as they are. */
export function maskWithin(text: string, contact: Contact): string {
  const mask = maskContact(contact);
  if (contact.kind === 'phone') {
    const digits = contact.value.replace(/\D/g, '');
    return text.replace(PHONE, (found) => (digits.endsWith(found.replace(/\D/g, '').slice(-10)) ? mask : found));
  }
  const forms = [contact.value, wireAddress(contact.value)].map(escaped);
  return text.replace(new RegExp(forms.join('|'), 'giu'), mask);
}

/** A text in which every e-mail address and whatever may be a phone number is masked. */
export function maskContacts(text: string): string {
  return text.replace(EMAIL, (found) => maskContact({ kind: 'email', value: found })).replace(PHONE, '***');
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
