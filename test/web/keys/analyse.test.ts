import { expect, test } from 'vitest';
import { analyseScan } from '../../../web/till/keys/analyse.ts';
import { type Device, type Key, randomOf, scanKeys } from './streams.ts';

const usual: Device = { gap: 10, layout: 'us', suffix: 'enter', prefix: '', withoutCodes: false };

/** A recorded scan, as the page hands it over. */
function recorded(text: string, device: Partial<Device>) {
  let time = 1_000;
  const timed = ({ after, ...key }: Key) => {
    time += after;
    return { ...key, time, target: 'page' as const };
  };
  return scanKeys(randomOf(7), text, { ...usual, ...device }).map(timed);
}

test('gaps, suffix, layout and contact are told', () => {
  const report = analyseScan(recorded('ivan@mail.ru', { layout: 'ru' }));
  expect(report).toMatchObject({
    characters: 12,
    suffix: 'enter',
    layout: 'ru',
    prefix: '',
    text: 'ivan@mail.ru',
    slow: false,
  });
  expect(report.reading).toMatchObject({ ok: true, contact: { value: 'ivan@mail.ru' } });
  const { min = 0, median = 0, max = 0 } = report.gaps ?? {};
  expect([min >= 8, min <= median, median <= max, max <= 12]).toEqual([true, true, true, true]);
  expect(report.habits).toEqual({ gap: 50, fast: 20, prefix: '', shortest: 6 });
});

test.each([
  ['none', 'none'],
  ['tab', 'tab'],
  ['enter', 'enter'],
  ['crlf', 'enterTwice'],
  ['ctrl-j', 'enterTwice'],
] as const)('the suffix %s is told as %s', (suffix, told) =>
  expect(analyseScan(recorded('+79161234567', { suffix })).suffix).toBe(told),
);

test.each(['~', 'F8', '#!'])('the prefix %s is found', (prefix) => {
  const report = analyseScan(recorded('ivan@mail.ru', { prefix }));
  expect([report.prefix, report.habits.prefix, report.text]).toEqual([prefix, prefix, 'ivan@mail.ru']);
});

test('digits tell no layout', () => expect(analyseScan(recorded('+79161234567', {})).layout).toBe('unknown'));

test('a slow scanner gets room enough for its longest pause, and is named', () => {
  const { slow, habits, gaps } = analyseScan(recorded('ivan.petrov@mail.ru', { gap: 90 }));
  expect([slow, habits.gap > (gaps?.max ?? 0) * 1.2, habits.fast > (gaps?.mean ?? 0)]).toEqual([true, true, true]);
});

test('a bank card leaves no digit in the report', () => {
  for (const layout of ['us', 'ru'] as const)
    for (const prefix of ['', '~']) {
      const report = analyseScan(recorded('%B4111111111111111^A/B^2912?\n;4111111111111111=2912?', { layout, prefix }));
      expect(JSON.stringify({ ...report, gaps: undefined })).not.toMatch(/\d{4}/);
      expect(report.text).toBe('');
    }
});

test('nothing typed gives a report all the same', () =>
  expect(analyseScan([])).toMatchObject({ characters: 0, gaps: undefined, suffix: 'none', text: '' }));
