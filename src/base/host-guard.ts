import { lookup as findAll } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/**
 * Which addresses a setting may point at. A self-hosted shop lists its own relay; without that nobody reaches the inside of a network, or
 * what a cloud keeps for its machines, by way of a setting.
 */
export interface HostGuard {
  /** True for any address inside a network but those of clouds for their machines; else the names and addresses that the installer has listed. */
  allowPrivate?: boolean | readonly string[];
}

const listOf = (nets: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[]): BlockList => {
  const list = new BlockList();
  for (const net of nets) list.addSubnet(...net);
  return list;
};

/** Where clouds keep the secrets of a machine: link-local, and what Azure, Alibaba, Oracle and AWS use besides. */
const clouds = listOf([
  ['169.254.0.0', 16, 'ipv4'],
  ['168.63.129.16', 32, 'ipv4'],
  ['100.100.100.200', 32, 'ipv4'],
  ['192.0.0.192', 32, 'ipv4'],
  ['fe80::', 10, 'ipv6'],
  ['fd00:ec2::', 32, 'ipv6'],
]);

/** Loopback, private, link-local, multicast, and the nets of IPv6 that carry an address of IPv4 within. */
const inner = listOf([
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 127, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
]);

const isIn = (list: BlockList, address: string) =>
  isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
const isOfClouds = (address: string) => isIn(clouds, address);

/** True for an address inside a network. */
export const isInner = (address: string): boolean => isIn(inner, address) || isOfClouds(address);

/** Whether the installer has opened a host by its name or address, or any with `true`. */
export function isListed(host: string, { allowPrivate = false }: HostGuard): boolean {
  return allowPrivate === true || (Array.isArray(allowPrivate) && allowPrivate.includes(host));
}

/** Whether a host with these addresses is refused: for one inside a network that the installer has not opened. */
function isRefused(host: string, addresses: readonly string[], guard: HostGuard): boolean {
  const { allowPrivate } = guard;
  if (
    Array.isArray(allowPrivate) &&
    (allowPrivate.includes(host) || addresses.every((one) => allowPrivate.includes(one)))
  )
    return false;
  return addresses.some(allowPrivate === true ? isOfClouds : isInner);
}

/** Whether a host that is written as an address is refused. A connection looks up names alone, so that addresses have to be judged before. */
export const isRefusedAddress = (host: string, guard: HostGuard): boolean =>
  isIP(host) !== 0 && isRefused(host, [host], guard);

export type Found = { ok: true; address: string } | { ok: false; why: 'notFound' | 'dnsDown' | 'inner' };

/** Finds a host's address once, so that the connection goes to the very address that was judged. */
export function findHost(host: string, guard: HostGuard = {}): Promise<Found> {
  return new Promise((resolve) => {
    findAll(host, { all: true }, (error, found) => {
      const [first] = found ?? [];
      if (error || !first) resolve({ ok: false, why: error?.code === 'EAI_AGAIN' ? 'dnsDown' : 'notFound' });
      else if (
        isRefused(
          host,
          found.map(({ address }) => address),
          guard,
        )
      )
        resolve({ ok: false, why: 'inner' });
      else resolve({ ok: true, address: first.address });
    });
  });
}

/**
 * Finds a host's addresses for a connection and refuses those inside a network with `EHOSTINNER`, in the same step, so that no other answer
 * can come between.
 */
export function guardedLookup(guard: HostGuard): LookupFunction {
  return (host, options, done) => {
    findAll(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '');
      if (
        isRefused(
          host,
          found.map(({ address }) => address),
          guard,
        )
      )
        return done(Object.assign(new Error(`${host} is inside a network`), { code: 'EHOSTINNER' }), '');
      const [first] = found;
      if (options.all === true) return done(null, found);
      if (first === undefined) return done(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '');
      return done(null, first.address, first.family);
    });
  };
}
