import { expect, test } from 'vitest';
import { findHost, guardedLookup, type HostGuard, isInner, isRefusedAddress } from '../../src/base/host-guard.ts';

test.each([
  '127.0.0.1',
  '127.255.0.9',
  '0.0.0.0',
  '10.1.2.3',
  '172.31.255.255',
  '192.168.0.1',
  '100.64.0.1',
  '169.254.169.254',
  '168.63.129.16',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:10.0.0.1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'ff02::1',
])('%s is inside a network, and is refused unless it is listed', (address) => {
  expect(isInner(address)).toBe(true);
  expect(isRefusedAddress(address, {})).toBe(true);
  expect(isRefusedAddress(address, { allowPrivate: ['another.lan'] })).toBe(true);
  expect(isRefusedAddress(address, { allowPrivate: [address] })).toBe(false);
});

test.each(['8.8.8.8', '93.158.134.38', '172.32.0.1', '100.128.0.1', '2a02:6b8::1', '::ffff:8.8.8.8'])(
  '%s is outside',
  (address) => {
    expect(isInner(address)).toBe(false);
    expect(isRefusedAddress(address, {})).toBe(false);
  },
);

test('where any private address is allowed, those of clouds for their machines are not', () => {
  const any: HostGuard = { allowPrivate: true };
  for (const address of ['127.0.0.1', '192.168.0.5', 'fd12::1'])
    expect(isRefusedAddress(address, any), address).toBe(false);
  for (const address of ['169.254.169.254', '::ffff:169.254.169.254', '100.100.100.200', 'fd00:ec2::254', 'fe80::1'])
    expect(isRefusedAddress(address, any), address).toBe(true);
});

test('a name that means this computer is refused, in whatever way it is written', async () => {
  for (const host of ['localhost', '127.1', '0x7f.1', '2130706433', '017700000001', '::1']) {
    const found = await findHost(host);
    // What a system doesn't take for an address it doesn't find, which is as good.
    expect(found.ok ? found.address : 'refused', host).toBe('refused');
  }
  expect(await findHost('localhost', { allowPrivate: ['localhost'] })).toMatchObject({ ok: true });
  expect(await findHost('no-such-host.invalid')).toMatchObject({ ok: false });
});

test('a connection gets the judged addresses, or EHOSTINNER', async () => {
  const ask = (guard: HostGuard, all: boolean) =>
    new Promise((resolve) => {
      guardedLookup(guard)('localhost', { all }, (error, address) => resolve(error ? error.code : address));
    });
  expect(await ask({}, true)).toBe('EHOSTINNER');
  expect(await ask({}, false)).toBe('EHOSTINNER');
  expect(await ask({ allowPrivate: true }, false)).toMatch(/^(127\.0\.0\.1|::1)$/);
  expect(await ask({ allowPrivate: ['localhost'] }, true)).toEqual(
    expect.arrayContaining([{ address: expect.any(String), family: expect.any(Number) }]),
  );
});
