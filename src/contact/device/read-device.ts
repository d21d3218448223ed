import type { Contact } from '../contact.ts';
import { type ParsedContact, parseContact } from '../parse-contact.ts';
import { holdsBankCard } from './bank-card.ts';
import { underRussianLayout } from './layout.ts';
import { readLink } from './link.ts';
import { type Found, readMecard } from './mecard.ts';
import type { ContactPattern } from './pattern.ts';
import type { DeviceForm, DeviceReading, DeviceRefusal } from './reading.ts';
import { isBadSwipe, readTracks } from './track.ts';
import { readVcard } from './vcard.ts';

export type { DeviceForm, DeviceReading, DeviceRefusal } from './reading.ts';

const LONGEST = 4_096;
/** Characters of an unreadable code that a cashier is shown. */
const SHOWN = 40;
// What devices put around a code: control characters, line ends, and the mark of its kind (ISO/IEC 15424), such as `]Q3`.
const WRAPPING = /^[\s\p{Cc}]+(?:\][A-Za-z][0-9A-Fa-f])?|^\][A-Za-z][0-9A-Fa-f]|[\s\p{Cc}]+$/gu;

type Valid = ParsedContact & { ok: true };

/**
 * The buyer's contact in what a scanner or a card reader typed: a plain address or number, `tel:`, `mailto:`, MECARD, vCard, the tracks of
 * a magnetic card, or a shop's own pattern; also as the Russian layout spoils it. A bank card is refused, and no digit of it is in the
 * result. Never throws.
 */
export function readDevice(text: string, options: { pattern?: ContactPattern } = {}): DeviceReading {
  if (text.length > LONGEST) return refuse('tooLong');
  const typed = text.replace(WRAPPING, '');
  if (typed === '') return refuse('empty');
  const repaired = underRussianLayout(typed);
  if ([typed, ...repaired].some(holdsBankCard)) return refuse('bankCard');
  let wrong = false;
  for (const reading of [typed, ...repaired]) {
    const found = find(reading, options.pattern);
    const valid = found && validIn(found);
    if (found && valid?.[0]) return accept(found.form, valid[0], valid.slice(1), reading !== typed);
    wrong ||= found !== undefined && found.form !== 'plain';
  }
  if ([typed, ...repaired].some(isBadSwipe)) return refuse('badSwipe');
  return refuse(wrong ? 'wrongContact' : 'noContact', { text: shown(typed) });
}

function find(text: string, pattern: ContactPattern | undefined): (Found & { form: DeviceForm }) | undefined {
  const matched = pattern?.match(text);
  if (matched !== undefined) return { ...plain(matched), form: 'pattern' };
  const forms = { link: readLink, mecard: readMecard, vcard: readVcard, track: readTracks } as const;
  for (const form of ['link', 'mecard', 'vcard', 'track'] as const) {
    const found = forms[form](text);
    if (found) return { ...found, form };
  }
  return { ...plain(text), form: 'plain' };
}

const plain = (text: string): Found =>
  text.includes('@') ? { emails: [text], phones: [] } : { emails: [], phones: [text] };

/** Valid contacts of a code, an e-mail first: it costs the shop nothing. */
function validIn({ emails, phones }: Found): Valid[] {
  const parsed = [...emails.map((text) => ofKind('email', text)), ...phones.map((text) => ofKind('phone', text))];
  const seen = new Set<string>();
  return parsed.filter((one): one is Valid => {
    if (!one.ok || seen.has(one.contact.value)) return false;
    seen.add(one.contact.value);
    return true;
  });
}

function ofKind(kind: Contact['kind'], text: string): ParsedContact {
  const parsed = parseContact(text);
  return parsed.ok && parsed.contact.kind !== kind ? { ok: false, reason: { code: 'neither', params: {} } } : parsed;
}

function accept(form: DeviceForm, { contact, notes }: Valid, others: Valid[], repaired: boolean): DeviceReading {
  return { ok: true, contact, notes, form, others: others.map((other) => other.contact), repaired };
}

function refuse(code: DeviceRefusal['code'], params: DeviceRefusal['params'] = {}): DeviceReading {
  return { ok: false, reason: { code, params } };
}

/** A code as a cashier may see it: short, without control characters, and with no long row of digits, which might be a damaged card. */
function shown(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replace(/\d{10,}(?=\d{4})/g, (digits) => (digits.length > 9 ? '…' : digits));
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}
