import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCardNumber } from '../../../src/contact/device/bank-card.ts';
import { underRussianLayout } from '../../../src/contact/device/layout.ts';
import { contactPattern } from '../../../src/contact/device/pattern.ts';
import { readDevice } from '../../../src/contact/device/read-device.ts';
import { isTextKey, text } from '../../../src/texts/index.ts';

const read = (typed: string) => {
  const reading = readDevice(typed);
  return reading.ok
    ? [reading.form, reading.contact.value, ...reading.others.map(({ value }) => value)]
    : reading.reason.code;
};

test.each([
  ['+79161234567', ['plain', '+79161234567']],
  ['\u000289161234567\r\n', ['plain', '+79161234567']],
  [']Q3ivan@mail.ru', ['plain', 'ivan@mail.ru']],
  ['tel:+7-916-123-45-67;ext=2', ['link', '+79161234567']],
  ['TEL:89161234567', ['link', '+79161234567']],
  ['mailto:ivan%2B1%40mail.ru?subject=x', ['link', 'ivan+1@mail.ru']],
  ['MECARD:N:Petrov,I;TEL:89161234567;EMAIL:ivan@mail.ru;;', ['mecard', 'ivan@mail.ru', '+79161234567']],
  ['MECARD:N:A\\;B;TEL:8916\\-1234567;;', ['mecard', '+79161234567']],
  ['MATMSG:TO:ivan@mail.ru;SUB:x;BODY:y;;', ['mecard', 'ivan@mail.ru']],
  ['SMSTO:+79161234567:hello', ['mecard', '+79161234567']],
  ['BEGIN:VCARD\nVERSION:2.1\nTEL;CELL:+79161234567\nEND:VCARD', ['vcard', '+79161234567']],
  [
    'BEGIN:VCARD\r\nVERSION:2.1\r\nEMAIL;ENCODING=QUOTED-PRINTABLE:ivan=40mail=2Eru\r\nEND:VCARD',
    ['vcard', 'ivan@mail.ru'],
  ],
  [
    'BEGIN:VCARD\nVERSION:3.0\nTEL;TYPE=FAX:+74951234567\nTEL;TYPE=CELL:+7916\n 1234567\nitem1.EMAIL:ivan@mail.ru\nEND:VCARD',
    ['vcard', 'ivan@mail.ru', '+79161234567', '+74951234567'],
  ],
  [
    'BEGIN:VCARD\nVERSION:4.0\nTEL;VALUE=uri;TYPE="cell,pref":tel:+7-916-123-45-67;ext=1\nEND:VCARD',
    ['vcard', '+79161234567'],
  ],
  ['BEGIN:VCARDVERSION:3.0FN:ITEL:+79161234567EMAIL:ivan@mail.ruEND:VCARD', ['vcard', 'ivan@mail.ru', '+79161234567']],
  ['%IVAN@MAIL.RU?', ['track', 'ivan@mail.ru']],
  ['%PETROV^IVAN@MAIL.RU^0?;79161234567=0000?', ['track', 'ivan@mail.ru', '+79161234567']],
  ['%E?\n;89161234567?', ['track', '+79161234567']],
  [';375291234567=0000?', ['track', '+375291234567']],
  ['%E?;E?+79161234567?', ['track', '+79161234567']],
])('%j is read as %j', (typed, expected) => expect(read(typed)).toEqual(expected));

test.each([
  ['', 'empty'],
  ['\r\n', 'empty'],
  ['%E?;E?', 'badSwipe'],
  [';9916', 'noContact'],
  [';4111111', 'badSwipe'],
  ['4601234567893', 'noContact'],
  ['https://example.com/?a=1@2', 'noContact'],
  ['tel:12', 'wrongContact'],
  ['MECARD:TEL:12;;', 'wrongContact'],
  ['x'.repeat(5_000), 'tooLong'],
])('%j is refused as %s, in words', (typed, code) => {
  expect(read(typed)).toBe(code);
  const key = `contact.device.${code}`;
  expect(isTextKey(key) && text('ru', key, { text: 'x' }) !== text('en', key, { text: 'x' })).toBe(true);
});

test.each([
  ['шмфт"ьфшдюкг', 'ivan@mail.ru'],
  ['ШМФТюЗ"ЬФШДюКГ', 'IVAN.P@mail.ru'],
  ['шмфт"ьфшд.кг', 'ivan@mail.ru'],
  ['ж79161234567=0000,', '+79161234567'],
  ['%ШМФТ"ЬФШДЮКГ,', undefined],
  ['еудЖ+79161234567', '+79161234567'],
  ['ьфшдещЖшмфт"ьфшдюкг', 'ivan@mail.ru'],
  ['ЬУСФКВЖТЖШмфтжЕУДЖ+79161234567жж', '+79161234567'],
])('typed under the Russian layout, %s is %s', (typed, value) => {
  const reading = readDevice(typed);
  expect(reading.ok ? reading.contact.value : undefined).toBe(value);
  if (reading.ok) expect(reading.repaired).toBe(true);
});

test('a Cyrillic address holds @, which the Russian layout lacks, and stays as it is', () => {
  expect(read('иван@почта.рф')).toEqual(['plain', 'иван@почта.рф']);
  expect(underRussianLayout('иван@почта.рф')).toEqual([]);
  expect(underRussianLayout('ivan"mail.ru')).toEqual([]);
});

const cards = [
  '4111111111111111',
  '5555555555554444',
  '2200000000000004',
  '378282246310005',
  '6200000000000005',
  '30569309025904',
];

test.each(cards)('the bank card %s is dropped however it is typed, without a digit in the result', (card) => {
  expect(isCardNumber(card)).toBe(true);
  const spaced = card.replace(/(\d{4})(?=\d)/g, '$1 ');
  for (const typed of [
    card,
    spaced,
    `%B${card}^IVANOV/IVAN^29121010000?;${card}=29121010000?`,
    `;${card}=2912?`,
    `ж${card}=2912,`,
    `%И${card}:ШМФТЩМ.ШМФТ:29121010000,`,
    `B${card}^IVANOV/IVAN^2912`,
    `${card}=29121010000?`,
    `;01${card}=9=1?`,
    `MECARD:TEL:+79161234567;NOTE:${card};;`,
  ])
    expect(readDevice(typed), typed).toEqual({ ok: false, reason: { code: 'bankCard', params: {} } });
});

test('a damaged swipe of a bank card is told without a digit', () => {
  for (const typed of [
    '%B411111111',
    ';411111111111',
    '%B4111111111111112^A^2912?',
    ';4111111111111112=2912?',
    '1111=29121010000?',
  ])
    expect(JSON.stringify(readDevice(typed)), typed).not.toMatch(/\d{4}/);
});

test('telephones, goods and fiscal drives are no bank cards', () => {
  for (const digits of ['79161234567', '4601234567893', '9287440300634471', '0104601234567893'])
    expect(isCardNumber(digits)).toBe(false);
  expect(read(';79161234567=0000?')).toEqual(['track', '+79161234567']);
});

test('anything typed gives a value; what is shown is short and in one line', () => {
  const unit = fc.constantFrom(...Array.from('79@.;:%?=^+BEГжш"\r\nmailto'));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit, maxLength: 60 })), (typed) => {
      const reading = readDevice(typed);
      if (reading.ok) return;
      expect(reading.reason.params.text ?? '').not.toMatch(/[\p{Cc}\p{Zl}]|\d{14}/u);
      expect((reading.reason.params.text ?? '').length).toBeLessThanOrEqual(41);
    }),
    { numRuns: 3_000 },
  );
});

test('a pattern of the shop takes the contact out of its own codes', () => {
  const made = contactPattern('^CARD-(\\d{10})-\\d+$');
  if (!made.ok) throw new Error(made.reason.code);
  expect(readDevice('CARD-9161234567-15', { pattern: made.pattern })).toMatchObject({ ok: true, form: 'pattern' });
  expect(readDevice('CARD-0000000000-15', { pattern: made.pattern })).toMatchObject({
    reason: { code: 'wrongContact' },
  });
  expect(readDevice('ivan@mail.ru', { pattern: made.pattern })).toMatchObject({ ok: true, form: 'plain' });
});
