import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../texts/problem.ts';
import { type IdentityOptions, identities, isBrowser, LOOPBACK_HOST } from './identity.ts';
import { isAllowed } from './permissions.ts';
import { wantsPage } from './problem-page.ts';
import { nobody } from './who.ts';

export interface GuardOptions extends IdentityOptions {
  /** Host names under which the service may be reached besides loopback ones. */
  hosts: readonly string[];
}

export { byOf } from './who.ts';

/**
 * Keeps strangers out. A page from another site, or a host name that was pointed at this machine (DNS rebinding), is refused
 * whatever it asks; everyone else gets what `permissions.ts` says.
 */
export function guard(server: FastifyInstance, { hosts, ...options }: GuardOptions): void {
  const names = new Set(hosts.map((name) => name.toLowerCase()));
  const known = (host: string) =>
    LOOPBACK_HOST.test(host) || names.has(host.toLowerCase()) || names.has(host.toLowerCase().replace(/:\d+$/, ''));
  const whoMayBe = identities(options);
  server.decorateRequest('who');
  /** False if the request has been answered. */
  const admit = (request: FastifyRequest, reply: FastifyReply): boolean => {
    request.who = nobody;
    const { host } = request;
    if (!known(host)) throw new Problem('hostUnknown', { status: 421, params: { host: clean(host) } });
    if (isForeign(request, host)) throw new Problem('originForeign', { status: 403 });
    const those = whoMayBe(request);
    const who = those.find((one) => isAllowed(one, request));
    if (who) request.who = who;
    // A person who follows a link is better sent to sign in than told that they may not.
    else if (wantsPage(request)) {
      reply.redirect(`/sign-in?to=${encodeURIComponent(request.url)}`, 303);
      return false;
    } else if (those.some(({ role }) => role === 'cashier' || role === 'integrator'))
      throw new Problem('notAllowed', { status: 403 });
    else throw new Problem(isBrowser(request) ? 'signInNeeded' : 'tokenNeeded', { status: 401 });
    return true;
  };
  // Not an async function: each would cost the hot path a promise and a turn of the microtask queue.
  server.addHook('onRequest', (request, reply, done) => {
    let goesOn: boolean;
    try {
      goesOn = admit(request, reply);
    } catch (error) {
      done(error as Error);
      return;
    }
    // Outside the try: what comes after it has errors of its own.
    if (goesOn) done();
  });
}

/**
 * Whether a page of another origin is behind the request. A link to one of our pages is none; anything else that such a page sends is,
 * even if it couldn't read the answer.
 */
function isForeign({ method, headers }: FastifyRequest, host: string): boolean {
  const { origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = headers;
  if (origin !== undefined && hostOf(origin) !== host) return true;
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  return mode !== 'navigate' || method !== 'GET';
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}

const clean = (host: string) => host.replace(/[^\w.:[\]-]/g, '').slice(0, 100) || '—';
