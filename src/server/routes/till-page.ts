import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import { Problem } from '../../texts/problem.ts';
import { pagePolicy } from '../page-headers.ts';
import { isSecure } from '../session-cookie.ts';
import { tillCookie, tillOf } from '../till-gate.ts';

const page = join(import.meta.dirname, '..', '..', '..', 'web', 'dist', 'till.html');

/** `/till/{register}`: the cashier's page. A link with a token turns it into a cookie and goes on without it. `embedders` may show it in a frame. */
export function tillPageRoutes(server: FastifyInstance, app: App, embedders: readonly string[]): void {
  const isFramed = ({ headers }: FastifyRequest) =>
    embedders.length > 0 && headers['sec-fetch-dest'] === 'iframe' && headers['sec-fetch-site'] === 'cross-site';

  server.get(
    '/till/:register',
    {
      schema: {
        hide: true,
        params: Type.Object({ register: Type.String({ maxLength: 40 }) }),
        querystring: Type.Object({ token: Type.Optional(Type.String({ maxLength: 200 })) }),
      },
    },
    async (request, reply) => {
      const { register } = request.params as { register: string };
      const { token: key } = request.query as { token?: string };
      // Whoever has the link opened it for one sale: when that has ended, the window closes itself.
      const address = `/till/${encodeURIComponent(register)}?once`;
      reply.header('cache-control', 'no-store');
      if (embedders.length > 0) {
        reply.removeHeader('x-frame-options');
        reply.header('content-security-policy', pagePolicy(embedders));
      }
      if (key !== undefined) {
        const opened = await app.tillAccess.redeem(key);
        if (opened === register) {
          const how = { secure: isSecure(request), framed: isFramed(request) };
          return reply.header('set-cookie', tillCookie(app.tillAccess, register, how)).redirect(address, 303);
        }
        const { role } = request.who;
        if (role === 'owner' || role === 'cashier' || tillOf(request, app.tillAccess) === register)
          return reply.redirect(address, 303);
        throw new Problem('tillClosed', { status: 403 });
      }
      app.till.register(register);
      const html = await readFile(page).catch((cause: unknown) => {
        throw new Problem('pagesNotBuilt', { status: 503, cause });
      });
      return reply.type('text/html; charset=utf-8').send(html);
    },
  );
}
