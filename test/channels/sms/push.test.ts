import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { smsProviders } from '../../../src/channels/sms/index.ts';

const readPush = (id: string) => {
  const provider = smsProviders.find((one) => one.id === id);
  if (!provider?.readPush) throw new Error(`${id} has no push`);
  return provider.readPush;
};
const hash = (name: string, text: string) => createHash(name).update(text).digest('hex');

describe('a pushed status', () => {
  const smsc = { provider: 'smsc', login: 'l', password: 'p', more: { pushSecret: 'тайна' } };
  const pushed = { id: '100500', phone: '79161234567', status: '1' };
  it.each(['md5', 'sha1'])('of SMSC is taken with a right %s', (name) => {
    const signed = { ...pushed, [name]: hash(name, '100500:79161234567:1:тайна') };
    expect(readPush('smsc')(signed, smsc)).toEqual({ ids: ['100500'], answer: 'OK' });
  });
  it.each([{}, { md5: '' }, { md5: hash('md5', '100500:79161234567:20:тайна') }, { sha1: 'x'.repeat(40) }])(
    'of SMSC is refused with %j',
    (signature) => {
      expect(readPush('smsc')({ ...pushed, ...signature }, smsc)).toBeUndefined();
    },
  );
  it('of SMSC must be in its form', () => {
    expect(readPush('smsc')({ id: "1' or 1", phone: '79161234567' }, { provider: 'smsc' })).toBeUndefined();
  });

  const records = Array.from({ length: 12 }, (_, at) => `sms_status\n000000-${at}\n103\n1700000000`);
  const form = Object.fromEntries(records.map((record, at) => [`data[${at}]`, record]));
  const smsRu = { provider: 'sms-ru', apiKey: 'KEY' };
  it('of SMS.RU holds many, hashed in the order of their numbers, and is answered with 100', () => {
    const shuffled = Object.fromEntries(Object.entries(form).reverse());
    const push = readPush('sms-ru')({ ...shuffled, hash: hash('sha256', `KEY${records.join('')}`) }, smsRu);
    expect(push).toEqual({ ids: records.map((_, at) => `000000-${at}`), answer: '100' });
  });
  it('of SMS.RU needs the hash', () => {
    expect(readPush('sms-ru')(form, smsRu)).toBeUndefined();
    expect(
      readPush('sms-ru')({ ...form, hash: hash('sha256', records.join('')) }, { provider: 'sms-ru' }),
    ).toBeUndefined();
  });
  it('of SMS.RU may be of another kind', () => {
    const data = 'test\n1\n1\n1';
    expect(readPush('sms-ru')({ 'data[0]': data, hash: hash('sha256', `KEY${data}`) }, smsRu)).toEqual({
      ids: [],
      answer: '100',
    });
  });
  it('of SMS Traffic is answered with nothing', () => {
    expect(
      readPush('sms-traffic')({ sms_id: '9007199254740993', status: 'Delivered' }, { provider: 'sms-traffic' }),
    ).toEqual({ ids: ['9007199254740993'], answer: '' });
    expect(readPush('sms-traffic')({ sms_id: 'x' }, { provider: 'sms-traffic' })).toBeUndefined();
  });
});
