import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { App } from '../../app.ts';
import { Problem } from '../../texts/problem.ts';

const built = join(import.meta.dirname, '..', '..', '..', 'web', 'dist');
/** Addresses of the owner's side: one page, which shows what its address names. */
const DESK = ['/overview', '/journal', '/receipts/:id', '/settings', '/settings/:section', '/people', '/sign-in'];

/** The pages built from `web/`. Without them the API works all the same and the pages say how to build them. */
export async function pageRoutes(server: FastifyInstance, { demo }: Pick<App, 'demo'>): Promise<void> {
  const page = (path: string, file: string) =>
    server.get(path, { schema: { hide: true } }, async (_request, reply) => {
      const html = await readFile(join(built, file)).catch((cause: unknown) => {
        throw new Problem('pagesNotBuilt', { status: 503, cause });
      });
      return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(html);
    });
  for (const path of DESK) page(path, 'desk.html');
  if (demo) page('/demo', 'demo.html');
  server.get('/', { schema: { hide: true } }, async (_request, reply) => reply.redirect(demo ? '/demo' : '/overview'));

  if (!existsSync(join(built, 'assets'))) return;
  await server.register(fastifyStatic, {
    root: built,
    index: false,
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
