import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../texts/problem.ts';
import type { TillAccess } from '../till/index.ts';
import { isFormLink, isForTill, tillOf } from './till-gate.ts';
import type { Who } from './who.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

export interface GuardOptions {
  /** The token that opens everything; kept in the data folder, readable by the service's user alone. */
  token: string;
  /** Host names under which the service may be reached besides loopback ones. */
  hosts: readonly string[];
  /** The service is a demonstration: who may do everything is its owner. */
  demo: boolean;
  /** Lets a till's browser in to what is its own. */
  tillAccess: TillAccess;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks. On a route that is open to anyone it is nobody: a `local` without a name. */
    who: Who;
    /** The register as whose till alone the request was let in; undefined for who may do everything. */
    asTill?: string;
  }
}

/**
 * Keeps strangers out. A page from another site, or a host name that was pointed at this machine (DNS rebinding), is refused
 * whatever it asks. Without the token only requests that came over loopback to a loopback name are served.
 */
export function guard(server: FastifyInstance, { token, hosts, demo, tillAccess }: GuardOptions): void {
  server.decorateRequest('who');
  const known = (host: string | undefined) => host !== undefined && (LOOPBACK.test(host) || hosts.includes(host));
  server.addHook('onRequest', async (request) => {
    if (!known(request.headers.host))
      throw new Problem('hostUnknown', { status: 421, params: { host: clean(request.headers.host) } });
    const { origin } = request.headers;
    if (origin !== undefined && !sameOrigin(origin, request)) throw new Problem('originForeign', { status: 403 });
    if (request.headers['sec-fetch-site'] === 'cross-site' && request.method !== 'GET')
      throw new Problem('originForeign', { status: 403 });
    request.who = { by: 'local', role: 'local', name: '' };
    if (isTrusted(request, token)) {
      const by = demo ? 'demo' : 'api';
      request.who = { by, role: 'owner', name: demo ? '' : by };
      return;
    }
    if (isOpen(request.url) || isFormLink(request)) return;
    const till = tillOf(request, tillAccess);
    if (till === undefined || !isForTill(request, till)) throw new Problem('tokenNeeded', { status: 401 });
    request.asTill = till;
    request.who = { by: `till ${till}`, role: 'till', name: till };
  });
}

/** Whether the request may do everything: it came over loopback to a loopback name, or it has the token. */
export const isTrusted = (request: FastifyRequest, token: string): boolean =>
  (isLoopback(request) && LOOPBACK.test(request.headers.host ?? '')) || bearerIs(request, token);

/** Who asks, for the audit and the history of what was changed: `owner Анна`, `token 1С`, `till 1`, `api`. */
export const byOf = (request: FastifyRequest): string => request.who.by;

/** Health, and what an SMS provider calls: its address carries a secret of its own. */
const isOpen = (url: string) => /^\/(healthz|readyz)(\?|$)/.test(url) || url.startsWith('/api/v1/callbacks/');
const isLoopback = (request: FastifyRequest) => /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '');
const clean = (host: string | undefined) => (host ?? '—').replace(/[^\w.:[\]-]/g, '').slice(0, 100);

function sameOrigin(origin: string, request: FastifyRequest): boolean {
  try {
    return new URL(origin).host === request.headers.host;
  } catch {
    return false;
  }
}

function bearerIs(request: FastifyRequest, token: string): boolean {
  const given = Buffer.from(/^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
  const wanted = Buffer.from(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
