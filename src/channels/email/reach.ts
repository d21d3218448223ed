import { findHost, type HostGuard, isListed } from '../../base/host-guard.ts';
import type { EmailAccount } from './message.ts';

/** Where mail servers take letters from programs. */
const PORTS = [25, 465, 587, 2525];

/** The address to connect to, or why there is none, as a key of the texts `reasons.…`. */
export type Reached = { ok: true; address: string } | { ok: false; reason: string };

/**
 * Finds the mail server of an account. One that isn't there and one inside a network are told alike, so that a setting can't be used to
 * ask what there is inside; a server that the installer has listed may have any port.
 */
export async function reach({ host, port }: Pick<EmailAccount, 'host' | 'port'>, guard: HostGuard): Promise<Reached> {
  const found = await findHost(host, guard);
  if (!found.ok) return { ok: false, reason: found.why === 'dnsDown' ? 'email.dnsDown' : 'email.hostNotFound' };
  const isOwn = isListed(host, guard) || isListed(found.address, guard);
  if (!PORTS.includes(port) && !isOwn) return { ok: false, reason: 'email.portForbidden' };
  return found;
}
