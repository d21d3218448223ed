import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { SessionOwner, SignedIn } from '../../access/index.ts';
import type { App } from '../../app.ts';
import { Problem } from '../../texts/problem.ts';
import type { SessionView, SignInView } from '../api/access.ts';
import { byOf } from '../guard.ts';
import { isSecure, noSessionCookie, sessionCookie } from '../session-cookie.ts';

const tags = ['access'];
const name = Type.String({ maxLength: 200 });
const password = Type.String({ maxLength: 1_000 });
const signInBody = Type.Object({ name, password }, { additionalProperties: false });
const setUpBody = Type.Object(
  { code: Type.String({ maxLength: 100 }), name, password },
  { additionalProperties: false },
);
const passwordBody = Type.Object({ old: password, password }, { additionalProperties: false });
const leaveQuery = Type.Object({
  everywhere: Type.Boolean({ default: false, description: 'Во всех браузерах, где этот человек вошёл' }),
});

/** Signing in and out, the first owner, one's own password, and who works with the service from here. */
export function sessionRoutes(scope: FastifyInstance, app: App): void {
  const { signIn, people } = app.access;
  const demo = app.demo !== undefined;
  const isNew = () => !demo && signIn.needsSetUp();
  const own = ({ who }: FastifyRequest): SessionOwner => {
    if (!who.session) throw new Problem('signInNeeded', { status: 401 });
    return who.session;
  };
  const welcome = (request: FastifyRequest, reply: FastifyReply, signedIn: SignedIn): SessionView => {
    reply.header('set-cookie', sessionCookie(signedIn, isSecure(request)));
    return { name: signedIn.name, role: signedIn.role, demo };
  };

  scope.get(
    '/sign-in',
    { schema: { summary: 'Нужна ли первая настройка', tags } },
    async (): Promise<SignInView> => ({
      setUp: isNew(),
    }),
  );

  scope.post(
    '/sign-in',
    { schema: { summary: 'Войти: браузер получает cookie', tags, body: signInBody } },
    async (request, reply) => {
      const typed = request.body as Static<typeof signInBody>;
      return welcome(request, reply, await signIn.signIn({ ...typed, address: request.ip }));
    },
  );

  scope.post(
    '/set-up',
    { schema: { summary: 'Первый владелец: по коду, который напечатала служба', tags, body: setUpBody } },
    async (request, reply) => {
      const typed = request.body as Static<typeof setUpBody>;
      return welcome(request, reply, await signIn.setUp({ ...typed, address: request.ip }));
    },
  );

  scope.get(
    '/session',
    { schema: { summary: 'Кто работает со службой', tags } },
    async (request): Promise<SessionView> => {
      const { role, name: called } = request.who;
      if (role !== 'owner' && role !== 'cashier' && role !== 'integrator')
        throw new Problem('signInNeeded', { status: 401 });
      return { name: called, role, demo };
    },
  );

  scope.delete('/session', { schema: { summary: 'Выйти', tags, querystring: leaveQuery } }, async (request, reply) => {
    const { everywhere } = request.query as Static<typeof leaveQuery>;
    const { session } = request.who;
    if (session) await (everywhere ? people.endSessions(session.id, byOf(request)) : signIn.signOut(session));
    return reply.code(204).header('set-cookie', noSessionCookie).send();
  });

  scope.put(
    '/session/password',
    {
      schema: { summary: 'Сменить свой пароль: остальные браузеры придётся впустить заново', tags, body: passwordBody },
    },
    async (request, reply) => {
      await signIn.changePassword(own(request), request.body as Static<typeof passwordBody>);
      return reply.code(204).send();
    },
  );
}
