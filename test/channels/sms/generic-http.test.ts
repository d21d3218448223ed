import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldAt, matchOf } from '../../../src/channels/sms/generic-http-answer.ts';
import { usualGenericHttp } from '../../../src/channels/sms/generic-http-settings.ts';
import { createSmsChannel, type GenericHttpSettings, type SmsAccount } from '../../../src/channels/sms/index.ts';
import { usualSmpp } from '../../../src/channels/sms/smpp-settings.ts';
import { defaultsOf } from '../../../src/settings/sections.ts';
import { Problem } from '../../../src/texts/problem.ts';
import { type FakeProvider, startFake } from './fake-provider.ts';

let fake: FakeProvider;
beforeAll(async () => {
  fake = await startFake();
});
afterAll(() => fake.close());

const channelOf = (http: Partial<GenericHttpSettings>, account: Partial<SmsAccount> = {}) =>
  createSmsChannel(
    { provider: 'http', host: fake.base, http, ...account },
    { http: { guard: { allowPrivate: true } } },
  );

const problemOf = (http: Partial<GenericHttpSettings>, account: Partial<SmsAccount> = {}): Problem => {
  try {
    channelOf(http, account);
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new Error('no problem');
};

describe('the description of a provider by HTTP', () => {
  const state: GenericHttpSettings['status'] = {
    method: 'GET',
    url: '',
    fields: [],
    path: '',
    pattern: '',
    states: [],
  };
  const no = { path: '', pattern: '' };
  it.each<[Partial<GenericHttpSettings>, string, string]>([
    [{ fields: ['to={fone}'] }, 'httpPlaceholder', 'sms.http.fields'],
    [{ url: '/send?to={toString}' }, 'httpPlaceholder', 'sms.http.url'],
    [{ body: '{"to":"{number}"}' }, 'httpPlaceholder', 'sms.http.body'],
    [{ fields: ['to'] }, 'httpLine', 'sms.http.fields'],
    [{ errors: ['broke=no money'] }, 'httpLine', 'sms.http.errors'],
    [{ status: { ...state, states: ['arrived=1'] } }, 'httpLine', 'sms.http.status.states'],
    [{ success: { ...no, value: '', pattern: '(OK' } }, 'httpPattern', 'sms.http.success.pattern'],
    [{ errors: ['money=[a'] }, 'httpPattern', 'sms.http.errors'],
    [{ body: '{"to":{phone}' }, 'httpBody', 'sms.http.body'],
    [{ headers: ['X-Text: {text}'] }, 'httpHeader', 'sms.http.headers'],
    [{ headers: ['X-Text Я: 1'] }, 'httpHeader', 'sms.http.headers'],
    [{ headers: ['Host: elsewhere.example'] }, 'httpHeader', 'sms.http.headers'],
    [{ headers: ['Content-Length: 0'] }, 'httpHeader', 'sms.http.headers'],
    [{ url: 'ftp://elsewhere.example/' }, 'httpUrl', 'sms.http.url'],
    [{ url: 'https://a:b@elsewhere.example/' }, 'httpUrl', 'sms.http.url'],
  ])('%j is refused', (http, code, path) => {
    const problem = problemOf(http);
    expect([problem.code, problem.path]).toEqual([code, path]);
    expect(problem.tell('ru')).not.toMatch(/\{\{|undefined/);
  });
  it.each(['javascript:alert(1)', 'ftp://x', 'a b', 'http://', 'https://u:p@gate.example'])(
    '%j is no address',
    (host) => {
      expect(problemOf({}, { host }).code).toBe('httpUrl');
    },
  );
  it('has the settings of a new shop as its defaults, as has SMPP', () => {
    const { smpp, http } = defaultsOf('sms');
    expect([smpp, http]).toEqual([usualSmpp, usualGenericHttp]);
  });
  it('needs an address', () => {
    expect(problemOf({}, { host: '' }).tell('ru')).toBe('Для Любой провайдер по HTTP заполните поле «Адрес (URL)».');
  });
});

describe('a provider by HTTP', () => {
  const message = { id: 'd-1', to: '+79161234567', text: 'Чек {phone} & "ё"' };

  it('is asked at the address itself, and accepts by HTTP status alone', async () => {
    fake.answer = () => ({ status: 204 });
    const channel = channelOf(
      { fields: ['t={text}', 'to=8{phone}'] },
      { host: `${fake.base}/a/send?key={apiKey}`, apiKey: 'a/b' },
    );
    expect(await channel.send(message)).toEqual({ kind: 'accepted', providerMessageId: 'd-1' });
    await channel.close();
    const request = fake.received.at(-1);
    expect([request?.path, request?.query.get('key'), request?.form]).toEqual([
      '/a/send',
      'a/b',
      { t: message.text, to: '879161234567' },
    ]);
  });

  it('may be asked for states at another server', async () => {
    const other = await startFake();
    other.answer = () => ({ body: 'DELIVRD' });
    const status = {
      method: 'POST',
      url: `${other.base}/s`,
      fields: ['id={id}', 'to={phone}'],
      path: '',
      pattern: '\\w+',
      states: ['delivered=DELIVRD'],
    } as const;
    const channel = channelOf({ status: { ...status, fields: [...status.fields], states: [...status.states] } });
    expect(await channel.status([{ id: '7', to: message.to }])).toMatchObject([{ id: '7', state: 'delivered' }]);
    expect(other.received[0]?.form).toEqual({ id: '7', to: '79161234567' });
    await channel.close();
    await other.close();
  });

  it('gets no request over an address inside the network without leave', async () => {
    fake.received.length = 0;
    const channel = createSmsChannel({ provider: 'http', host: fake.base }, { http: { guard: {} } });
    expect(await channel.send(message)).toMatchObject({
      kind: 'deferred',
      reason: { code: 'sms.hostInner', account: true },
    });
    await channel.close();
    expect(fake.received).toHaveLength(0);
  });

  it('whatever the text and the key are, they arrive whole and nothing else does', async () => {
    fake.answer = () => ({ status: 200 });
    const bodies = {
      json: { body: '{"a":"{text}","k":"{apiKey}","end":true}' },
      form: { fields: ['a={text}', 'k={apiKey}'] },
      address: { method: 'GET', fields: ['a={text}'], url: 'x?k={apiKey}' },
    } as const;
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
        fc.string({ maxLength: 20 }),
        fc.constantFrom('json', 'form', 'address'),
        async (text, apiKey, way) => {
          const channel = channelOf(structuredClone(bodies[way]) as Partial<GenericHttpSettings>, { apiKey });
          await channel.send({ ...message, text });
          await channel.close();
          const request = fake.received.at(-1);
          const got =
            way === 'json' ? request?.json : way === 'form' ? request?.form : Object.fromEntries(request?.query ?? []);
          expect(got).toEqual({ a: text, k: apiKey, ...(way === 'json' ? { end: true } : {}) });
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('answers', () => {
  it.each([
    ['a.b.0.c', 'x'],
    ['$.a.b[0].c', 'x'],
    ['a.b.1.c', undefined],
    ['a.constructor', undefined],
    ['', { a: { b: [{ c: 'x' }] } }],
  ])('field %s', (path, value) => {
    expect(fieldAt({ a: { b: [{ c: 'x' }] } }, path)).toEqual(value);
  });
  it('no regular expression runs longer than its time', () => {
    const before = performance.now();
    expect(matchOf('^(a+)+$', `${'a'.repeat(40)}!`)).toBeUndefined();
    expect(performance.now() - before).toBeLessThan(1_000);
    expect(matchOf('id=(\\d+)', 'id=5')).toBe('5');
  });
});
