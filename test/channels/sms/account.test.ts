import { describe, expect, it } from 'vitest';
import {
  accountFault,
  createSmsChannel,
  missingFields,
  type SmsAccount,
  smsProviders,
} from '../../../src/channels/sms/index.ts';
import { Problem } from '../../../src/texts/problem.ts';

const problemOf = (account: SmsAccount): Problem => {
  try {
    createSmsChannel(account);
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new Error('no problem');
};

describe('an account', () => {
  it('must be of a known provider', () => {
    expect(problemOf({ provider: 'nobody' }).code).toBe('smsProvider');
  });
  it('says what is missing in the words of the provider', () => {
    expect(problemOf({ provider: 'sms-aero', apiKey: 'k', sender: 'S' }).tell('ru')).toBe(
      'Для SMS Aero заполните поле «E-mail в кабинете».',
    );
    expect(problemOf({ provider: 'smsc', login: 'l' }).path).toBe('sms.password');
  });
  it('is complete by either way of signing in', () => {
    const smsc = smsProviders.find(({ id }) => id === 'smsc');
    if (!smsc) throw new Error('no smsc');
    expect(missingFields(smsc, { provider: 'smsc', apiKey: 'k' })).toEqual([]);
    expect(missingFields(smsc, { provider: 'smsc', login: 'l', password: 'p' })).toEqual([]);
  });
  it.each(['ftp://x', 'user:pw@host', 'a b', 'http://', 'x\r\ny', 'javascript:alert(1)'])(
    'refuses %j as a server',
    (host) => {
      expect(problemOf({ provider: 'smsc', apiKey: 'k', host }).code).toBe('smsHost');
    },
  );
  it.each(['smsc.kz', 'smsc.kz/sys/', 'https://smsc.kz', 's1.sm-s.ru', 'http://127.0.0.1:80/sys'])(
    'takes %j',
    async (host) => {
      await createSmsChannel({ provider: 'smsc', apiKey: 'k', host }).close();
    },
  );
  it.each(smsProviders.map((provider) => [provider.id, provider] as const))(
    '%s says all that a form needs',
    (_id, provider) => {
      const account: SmsAccount = { provider: provider.id };
      expect(accountFault(provider, account)).toBeUndefined();
      expect(provider.ways.flat().every((key) => provider.fields.some((field) => field.key === key))).toBe(true);
      expect(
        provider.fields.filter(({ secret }) => secret).every(({ key }) => key === 'password' || key === 'apiKey'),
      ).toBe(true);
    },
  );
});
