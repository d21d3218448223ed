import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asciiDomain, wireAddress } from '../../src/contact/email.ts';
import { maskContact } from '../../src/contact/mask.ts';
import { parseContact } from '../../src/contact/parse-contact.ts';
import { formatPhone } from '../../src/contact/phone.ts';
import { isTextKey } from '../../src/texts/index.ts';

const readAs = (text: string) => {
  const parsed = parseContact(text);
  return parsed.ok ? parsed.contact.value : parsed.reason.code;
};
const notesOf = (text: string) => {
  const parsed = parseContact(text);
  return parsed.ok ? parsed.notes : parsed.reason.code;
};

test.each([
  '89161234567',
  '79161234567',
  '9161234567',
  '+79161234567',
  '+7 916 123-45-67',
  '8 (916) 123-45-67',
  ' 8\u00a0916 1234567 ',
  '+8 916 123 45 67',
  '８９１６１２３４５６７',
  '\u202a+7 916 123‑45‑67\u202c',
  '(916) 123–45–67',
])('a Russian number is the same however it is written: %s', (text) => expect(readAs(text)).toBe('+79161234567'));

test.each([
  ['84951234567', ['landline']],
  ['88005553535', ['tollFree']],
  ['87001234567', ['foreign']],
  ['+375291234567', ['foreign']],
  ['+79161234567', []],
  ['810375291234567', ['foreign']],
  ['00375291234567', ['foreign']],
  ['ivan@mail.ru', []],
  ['иван@mail.ru', ['smtpUtf8']],
  ['ivаn@mail.ru', ['mixedLetters']],
  ['Мiша@почта.рф', ['mixedLetters']],
  [`${'a'.repeat(60)}@mail.ru`, ['tooLongForRegister']],
])('%s is noted as %j', (text, notes) => expect(notesOf(text)).toEqual(notes));

test.each([
  ['8916123456', 'phoneTooShort'],
  ['916123456', 'phoneTooShort'],
  ['891612345678', 'phoneTooLong'],
  ['7916123456', 'phoneTooShort'],
  ['+79161234567,,2', 'phoneExtension'],
  ['8 916 123-45-67 доб. 2', 'phoneExtension'],
  ['375291234567', 'phoneWithoutPlus'],
  ['5161234567', 'phoneUnknown'],
  ['1'.repeat(100_000), 'neither'],
  [`${' '.repeat(100_000)}x`, 'neither'],
  ['89161234567 89167654321', 'phoneTooLong'],
  ['', 'empty'],
  ['привет', 'neither'],
  ['ivan.mail.ru', 'emailWithoutAt'],
  ['@mail.ru', 'emailWithoutLocalPart'],
  ['ivan@', 'emailWithoutDomain'],
  ['ivan@mail', 'emailDomainWithoutDot'],
  ['ivan petrov@mail.ru', 'emailWithSpace'],
  ['ivan..p@mail.ru', 'emailDots'],
  ['.ivan@mail.ru', 'emailDots'],
  ['ivan@petrov@mail.ru', 'emailTwoAts'],
  ['iv(an@mail.ru', 'emailLocalPart'],
  ['ivan@ma_il.ru', 'emailDomain'],
  ['ivan@-mail.ru', 'emailDomain'],
  ['ivan@1.2.3.4', 'emailDomain'],
  ['ivan@mail.r', 'emailDomain'],
  ['ivan@mail,ru', 'emailDomainWithoutDot'],
  ['ivan@xn--a.ru', 'emailDomain'],
  ['""@mail.ru', 'emailWithoutLocalPart'],
  ['"a"b"@mail.ru', 'emailLocalPart'],
  [`${'a'.repeat(65)}@mail.ru`, 'emailLocalPartTooLong'],
  [`a@${'b'.repeat(64)}.ru`, 'emailDomain'],
  [`a@${`${'b'.repeat(62)}.`.repeat(4)}ru`, 'emailTooLong'],
  ['ivan@mail.ru\r\nBcc: all@mail.ru', 'controlSigns'],
  ['ivan\u202e@mail.ru', 'controlSigns'],
])('%j is refused as %s', (text, code) => {
  expect(readAs(text)).toBe(code);
  expect(isTextKey(`contact.${code}`)).toBe(true);
});

test('a domain is kept as people read it and goes out in ASCII', () => {
  expect(readAs('Ivan@ПОЧТА.рф')).toBe('Ivan@почта.рф');
  expect(readAs('Ivan@xn--80a1acny.xn--p1ai')).toBe('Ivan@почта.рф');
  expect(asciiDomain('почта.рф')).toBe('xn--80a1acny.xn--p1ai');
  expect(readAs('A.B@Mail.RU')).toBe('A.B@mail.ru');
});

test('only a local part outside ASCII needs SMTPUTF8', () => {
  expect(parseContact('иван@почта.рф')).toMatchObject({ ok: true, needsSmtpUtf8: true, notes: ['smtpUtf8'] });
  expect(parseContact('ivan@почта.рф')).toMatchObject({ ok: true, needsSmtpUtf8: false });
  expect(parseContact('"ivan petrov"@mail.ru')).toMatchObject({ ok: true, needsSmtpUtf8: false });
});

test('one mailbox has one spelling', () => {
  expect(readAs('"ivan"@mail.ru')).toBe('ivan@mail.ru');
  expect(readAs('"iv\\an \\"p\\""@mail.ru')).toBe('"ivan \\"p\\""@mail.ru');
  expect(wireAddress('ivan@почта.рф')).toBe('ivan@xn--80a1acny.xn--p1ai');
});

test('a mask tells its owner who it is and nobody else', () => {
  expect(maskContact({ kind: 'email', value: 'ivan@mail.ru' })).toBe('i***@mail.ru');
  expect(maskContact({ kind: 'email', value: '"иван п"@mail.ru' })).toBe('***@mail.ru');
  expect(maskContact({ kind: 'phone', value: '+79161234567' })).toBe('+7 916 ***-**-67');
  expect(maskContact({ kind: 'phone', value: '+375291234567' })).toBe('+375 *** 67');
  expect(formatPhone('+375291234567')).toBe('+375 29 123 45 67');
  expect(formatPhone('+79161234567')).toBe('+7 916 123-45-67');
});

test('what is accepted parses to itself and holds no sign that could end a line', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.emailAddress(),
    fc.string({ unit: fc.constantFrom(...Array.from('+78 9(0)-@.авyz"\\\r\n\u0000')) }),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parseContact(text);
      if (!parsed.ok) return isTextKey(`contact.${parsed.reason.code}`);
      expect(parsed.contact.value).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      expect(parseContact(parsed.contact.value)).toMatchObject({ ok: true, contact: parsed.contact });
      return true;
    }),
    { numRuns: 2_000 },
  );
});
