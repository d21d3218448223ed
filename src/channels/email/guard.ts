import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** Which servers a setting may point at. A self-hosted shop may list its own relay; others can't reach the inside of a network by «Проверить». */
export interface HostGuard {
  /** True for any private address, or the names and addresses that the installer has listed. */
  allowPrivate?: boolean | readonly string[];
}

const inner = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inner.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inner.addSubnet(net, bits, 'ipv6');

/** True for an address inside a network: loopback, private, link-local, multicast. */
export function isInner(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return isInner(mapped);
  return inner.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

export type Found = { ok: true; address: string } | { ok: false; why: 'notFound' | 'dnsDown' | 'inner' };

/** Finds a host's address once, so that the connection goes to the very address that was judged. */
export async function findHost(host: string, { allowPrivate = false }: HostGuard = {}): Promise<Found> {
  let addresses: string[];
  try {
    addresses = isIP(host) ? [host] : (await lookup(host, { all: true })).map((found) => found.address);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { ok: false, why: code === 'EAI_AGAIN' ? 'dnsDown' : 'notFound' };
  }
  const [address] = addresses;
  if (address === undefined) return { ok: false, why: 'notFound' };
  const allowed =
    allowPrivate === true ||
    (allowPrivate !== false && (allowPrivate.includes(host) || allowPrivate.includes(address)));
  return !allowed && addresses.some(isInner) ? { ok: false, why: 'inner' } : { ok: true, address };
}
