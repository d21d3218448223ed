import fc from 'fast-check';
import google from 'google-libphonenumber';
import validator from 'validator';
import { expect, test } from 'vitest';
import { asciiDomain } from '../../src/contact/email.ts';
import { parseContact } from '../../src/contact/parse-contact.ts';

/** A difference from the other library that is ours by intention, and for which inputs it may be seen. */
type Explained = readonly (readonly [why: string, applies: (text: string) => boolean])[];

const localOf = (text: string) => text.slice(0, text.lastIndexOf('@'));
const domainOf = (text: string) => text.slice(text.lastIndexOf('@') + 1);

const weAcceptOnly: Explained = [
  [
    'the library refuses a quoted local part that holds another quote mark after a backslash',
    (text) => text.startsWith('"'),
  ],
  [
    'the library knows no xn-- or Cyrillic label longer than its own reading of it',
    (text) => /[^\x20-\x7e]|xn--/.test(text),
  ],
  [
    'a top-level domain may hold a hyphen or digits beside letters (RFC 1123, 2.1)',
    (text) => /[\d-][^.]*$/.test(domainOf(text)),
  ],
  [
    'a label may have hyphens in its third and fourth place, if it is not xn--',
    (text) => /(?:^|\.)..--/.test(domainOf(text)),
  ],
];
const weRefuseOnly: Explained = [
  [
    'signs of RFC 6531 that are neither letters, digits nor marks',
    (text) => /[^\x20-\x7e\p{L}\p{M}\p{N}]/u.test(localOf(text)),
  ],
  ['control characters in a quoted local part', (text) => /[\p{Cc}\p{Cf}]/u.test(text)],
  ['a quote mark that is not closed', (text) => text.startsWith('"') && !/^"(?:[^"\\]|\\.)*"$/.test(localOf(text))],
  ['an empty quoted local part', (text) => text.startsWith('""@')],
  ['a full-width or unassigned sign in the domain', (text) => asciiDomain(domainOf(text)) === undefined],
];

const atoms = fc.string({ unit: fc.constantFrom(...Array.from('abzAZ019.-_+!#\'"\\ @()<>,;:иЯё')), maxLength: 12 });
const labels = fc.array(
  fc.string({ unit: fc.constantFrom(...Array.from('abzAZ019-_ияё ')), minLength: 0, maxLength: 6 }),
  {
    minLength: 1,
    maxLength: 4,
  },
);
const nearlyEmails = fc.oneof(
  fc.emailAddress(),
  fc.tuple(atoms, labels).map(([local, parts]) => `${local}@${parts.join('.')}`),
  fc
    .tuple(atoms, fc.constantFrom('mail.ru', 'почта.рф', 'mail.c', 'mail', '1.2.3.4'))
    .map(([local, domain]) => `${local}@${domain}`),
  fc.tuple(fc.nat(80), fc.nat(80)).map(([local, label]) => `${'a'.repeat(local)}@${'b'.repeat(label)}.ru`),
  fc.nat(90).map((count) => `a@${'bc.'.repeat(count)}ru`),
);

test('addresses: validator agrees, or the difference is a known one', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(nearlyEmails, (raw) => {
      const text = raw.trim();
      fc.pre(text !== '');
      const ours = parseContact(text).ok;
      const theirs = validator.isEmail(text);
      seen.set(`${ours}/${theirs}`, (seen.get(`${ours}/${theirs}`) ?? 0) + 1);
      if (ours === theirs) return true;
      return (ours ? weAcceptOnly : weRefuseOnly).some(([, applies]) => applies(text));
    }),
    { numRuns: 5_000 },
  );
  expect(seen.get('true/true') ?? 0).toBeGreaterThan(500);
  expect(seen.get('false/false') ?? 0).toBeGreaterThan(500);
});

const util = google.PhoneNumberUtil.getInstance();
const { PhoneNumberFormat, PhoneNumberType } = google;
const lineOf: Record<number, string> = {
  [PhoneNumberType.MOBILE]: 'mobile',
  [PhoneNumberType.FIXED_LINE_OR_MOBILE]: 'mobile',
  [PhoneNumberType.FIXED_LINE]: 'landline',
  [PhoneNumberType.TOLL_FREE]: 'tollFree',
};

function googleReads(text: string): { value: string; line: string } | undefined {
  try {
    const number = util.parse(text, 'RU');
    if (!util.isValidNumber(number) || number.getExtension()) return undefined;
    return { value: util.format(number, PhoneNumberFormat.E164), line: lineOf[util.getNumberType(number)] ?? 'other' };
  } catch {
    return undefined;
  }
}

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: length, maxLength: length });
const nearlyPhones = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('8', '7', '+7', '', '+8', '00', '810', '+'),
      fc.constantFrom('9', '49', '800', '70', ''),
      fc.integer({ min: 5, max: 11 }).chain(digits),
    )
    .map((parts) => parts.join('')),
  fc
    .tuple(
      fc.constantFrom('+375', '+998', '+374', '+996', '+1', '+49', '+86', '+995', '+992', '+373'),
      fc.integer({ min: 6, max: 11 }).chain(digits),
    )
    .map((parts) => parts.join('')),
);

test('numbers: the original libphonenumber reads the same, or the difference is a known one', () => {
  let agreed = 0;
  let ofAnotherAge = 0;
  fc.assert(
    fc.property(nearlyPhones, (text) => {
      const parsed = parseContact(text);
      const ours = parsed.ok ? { value: parsed.contact.value, line: parsed.phone?.line } : undefined;
      const theirs = googleReads(text);
      if (ours && theirs && ours.value === theirs.value) {
        agreed += 1;
        return ours.line === theirs.line;
      }
      if (!ours && !theirs) return true;
      // `00` dials abroad and `+89…` is a slip for `+79…`.
      if (ours && (text.startsWith('00') || /^\+89\d{9}$/.test(text))) return true;
      // A number of Russia with a digit too many or too few, and `810` before less than a number, are nothing to us.
      if (!ours && !text.startsWith('+') && !/^[78]?[3489]\d{9}$/.test(text)) return true;
      // The numbering plans of the two libraries are of different months: abroad they may part now and then.
      if (!text.startsWith('+7')) ofAnotherAge += 1;
      return !text.startsWith('+7');
    }),
    { numRuns: 3_000 },
  );
  expect(agreed).toBeGreaterThan(200);
  expect(ofAnotherAge).toBeLessThan(30);
});
