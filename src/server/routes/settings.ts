import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import { checkEmail, type EmailAccount } from '../../channels/email/index.ts';
import { emailAccountOf } from '../../delivery/index.ts';
import { isSection, type SectionName } from '../../settings/index.ts';
import { type Language, languageOf } from '../../texts/index.ts';
import { Problem } from '../../texts/problem.ts';
import type { CheckStepView } from '../api.ts';
import { stepView } from '../check-view.ts';

const tags = ['settings'];
const params = Type.Object({ section: Type.String({ maxLength: 40 }) });

/** Settings by section; a secret is written and never comes back. «Проверить» goes through sending step by step. */
export function settingsRoutes(scope: FastifyInstance, app: App): void {
  const sectionOf = (request: { params: unknown }): SectionName => {
    const { section } = request.params as { section: string };
    if (!isSection(section)) throw new Problem('settingUnknown', { status: 404, params: { path: section } });
    return section;
  };

  scope.get(
    '/settings/:section',
    { schema: { summary: 'Настройки раздела; вместо секрета — задан ли он', tags, params } },
    async (request) => app.settings.shown(sectionOf(request)),
  );

  scope.put('/settings/:section', { schema: { summary: 'Изменить поля раздела', tags, params } }, async (request) =>
    app.settings.change(sectionOf(request), request.body ?? {}, 'api'),
  );

  scope.post(
    '/settings/email/check',
    {
      schema: {
        summary: '«Проверить» почту: шаги и неверный из них',
        tags,
        body: Type.Object({ to: Type.Optional(Type.String({ maxLength: 254 })) }),
      },
    },
    async (request, reply) => {
      const language = languageOf(request.headers['accept-language']);
      const account = emailAccountOf(app.settings, 'default');
      if (!account) throw new Problem('emailNotSetUp', { status: 409, path: 'email' });
      const { to } = request.body as { to?: string };
      const steps = viewed(account, to, language, app.demo !== undefined);
      if (!/\bapplication\/x-ndjson\b/.test(request.headers.accept ?? '')) {
        const all: CheckStepView[] = [];
        for await (const step of steps) all.push(step);
        return { steps: all };
      }
      reply.hijack();
      reply.raw.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' });
      for await (const step of steps) reply.raw.write(`${JSON.stringify(step)}\n`);
      reply.raw.end();
      return reply;
    },
  );
}

async function* viewed(
  account: EmailAccount,
  to: string | undefined,
  language: Language,
  demo: boolean,
): AsyncGenerator<CheckStepView> {
  const guard = demo ? { guard: { allowPrivate: true } } : {};
  for await (const step of checkEmail(account, { ...(to === undefined ? {} : { to }), ...guard }))
    yield stepView(step, account, language);
}
