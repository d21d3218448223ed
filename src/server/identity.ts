import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Access } from '../access/index.ts';
import { Problem } from '../texts/problem.ts';
import type { TillAccess } from '../till/index.ts';
import { sessionSecretOf } from './session-cookie.ts';
import { tillOf } from './till-gate.ts';
import { demoOwner, local, machine, nobody, type Who } from './who.ts';

export interface IdentityOptions {
  /** The token that opens everything; kept in the data folder, readable by the service's user alone. */
  token: string;
  access: Access;
  tillAccess: TillAccess;
  /** The service is a demonstration: this computer is its owner. */
  demo: boolean;
  /** Programs of this computer need a token too. */
  tokenAlways: boolean;
}

/** A name that only this computer has. */
export const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Who a request may come from, the first that is allowed counts: a browser may be signed in and stand at a till at once. Throws a `Problem`
 * for a token that is no good, rather than taking its owner for somebody else.
 */
export function identities(options: IdentityOptions): (request: FastifyRequest) => Who[] {
  const { access, tillAccess, demo, tokenAlways } = options;
  const own = digest(options.token);
  return (request) => {
    const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) return [ofToken(bearer, own, access)];
    const found: Who[] = [];
    const person = sessionSecretOf(request, (secret) => access.signIn.find(secret));
    if (person) {
      const { name, role, key } = person;
      found.push({ by: `${role} ${name}`, role, name, session: person, key });
    }
    const register = tillOf(request, tillAccess);
    if (demo && !person && isHere(request)) found.push(demoOwner);
    if (register !== undefined) found.push({ by: `till ${register}`, role: 'till', name: register, register });
    if (!tokenAlways && isHere(request) && !isBrowser(request)) found.push(local);
    return found.length > 0 ? found : [nobody];
  };
}

function ofToken(given: string, own: Buffer, access: Access): Who {
  if (timingSafeEqual(digest(given), own)) return machine;
  const token = access.tokens.find(given);
  if (!token) throw new Problem('tokenWrong', { status: 401 });
  const { name, scopes, id } = token;
  return { by: `token ${name}`, role: 'integrator', name, scopes, key: id };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether the request comes from this computer: over loopback, to a loopback name, and handed on by nobody. */
function isHere({ socket, headers }: FastifyRequest): boolean {
  for (const name of HANDED_ON) if (headers[name] !== undefined) return false;
  return /^(127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? '') && LOOPBACK_HOST.test(headers.host ?? '');
}

/** What a proxy adds. */
const HANDED_ON = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'];

/**
 * Whether a browser sent the request, so that any page it shows may be behind it. Today's browsers say so by themselves; of the old ones
 * a form that is sent asks for HTML, and a script's request names its origin.
 */
export function isBrowser({ headers }: FastifyRequest): boolean {
  const { origin, referer, cookie, accept = '' } = headers;
  if (headers['sec-fetch-site'] !== undefined || headers['sec-fetch-mode'] !== undefined) return true;
  return origin !== undefined || referer !== undefined || cookie !== undefined || accept.includes('text/html');
}
