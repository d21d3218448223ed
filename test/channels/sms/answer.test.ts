import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeXml, moneyOf, xmlOf } from '../../../src/channels/sms/answer.ts';

describe('sums', () => {
  it.each([
    ['4.1', 410],
    [5.49, 549],
    ['0.505', 51],
    ['15.0000', 1_500],
    ['1,5', 150],
    [-3.5, -350],
    ['0', 0],
  ])('%j is %i kopecks', (value, kopecks) => {
    expect(moneyOf('cost', value).cost).toEqual({ kopecks, currency: 'RUB' });
  });
  it.each(['', 'free', null, undefined, Number.NaN, '1e5', '1 000', {}, []])('%j is none', (value) => {
    expect(moneyOf('cost', value)).toEqual({});
  });
  it('of any size keep each kopeck', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 13 }), (kopecks) => {
        const text = `${Math.floor(kopecks / 100)}.${String(kopecks % 100).padStart(2, '0')}`;
        expect(moneyOf('cost', text).cost?.kopecks).toBe(kopecks);
      }),
    );
  });
});

it('any text survives XML, less its control characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), (text) => {
      const body = `<a b="x">${escapeXml(text)}</a>`;
      const parsed = xmlOf({ status: 200, headers: {}, text: body }).a as { '#'?: string };
      expect((parsed['#'] ?? '').trim()).toBe(text.replace(/[^\P{Cc}\n\t]/gu, '').trim());
    }),
  );
});
