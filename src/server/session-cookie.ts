import type { FastifyRequest } from 'fastify';
import type { SignedIn } from '../access/index.ts';

const COOKIE = 'kvitok_session';
const SECRET = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]{43})(?=;|$)`, 'g');

/** Whether the browser speaks to us over TLS, be it by way of a proxy: it says so itself when it signs in. */
export const isSecure = ({ protocol, headers }: FastifyRequest): boolean =>
  protocol === 'https' || headers.origin?.startsWith('https:') === true;

/** The cookie that keeps a browser signed in: unreadable to scripts, never sent along by another site's form, over TLS never in the clear. */
export const sessionCookie = ({ secret, seconds }: SignedIn, secure: boolean): string =>
  `${COOKIE}=${secret}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;

/** Takes the cookie away. */
export const noSessionCookie = `${COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`;

/** What `find` makes of the request's cookie; of several with this name, as another path or domain may set them, the first that is good. */
export function sessionSecretOf<T>(
  request: Pick<FastifyRequest, 'headers'>,
  find: (secret: string) => T | undefined,
): T | undefined {
  const { cookie } = request.headers;
  if (cookie === undefined) return undefined;
  for (const [, secret = ''] of cookie.matchAll(SECRET)) {
    const found = find(secret);
    if (found) return found;
  }
  return undefined;
}
