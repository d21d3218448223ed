import type { FastifyRequest } from 'fastify';
import type { TillAccess } from '../till/index.ts';

const COOKIE = 'kvitok_till';
const KEPT = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w.-]{1,200})`);
const SESSION_S = 12 * 3_600;

/**
 * The cookie with which a browser works as one till: unreadable to scripts, never sent along by another site's form. In a frame of another
 * site, where the till may stand, a browser keeps only a cookie that says so, apart for each such site.
 */
export function tillCookie(
  access: TillAccess,
  register: string,
  { secure, framed }: { secure: boolean; framed: boolean },
): string {
  const kept = framed ? 'SameSite=None; Secure; Partitioned' : `SameSite=Lax${secure ? '; Secure' : ''}`;
  return `${COOKIE}=${access.sessionOf(register)}; Path=/; Max-Age=${SESSION_S}; HttpOnly; ${kept}`;
}

/** The register that the request's cookie stands for. */
export function tillOf(request: Pick<FastifyRequest, 'headers'>, access: TillAccess): string | undefined {
  const [, session] = KEPT.exec(request.headers.cookie ?? '') ?? [];
  return session === undefined ? undefined : access.registerOf(session);
}
