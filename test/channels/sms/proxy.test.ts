import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSmsChannel, isProxyAddress, type SmsChannelOptions } from '../../../src/channels/sms/index.ts';
import { makeAuthority } from '../../servers/certificates.ts';
import { openProxy } from '../../servers/proxy.ts';

const authority = makeAuthority();
const taken = '{"id":1,"cnt":1,"cost":"2.5","balance":"90"}';
/** Knows only the proxy's way: nothing outside it has this name. */
const HOST = 'sms.kvitok.test';
const server = createServer(authority.issue(HOST), (_request, response) => response.end(taken));
const port = () => (server.address() as AddressInfo).port;

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const sendBy = async (http: SmsChannelOptions['http'], host = HOST) => {
  const account = { provider: 'smsc', login: 'l', password: 'secret', host: `https://${host}:${port()}` };
  const channel = createSmsChannel(account, { http: { ca: authority.ca, ...http } });
  const outcome = await channel.send({ id: 'd-1', to: '+79161234567', text: 'Чек' });
  await channel.close();
  return outcome;
};

it('a provider whose name only the proxy can find is reached through it, login and password included', async () => {
  const proxy = await openProxy({ login: 'shop', password: 'p:ä' });
  const outcome = await sendBy({ proxy: { url: proxy.url, login: 'shop', password: 'p:ä' } });
  expect(outcome).toMatchObject({ kind: 'accepted', cost: { kopecks: 250, currency: 'RUB' } });
  expect(proxy.asked).toEqual([`${HOST}:${port()}`]);
  await proxy.close();
});

it.each([
  ['wants a login', { login: 'shop', password: 'right' }, 'sms.proxyLogin'],
  ['does not let through', { refuses: 403 }, 'sms.proxyRefused'],
  ['can not reach the provider', { refuses: 502 }, 'sms.proxyNoWay'],
])('a proxy that %s is named as such, and nothing is in doubt', async (_name, options, code) => {
  const proxy = await openProxy(options);
  const outcome = await sendBy({ proxy: { url: proxy.url, login: 'shop', password: 'wrong' } });
  expect(outcome).toMatchObject({ kind: 'deferred', reason: { code, account: true } });
  expect(JSON.stringify(outcome)).not.toContain('wrong');
  await proxy.close();
});

it('a proxy that is switched off is named as such', async () => {
  const proxy = await openProxy();
  await proxy.close();
  const outcome = await sendBy({ proxy: { url: proxy.url } });
  expect(outcome).toMatchObject({ kind: 'deferred', reason: { code: 'sms.proxySilent', account: true } });
});

it('the certificate behind the proxy is judged as without it', async () => {
  const proxy = await openProxy();
  const outcome = await sendBy({ proxy: { url: proxy.url } }, 'other.kvitok.test');
  expect(outcome).toMatchObject({ kind: 'deferred', reason: { code: 'sms.certificateWrong', account: true } });
  await proxy.close();
});

it.each(['10.1.2.3', '169.254.169.254', 'localhost'])('opens nothing inside the network: %s', async (host) => {
  const proxy = await openProxy();
  const outcome = await sendBy({ proxy: { url: proxy.url } }, host);
  expect(outcome).toMatchObject({ kind: 'deferred', reason: { code: 'sms.hostInner', account: true } });
  expect(proxy.asked).toEqual([]);
  await proxy.close();
});

it.each([
  ['http://proxy:3128', true],
  ['https://192.168.0.5:8080/', true],
  ['http://127.0.0.1:3128', true],
  ['proxy:3128', false],
  ['socks5://proxy:1080', false],
  ['http://shop:word@proxy:3128', false],
  ['http://proxy:3128/path', false],
  ['http://169.254.169.254', false],
  ['http://[::ffff:169.254.169.254]', false],
  ['http://[fe80::1]:3128', false],
  ['http://pro xy:3128', false],
])('%s as the address of a proxy: %s', (text, good) => {
  expect(isProxyAddress(text)).toBe(good);
});
