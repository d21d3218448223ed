import { type FastifyInstance, fastify, type RouteOptions } from 'fastify';

/**
 * The OpenAPI description of every route that the server gets from now on. It is written by the first who asks, from the same schemas: what
 * writes it is a tenth of the service's memory, and few ever ask.
 */
export function describedApi(server: FastifyInstance, version: string): () => Promise<unknown> {
  const routes: RouteOptions[] = [];
  server.addHook('onRoute', (route) => {
    routes.push(route);
  });
  let description: Promise<unknown> | undefined;
  return () => {
    description ??= describe(routes, version);
    return description;
  };
}

async function describe(routes: readonly RouteOptions[], version: string): Promise<unknown> {
  const { default: swagger } = await import('@fastify/swagger');
  const paper = fastify();
  await paper.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Квиток', version, description: 'Доставка фискального чека покупателю по почте и SMS.' },
    },
  });
  for (const { method, url, schema } of routes)
    if (schema && method !== 'HEAD') paper.route({ method, url, schema, handler: async () => undefined });
  await paper.ready();
  const description = paper.swagger();
  await paper.close();
  return description;
}
