import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mailDomains, otherDomains } from '../../src/contact/mail-domains.ts';
import { domainsToChoose, suggestAddress } from '../../src/contact/suggest-domain.ts';

test.each([
  ...['gmial.com', 'gmal.com', 'gmai.com', 'gmail.con', 'gmail.co', 'gmail.ru', 'gnail.com', 'gmail', 'gmaill.com'].map(
    (one) => [one, 'gmail.com'],
  ),
  ...['mail.ry', 'mail.tu', 'maill.ru', 'mial.ru', 'mali.ru', 'mailru', 'mail,ru', 'mail.ru.', 'mzil.ru'].map((one) => [
    one,
    'mail.ru',
  ]),
  ...['yandex.tu', 'yandx.ru', 'yadex.ru', 'yanex.ru', 'yandeks.ru', 'yandex.ri', 'uandex.ru', 'yandxe.ru'].map(
    (one) => [one, 'yandex.ru'],
  ),
  ['rambler.tu', 'rambler.ru'],
  ['ramdler.ru', 'rambler.ru'],
  ['inbix.ru', 'inbox.ru'],
  ['lisr.ru', 'list.ru'],
  ['bk.ry', 'bk.ru'],
  ['iclod.com', 'icloud.com'],
  ['outlok.com', 'outlook.com'],
])('%s was probably meant as %s', (typed, meant) => expect(suggestAddress(`Ivan.P@${typed}`)).toBe(`Ivan.P@${meant}`));

test.each([
  ...mailDomains,
  ...otherDomains,
  'company.ru',
  'main.ru',
  'rail.ru',
  'ozon.ru',
  'index.ru',
  'sber.ru',
  'tbank.ru',
  'rzd.ru',
  'почта.рф',
])('%s is left alone', (domain) => expect(suggestAddress(`ivan@${domain}`)).toBeUndefined());

test('two letters that changed places in a well-known domain are found', () => {
  const long = mailDomains.filter((domain) => domain.length >= 8);
  fc.assert(
    fc.property(fc.constantFrom(...long), fc.nat(30), (domain, place) => {
      const at = place % (domain.length - 1);
      const typed = domain.slice(0, at) + domain[at + 1] + domain[at] + domain.slice(at + 2);
      fc.pre(typed !== domain && !mailDomains.includes(typed) && !otherDomains.has(typed));
      return suggestAddress(`a@${typed}`) !== undefined;
    }),
  );
});

test('what is suggested is suggested no further, and nothing without a mailbox', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from('gmailyndexru.co')), maxLength: 12 }), (domain) => {
      const suggested = suggestAddress(`a@${domain}`);
      expect(suggested === undefined || suggestAddress(suggested) === undefined).toBe(true);
      expect(suggestAddress(`@${domain}`)).toBeUndefined();
      expect(suggestAddress(domain)).toBeUndefined();
    }),
    { numRuns: 2_000 },
  );
});

test('one key each after @, then those that begin as typed', () => {
  expect(domainsToChoose('ivan@')).toEqual(['mail.ru', 'yandex.ru', 'gmail.com', 'bk.ru', 'list.ru']);
  expect(domainsToChoose('ivan@y')).toEqual(['yandex.ru', 'ya.ru', 'yandex.com', 'yandex.by', 'yandex.kz']);
  expect(domainsToChoose('ivan@mail.ru')).toEqual([]);
  expect(domainsToChoose('ivan')).toEqual([]);
});
