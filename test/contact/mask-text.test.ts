import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskContacts, maskWithin, withoutWords } from '../../src/contact/mask-text.ts';

const email = { kind: 'email', value: 'ivan.petrov-2+shop@почта.рф' } as const;
const phone = { kind: 'phone', value: '+79161234567' } as const;

test.each([
  ['550 <ivan.petrov-2+shop@почта.рф> unknown', '550 <i***@почта.рф> unknown'],
  ['550 <IVAN.Petrov-2+shop@xn--80a1acny.xn--p1ai> unknown', '550 <i***@почта.рф> unknown'],
  ['no mailbox ivan.petrov-2+shop here', 'no mailbox i*** here'],
  [
    'write to postmaster@example.ru, not to ivan.petrov-2+shopping',
    'write to postmaster@example.ru, not to ivan.petrov-2+shopping',
  ],
])('the buyer’s address is masked and others are left: %s', (text, masked) => {
  expect(maskWithin(text, email)).toBe(masked);
});

test.each([
  ['ERROR = 8 (79161234567)', 'ERROR = 8 (+7 916 ***-**-67)'],
  ['to 8 (916) 123-45-67: barred', 'to +7 916 ***-**-67: barred'],
  ['id 79160000000 is another', 'id 79160000000 is another'],
])('the buyer’s number is masked however it is written: %s', (text, masked) => {
  expect(maskWithin(text, phone)).toBe(masked);
});

test('a short name of a mailbox is no reason to spoil a sentence', () => {
  expect(maskWithin('no user no@example.ru', { kind: 'email', value: 'no@example.ru' })).toBe(
    'no user n***@example.ru',
  );
});

test('any address and any number are masked, and words that must not be seen', () => {
  expect(maskContacts('a.b@example.ru, +7 (916) 123 45 67, 89161234567; code 550 5.1.1')).toBe(
    'a***@example.ru, ***, ***; code 550 5.1.1',
  );
  expect(withoutWords('user SHOP-1 of shop-1.example', ['shop-1', 'shop-1.example', ''])).toBe('user *** of ***');
});

const mailboxes = fc.stringMatching(/^[a-zа-я][a-zа-я0-9]{3,9}([.+_-][a-z0-9]{1,5})?$/);
const before = fc.constantFrom('', ' ', '550 5.1.1 <', 'user: ', 'нет ящика ', '\r\n');
const after = fc.constantFrom('', '>', '> unknown', ' here', ' не найден', '\r\n');

test('no answer keeps the buyer’s address, in whatever letter case and words it stands', () => {
  fc.assert(
    fc.property(mailboxes, before, after, fc.boolean(), fc.boolean(), (mailbox, left, right, upper, alone) => {
      const value = `${mailbox}@example.ru`;
      const named = alone ? mailbox : value;
      const said = `${left}${upper ? named.toUpperCase() : named}${right}`;
      expect(maskWithin(said, { kind: 'email', value }).toLowerCase()).not.toContain(mailbox);
    }),
  );
});

test('no answer keeps the buyer’s number, with whatever stands between its digits', () => {
  const gaps = fc.array(fc.constantFrom('', ' ', '-', ' (', ') ', '.'), { minLength: 10, maxLength: 10 });
  fc.assert(
    fc.property(fc.stringMatching(/^9\d{9}$/), fc.constantFrom('+7', '8', '7', ''), gaps, (digits, code, between) => {
      const written = code + Array.from(digits, (digit, at) => (between[at] ?? '') + digit).join('');
      const masked = maskWithin(`to ${written}: barred`, { kind: 'phone', value: `+7${digits}` });
      expect(masked.replace(/\D/g, '')).not.toContain(digits);
    }),
  );
});
