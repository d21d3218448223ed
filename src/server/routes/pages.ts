import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../../texts/problem.ts';

const built = join(import.meta.dirname, '..', '..', '..', 'web', 'dist');

/** The pages built from `web/`. Without them the API works all the same and the pages say how to build them. */
export async function pageRoutes(server: FastifyInstance): Promise<void> {
  if (!existsSync(join(built, 'index.html'))) {
    server.get('/', { schema: { hide: true } }, async () => {
      throw new Problem('pagesNotBuilt', { status: 503 });
    });
    return;
  }
  await server.register(fastifyStatic, {
    root: built,
    index: 'index.html',
    decorateReply: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header(
        'cache-control',
        path.includes(`${join('dist', 'assets')}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
}
