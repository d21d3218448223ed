import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Person } from '../../access/index.ts';
import type { App } from '../../app.ts';
import type { AuditPageView, PersonView } from '../api/access.ts';
import { byOf } from '../guard.ts';

const tags = ['access'];
const params = Type.Object({ id: Type.String({ maxLength: 64 }) });
const role = Type.Union([Type.Literal('owner'), Type.Literal('cashier')]);
const password = Type.String({ maxLength: 1_000 });
const newBody = Type.Object({ name: Type.String({ maxLength: 200 }), role, password }, { additionalProperties: false });
const changeBody = Type.Object(
  { role: Type.Optional(role), password: Type.Optional(password) },
  { additionalProperties: false, minProperties: 1 },
);
const auditQuery = Type.Object({
  cursor: Type.Optional(Type.String({ maxLength: 64 })),
  limit: Type.Integer({ minimum: 1, maximum: 500, default: 50 }),
});

/** Those who sign in, and what was done. */
export function peopleRoutes(scope: FastifyInstance, app: App): void {
  const { people } = app.access;
  const viewed = (person: Person, request: FastifyRequest): PersonView => ({
    ...person,
    self: request.who.session?.id === person.id,
  });
  const idOf = (request: FastifyRequest) => (request.params as Static<typeof params>).id;

  scope.get('/people', { schema: { summary: 'Люди, которые входят', tags } }, async (request) => ({
    people: people.list().map((person) => viewed(person, request)),
  }));

  scope.post('/people', { schema: { summary: 'Добавить человека', tags, body: newBody } }, async (request, reply) => {
    const person = await people.add(request.body as Static<typeof newBody>, byOf(request));
    reply.code(201);
    return viewed(person, request);
  });

  scope.put(
    '/people/:id',
    { schema: { summary: 'Другие права или новый пароль; его браузеры выйдут', tags, params, body: changeBody } },
    async (request) =>
      viewed(await people.change(idOf(request), request.body as Static<typeof changeBody>, byOf(request)), request),
  );

  scope.delete(
    '/people/:id',
    { schema: { summary: 'Убрать человека; его браузеры выйдут', tags, params } },
    async (request, reply) => {
      await people.remove(idOf(request), byOf(request));
      return reply.code(204).send();
    },
  );

  scope.delete(
    '/people/:id/sessions',
    { schema: { summary: 'Вывести человека из всех браузеров, кроме этого', tags, params } },
    async (request, reply) => {
      await people.endSessions(idOf(request), byOf(request), request.who.session?.key);
      return reply.code(204).send();
    },
  );

  scope.get(
    '/audit',
    { schema: { summary: 'Что делали со службой, новое сверху', tags, querystring: auditQuery } },
    async (request): Promise<AuditPageView> => {
      const { cursor, limit } = request.query as Static<typeof auditQuery>;
      const entries = await app.access.list({ limit, ...(cursor === undefined ? {} : { before: cursor }) });
      const last = entries.length === limit ? entries.at(-1)?.id : undefined;
      return { entries, ...(last === undefined ? {} : { cursor: last }) };
    },
  );
}
