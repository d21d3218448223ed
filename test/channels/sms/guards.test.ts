import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { destinationRefusal, nextStatusCheck, senderProblem } from '../../../src/channels/sms/index.ts';

describe('sender names', () => {
  it.each(['KvitokShop', 'Cafe-24.ru', 'A', '79161234567', '123456789012345', 'M&M shop'])('%s will do', (name) => {
    expect(senderProblem(name)).toBeUndefined();
  });
  it.each([
    ['LongerThan11', 'smsSenderLong', /11/],
    ['Ромашка', 'smsSenderLetters', /Р о м а ш к/],
    ['Саfе', 'smsSenderLetters', /С а/],
    ['Café', 'smsSenderLetters', /é/],
    ['shop!', 'smsSenderSigns', /!/],
    ['shop\r\nX', 'smsSenderSigns', /недопустимые/],
    [' shop', 'smsSenderSigns', /пробел/],
    ['1234567890123456', 'smsSenderDigits', /15/],
  ])('%j will not, and the reason is told', (name, code, words) => {
    const problem = senderProblem(name);
    expect(problem?.code).toBe(code);
    expect(problem?.path).toBe('sms.sender');
    expect(problem?.tell('ru')).toMatch(words);
  });
  it('nothing but Latin letters, digits and a few signs ever passes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), (name) => {
        if (senderProblem(name) === undefined) expect(name).toMatch(/^[A-Za-z0-9._\-& ]{1,15}$/);
      }),
    );
  });
});

describe('where SMS may go', () => {
  const mobile = { country: 'RU', line: 'mobile' } as const;
  it.each([
    [mobile, undefined, undefined],
    [{ country: 'KZ', line: 'mobile' } as const, undefined, 'foreignNumber'],
    [{ country: 'KZ', line: 'mobile' } as const, { countries: ['RU', 'KZ'] }, undefined],
    [{ country: undefined, line: 'mobile' } as const, undefined, 'foreignNumber'],
    [{ country: 'RU', line: 'landline' } as const, undefined, 'landline'],
    [{ country: 'RU', line: 'landline' } as const, { countries: ['RU'], lines: ['landline'] as const }, undefined],
    [{ country: 'RU', line: 'tollFree' } as const, undefined, 'tollFree'],
    [{ country: 'RU', line: 'other' } as const, undefined, 'notMobile'],
    [mobile, { countries: [] }, 'foreignNumber'],
  ])('%j with %j: %s', (phone, rules, refusal) => {
    expect(destinationRefusal(phone, rules)).toBe(refusal);
  });
});

describe('when the status is asked', () => {
  const all = (statusHours?: number): number[] => {
    const times: number[] = [];
    for (
      let at = nextStatusCheck(0, 0, statusHours);
      at !== undefined;
      at = nextStatusCheck(0, times.length, statusHours)
    )
      times.push(at);
    return times;
  };
  it('early, then ever more seldom, and not for ever', () => {
    const times = all();
    expect(times[0]).toBe(15_000);
    expect(times.length).toBeLessThan(20);
    const gaps = times.map((time, at) => time - (times[at - 1] ?? 0));
    expect(gaps.slice(0, -1)).toEqual(gaps.slice(0, -1).sort((one, other) => one - other));
    expect(times.at(-1)).toBeGreaterThanOrEqual(24 * 3_600_000);
    // SMSC answers about one message at most five times a minute.
    expect(times.filter((time) => time <= 60_000).length).toBeLessThan(5);
  });
  it('never after the provider has forgotten', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), (hours) => {
        const times = all(hours);
        expect(Math.max(...times)).toBeLessThanOrEqual(hours * 3_600_000);
        expect(new Set(times).size).toBe(times.length);
      }),
    );
  });
});
