import type { FastifyInstance } from 'fastify';
import type { App } from '../../app.ts';
import { Problem } from '../../texts/problem.ts';
import type { SessionView } from '../api/access.ts';

const tags = ['access'];

/** Who works with the service from this browser or with this token. */
export function sessionRoutes(scope: FastifyInstance, app: App): void {
  scope.get(
    '/session',
    { schema: { summary: 'Кто работает со службой', tags } },
    async (request): Promise<SessionView> => {
      const { name, role } = request.who;
      if (role === 'till' || role === 'local') throw new Problem('tokenNeeded', { status: 401 });
      return { name, role, demo: app.demo !== undefined };
    },
  );

  scope.delete('/session', { schema: { summary: 'Выйти', tags } }, async (_request, reply) => reply.code(204).send());
}
