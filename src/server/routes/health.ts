import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { App } from '../../app.ts';

/** `/healthz` says the process lives, `/readyz` that the store answers, `/metrics` what a monitoring system collects. */
export function healthRoutes(server: FastifyInstance, app: App): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'kvitok_' });
  new Gauge({
    name: 'kvitok_deliveries',
    help: 'Deliveries by status',
    labelNames: ['status'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const [status, count] of Object.entries(await app.delivery.countByStatus())) this.set({ status }, count);
    },
  });

  server.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }));
  server.get('/readyz', { schema: { hide: true } }, async () => {
    await app.delivery.list({ limit: 1 });
    return { status: 'ready' };
  });
  server.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
