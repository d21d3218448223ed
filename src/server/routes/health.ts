import type { FastifyInstance } from 'fastify';
import type { App } from '../../app.ts';
import { metricsOf } from '../metrics.ts';

/** `/healthz` says the process lives, `/readyz` that the store answers, `/metrics` what a monitoring system collects. */
export function healthRoutes(server: FastifyInstance, app: App): void {
  const registry = metricsOf(app);

  server.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }));
  server.get('/readyz', { schema: { hide: true } }, async () => {
    await app.delivery.list({ limit: 1 });
    return { status: 'ready' };
  });
  server.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
