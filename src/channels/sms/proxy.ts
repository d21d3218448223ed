import { isIP } from 'node:net';
import { findHost, type HostGuard, isInner, isRefusedAddress } from '../../base/host-guard.ts';
import { HttpFailure } from './http-failure.ts';

/** A proxy through which requests leave the shop's network. It stands inside that network as a rule, so its own address is not judged. */
export interface HttpProxy {
  /** `http://proxy:3128` or `https://…`, without a login in it. */
  url: string;
  login?: string;
  password?: string;
}

/** True for an address of a proxy; never one of the link-local net, where clouds keep the secrets of a machine. */
export function isProxyAddress(text: string): boolean {
  if (/[\s\p{Cc}]/u.test(text)) return false;
  try {
    const url = new URL(text);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    return (
      /^https?:$/.test(url.protocol) &&
      url.hostname !== '' &&
      url.username === '' &&
      url.password === '' &&
      /^\/?$/.test(url.pathname + url.search + url.hash) &&
      !isRefusedAddress(host, { allowPrivate: true })
    );
  } catch {
    return false;
  }
}

/** The proxy for requests to a host; none for this machine and for what the installer has listed as inside the network. */
export function proxyFor(
  host: string,
  proxy: HttpProxy | undefined,
  { allowPrivate }: HostGuard,
): HttpProxy | undefined {
  const listed = Array.isArray(allowPrivate) && allowPrivate.includes(host);
  const inside = host === 'localhost' || (isIP(host) !== 0 && isInner(host));
  return listed || inside ? undefined : proxy;
}

/**
 * Refuses a host whose name means an address inside the network: the proxy finds the name by itself, and would open what the guard keeps
 * closed. A name that can't be found here is left to the proxy, since shops behind one often can't find outer names.
 */
export async function refuseInnerName(host: string, guard: HostGuard): Promise<void> {
  const found = await findHost(host, guard);
  if (!found.ok && found.why === 'inner') throw new HttpFailure('hostInner', false);
}
