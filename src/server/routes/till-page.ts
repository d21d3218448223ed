import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import { Problem } from '../../texts/problem.ts';
import { isTrusted } from '../guard.ts';
import { tillCookie, tillOf } from '../till-gate.ts';

const page = join(import.meta.dirname, '..', '..', '..', 'web', 'dist', 'till.html');

/** `/till/{register}`: the cashier's page. A link with a token turns it into a cookie and goes on without it. */
export function tillPageRoutes(server: FastifyInstance, app: App, token: string): void {
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
      if (key !== undefined) {
        const opened = await app.tillAccess.redeem(key);
        if (opened === register)
          return reply.header('set-cookie', tillCookie(app.tillAccess, register)).redirect(address, 303);
        if (isTrusted(request, token) || tillOf(request, app.tillAccess) === register)
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
