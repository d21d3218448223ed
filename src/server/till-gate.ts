import type { FastifyRequest } from 'fastify';
import type { TillAccess } from '../till/index.ts';

const COOKIE = 'kvitok_till';
const SESSION_S = 12 * 3_600;

/** The cookie with which a browser works as one till: unreadable to scripts, never sent along by another site's form. */
export const tillCookie = (access: TillAccess, register: string): string =>
  `${COOKIE}=${access.sessionOf(register)}; Path=/; Max-Age=${SESSION_S}; HttpOnly; SameSite=Lax`;

/** The register that the request's cookie stands for. */
export function tillOf(request: Pick<FastifyRequest, 'headers'>, access: TillAccess): string | undefined {
  const [, session] = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w.-]{1,200})`).exec(request.headers.cookie ?? '') ?? [];
  return session === undefined ? undefined : access.registerOf(session);
}

/** Whether a till may ask for this: its own page, snapshot, events and sales, and sending a receipt once more. */
export function isForTill({ method, url }: { method: string; url: string }, register: string): boolean {
  const { pathname, searchParams } = new URL(url, 'http://till');
  const own = encodeURIComponent(register);
  if (method === 'GET' && (pathname === `/till/${own}` || /^\/(assets\/[\w.-]+|icon\.svg)$/.test(pathname)))
    return true;
  if (method === 'GET' && pathname === `/api/v1/tills/${own}`) return true;
  if (method === 'GET' && pathname === '/api/v1/events') return searchParams.get('register') === register;
  if (method === 'POST' && /^\/api\/v1\/receipts\/[\w-]+\/deliveries$/.test(pathname)) return true;
  return /^\/api\/v1\/sales\/[\w-]+(\/\w+)?$/.test(pathname);
}

/** A link to a form carries its own key; what it is worth is seen where it is opened. */
export const isFormLink = ({ method, url }: { method: string; url: string }): boolean =>
  method === 'GET' && /^\/till\/[^/?]+\?token=/.test(url);
