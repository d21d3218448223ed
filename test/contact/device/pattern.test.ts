import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contactPattern } from '../../../src/contact/device/pattern.ts';
import { isTextKey } from '../../../src/texts/index.ts';

test.each([
  ['(\\d{11})=.*', '79161234567=0000', '79161234567'],
  ['^CARD-(.+)-.*$', 'CARD-ivan@mail.ru-7', 'ivan@mail.ru'],
  ['(?:KARTA|KLUB)(?<contact>[^;]{5,60});\\d?', 'KLUBivan@mail.ru;', 'ivan@mail.ru'],
  ['(\\d{10})|8(\\d{10})', '89161234567', '9161234567'],
  ['(?:\\d\\d)+', '916123', '916123'],
  ['a\\$', 'a$', 'a$'],
  ['x(\\d+)?', 'x', 'x'],
])('%s takes from %s: %s', (source, typed, expected) => {
  const made = contactPattern(source);
  expect(made.ok && made.pattern.match(typed)).toBe(expected);
  expect(made.ok && made.pattern.match(`${typed} `)).toBe(source.includes('.*') ? expected : undefined);
});

test.each([
  ['(a+)+', 'notAllowed'],
  ['(a|b)*', 'notAllowed'],
  ['(a?){20}', 'notAllowed'],
  ['((a{1,3})(b)){2}', 'notAllowed'],
  ['\\d{3}(?=x)', 'notAllowed'],
  ['(?<!a)b', 'notAllowed'],
  ['(a)\\1', 'notAllowed'],
  ['[\\p{L}]+', 'notAllowed'],
  ['a{1,5000}', 'notAllowed'],
  ['.*.*.*', 'tooSlow'],
  ['a?'.repeat(90), 'tooSlow'],
  ['(x', 'invalid'],
  ['[b-a]', 'invalid'],
  ['\\d'.repeat(101), 'tooLong'],
])('%s is refused as %s', (source, code) => {
  const made = contactPattern(source);
  expect(made.ok ? 'accepted' : made.reason.code).toBe(code);
  expect(isTextKey(`contact.pattern.${code}`)).toBe(true);
});

test('no accepted pattern takes long, whatever it is tried on', () => {
  const piece = fc.constantFrom('a', '.', '[ab]', '\\w', '(a)', '(?:ab)', 'a|', '|', '(', ')', '(?:');
  const times = fc.constantFrom('', '*', '+', '?', '{2}', '{1,9}', '{3,}', '*?');
  const source = fc
    .array(fc.tuple(piece, times), { maxLength: 9 })
    .map((parts) => parts.map(([sign, count]) => (/[|(:]$/.test(sign) ? sign : sign + count)).join(''));
  const longest = ['a'.repeat(256), `${'a'.repeat(255)}!`, `${'ab'.repeat(127)}!`];
  let accepted = 0;
  let slowest = 0;
  fc.assert(
    fc.property(source, (text) => {
      const made = contactPattern(text);
      if (!made.ok) return;
      accepted += 1;
      for (const typed of longest) {
        const started = performance.now();
        made.pattern.match(typed);
        slowest = Math.max(slowest, performance.now() - started);
      }
    }),
    { numRuns: 3_000 },
  );
  expect(accepted).toBeGreaterThan(300);
  // A pattern that backtracks without bound takes minutes on such texts.
  expect(slowest).toBeLessThan(5_000);
});
