import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSmsChannel, type SmsChannelOptions } from '../../../src/channels/sms/index.ts';
import { makeAuthority } from '../../servers/certificates.ts';
import { type FakeProvider, startFake } from './fake-provider.ts';
import { cp1251 } from './fixture.ts';

const message = { id: 'd-1', to: '+79161234567', text: 'Чек' };
const taken = '{"id":1,"cnt":1}';
const open = { allowPrivate: true } as const;

let fake: FakeProvider;
beforeAll(async () => {
  fake = await startFake();
});
afterAll(() => fake.close());
beforeEach(() => {
  fake.received.length = 0;
  fake.answer = () => ({ body: taken });
});

const channelAt = (host: string, http: SmsChannelOptions['http'] = {}) =>
  createSmsChannel({ provider: 'smsc', login: 'l', password: 'secret', host }, { http: { guard: open, ...http } });
const sendAt = async (host: string, http: SmsChannelOptions['http'] = {}) => {
  const channel = channelAt(host, http);
  const outcome = await channel.send(message);
  await channel.close();
  return outcome;
};

describe('where requests may go', () => {
  it.each(['127.0.0.1', '[::1]', 'localhost', '10.1.2.3', '169.254.169.254'])(
    'not inside the network: %s',
    async (name) => {
      const { port } = new URL(fake.base);
      const outcome = await sendAt(`https://${name}:${port}`, { guard: {} });
      expect(outcome).toMatchObject({ kind: 'deferred', reason: { code: 'sms.hostInner', account: true } });
      expect(fake.received).toHaveLength(0);
    },
  );
  it('inside, if the installer has listed it', async () => {
    expect(await sendAt(fake.base, { guard: { allowPrivate: ['127.0.0.1'] } })).toMatchObject({ kind: 'accepted' });
  });
  it('never in the clear to the outside', async () => {
    const outcome = await sendAt('http://smsc.example', { guard: {} });
    expect(outcome).toMatchObject({ kind: 'deferred', reason: { code: 'sms.notSecure', account: true } });
  });
  it('a redirect is not followed', async () => {
    fake.answer = ({ path }) =>
      path === '/sys/send.php' ? { status: 307, headers: { location: '/elsewhere' } } : { body: taken };
    expect((await sendAt(fake.base)).kind).toBe('deferred');
    expect(fake.received).toHaveLength(1);
  });
});

describe('over TLS', () => {
  const authority = makeAuthority();
  const { key, cert } = authority.issue('localhost');
  const server = createHttps({ key, cert }, (_request, response) => response.end(taken));
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const base = () => `https://localhost:${(server.address() as AddressInfo).port}`;

  it('a certificate that nobody vouches for stops the password', async () => {
    const outcome = await sendAt(base());
    expect(outcome).toMatchObject({ kind: 'deferred', reason: { code: 'sms.certificateWrong', account: true } });
  });
  it('a trusted one is taken', async () => {
    expect(await sendAt(base(), { ca: authority.ca })).toMatchObject({ kind: 'accepted' });
  });
  it('the certificate must be for this name', async () => {
    const outcome = await sendAt(base().replace('localhost', '127.0.0.1'), { ca: authority.ca });
    expect(outcome).toMatchObject({ kind: 'deferred', reason: { code: 'sms.certificateWrong' } });
  });
});

describe('answers', () => {
  it.each([
    [
      'windows-1251 as named',
      { body: cp1251('{"error":"ошибка","error_code":7}'), type: 'application/json; charset=windows-1251' },
    ],
    ['windows-1251 unnamed', { body: cp1251('{"error":"ошибка","error_code":7}') }],
    ['UTF-8 unnamed', { body: '{"error":"ошибка","error_code":7}' }],
    ['an unknown charset', { body: '{"error":"ошибка","error_code":7}', type: 'text/plain; charset=x-none' }],
  ])('%s', async (_name, wire) => {
    fake.answer = () => wire;
    expect(await sendAt(fake.base)).toMatchObject({ reason: { code: 'sms.badNumber', reply: '7 ошибка' } });
  });
  it('of endless size are cut, and the message stays in doubt', async () => {
    fake.answer = () => ({ body: 'x'.repeat(3 << 20) });
    expect(await sendAt(fake.base)).toMatchObject({ kind: 'unknown', askAfter: expect.any(Number) });
  });
  it('never tell the password on', async () => {
    fake.answer = () => 'cut';
    expect(JSON.stringify(await sendAt(fake.base))).not.toContain('secret');
  });
});

describe('connections', () => {
  it('are kept: many messages, few connections', async () => {
    const channel = channelAt(fake.base, { connections: 2 });
    await Promise.all(Array.from({ length: 50 }, (_, at) => channel.send({ ...message, id: `d-${at}` })));
    await channel.close();
    expect(fake.received).toHaveLength(50);
    expect(new Set(fake.received.map(({ port }) => port)).size).toBeLessThanOrEqual(2);
  });

  it('a request that waited too long for a free one is put off, and never goes out', async () => {
    fake.answer = () => 'hang';
    const channel = channelAt(fake.base, { connections: 1, total: 200 });
    const [first, second] = await Promise.all([channel.send(message), channel.send({ ...message, id: 'd-2' })]);
    expect(first).toMatchObject({ kind: 'unknown', reason: { code: 'sms.silentAfter' } });
    expect(second).toMatchObject({ kind: 'deferred', reason: { code: 'sms.silent' } });
    await channel.close();
    expect(fake.received).toHaveLength(1);
  });
});
