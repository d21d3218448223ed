import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { scopes } from '../../access/index.ts';
import type { App } from '../../app.ts';
import type { NewTokenView, TokenView } from '../api/access.ts';
import { byOf } from '../guard.ts';

const tags = ['access'];
const params = Type.Object({ id: Type.String({ maxLength: 64 }) });
const body = Type.Object(
  {
    name: Type.String({ maxLength: 200 }),
    scopes: Type.Array(Type.Union(scopes.map((scope) => Type.Literal(scope))), { minItems: 1, maxItems: 20 }),
    expiresAt: Type.Optional(
      Type.Union([Type.Null(), Type.Integer({ minimum: 0 })], {
        description: 'Мс с 1970 года; без него — пока не отозвать',
      }),
    ),
  },
  { additionalProperties: false },
);

/** Keys of programs. A token is told once, in the answer that makes it. */
export function tokenRoutes(scope: FastifyInstance, app: App): void {
  const { tokens } = app.access;

  scope.get(
    '/tokens',
    { schema: { summary: 'Ключи программ', tags } },
    async (): Promise<{ tokens: TokenView[] }> => ({
      tokens: tokens.list(),
    }),
  );

  scope.post(
    '/tokens',
    { schema: { summary: 'Создать ключ: он показывается один раз', tags, body } },
    async (request, reply): Promise<NewTokenView> => {
      const { expiresAt = null, ...wanted } = request.body as Static<typeof body>;
      const { token, secret } = await tokens.make({ ...wanted, expiresAt }, byOf(request));
      reply.code(201).header('cache-control', 'no-store');
      return { ...token, token: secret };
    },
  );

  scope.delete('/tokens/:id', { schema: { summary: 'Отозвать ключ', tags, params } }, async (request, reply) => {
    await tokens.revoke((request.params as Static<typeof params>).id, byOf(request));
    return reply.code(204).send();
  });
}
