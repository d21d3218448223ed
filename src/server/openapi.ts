import { type FastifyInstance, type FastifySchema, fastify, type RouteOptions } from 'fastify';
import type { AnswerName, BodyName } from './api/answers.ts';

declare module 'fastify' {
  interface FastifySchema {
    /** What the route answers, by status; anything of 400 and above is a `Problem`. For the description alone. */
    answers?: Partial<Record<number, AnswerName>>;
    /** What it takes, where it reads the bytes itself. For the description alone. */
    takes?: BodyName;
  }
}

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

const TAGS = {
  receipts: 'Чеки: принять, отправить, посмотреть',
  sales: 'Продажи: форма кассира и касса',
  deliveries: 'Отправки и журнал',
  settings: 'Настройки и «Проверить»',
  tills: 'Рабочие места кассиров',
  overview: 'Обзор',
  access: 'Вход, люди и ключи программ',
  privacy: 'Персональные данные',
  events: 'События на ходу (server-sent events)',
};

async function describe(routes: readonly RouteOptions[], version: string): Promise<unknown> {
  const [{ default: swagger }, { answers, bodies }] = await Promise.all([
    import('@fastify/swagger'),
    import('./api/answers.ts'),
  ]);
  const paper = fastify();
  await paper.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Квиток', version, description: 'Доставка фискального чека покупателю по почте и SMS.' },
      servers: [{ url: '/' }],
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'Ключ программы' } } },
      security: [{ key: [] }, {}],
    },
    refResolver: {
      buildLocalReference: ({ $id }, _base, _fragment, index) => (typeof $id === 'string' ? $id : `def-${index}`),
    },
  });
  for (const [$id, schema] of Object.entries(answers)) paper.addSchema({ ...schema, $id });

  const contentOf = (body: Record<string, unknown>) => ({
    content: Object.fromEntries(Object.entries(body).map(([type, schema]) => [type, { schema }])),
  });
  const described = ({ answers: given = {}, takes, ...schema }: FastifySchema, name: string) => ({
    operationId: name,
    ...schema,
    ...(takes === undefined ? {} : { body: contentOf(bodies[takes]) }),
    response: {
      ...Object.fromEntries(
        Object.entries(given).map(([status, answer]) => [
          status,
          { description: 'Ответ', ...contentOf({ 'application/json': { $ref: `${answer}#` } }) },
        ]),
      ),
      ...(Object.keys(given).length === 0 ? { '2xx': { description: 'Ответ' } } : {}),
      '4xx': { description: 'Отказ', ...contentOf({ 'application/problem+json': { $ref: 'Problem#' } }) },
    },
  });
  for (const { method, url, schema } of routes) {
    if (!schema || method === 'HEAD') continue;
    const name = operationName(String(method), url);
    paper.route({ method, url, schema: described(schema, name), handler: async () => undefined });
  }
  await paper.ready();
  const description = paper.swagger();
  await paper.close();
  return description;
}

/** `POST /api/v1/deliveries/:id/retry` is `postDeliveriesIdRetry`. */
const operationName = (method: string, url: string): string =>
  url
    .replace(/^\/api\/v1/, '')
    .split(/[^A-Za-z0-9]+/)
    .reduce((name, part) => name + part.charAt(0).toUpperCase() + part.slice(1), method.toLowerCase());
