import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import { uuidv7 } from '../../base/uuid.ts';
import { checkEmail, type EmailAccount } from '../../channels/email/index.ts';
import { parseContact } from '../../contact/parse-contact.ts';
import { emailAccountOf } from '../../delivery/index.ts';
import { isSection, type SectionName } from '../../settings/index.ts';
import { type Language, languageOf, text } from '../../texts/index.ts';
import { Problem } from '../../texts/problem.ts';
import type { CheckStepView } from '../api.ts';
import { stepView } from '../check-view.ts';
import { byOf } from '../guard.ts';
import { sendSteps } from '../step-stream.ts';
import { refuseToDropInUse } from './register-settings.ts';

const tags = ['settings'];
const params = Type.Object({ section: Type.String({ maxLength: 40 }) });
const querystring = Type.Object({
  profile: Type.String({
    pattern: '^[A-Za-z0-9_-]{1,40}$',
    default: 'default',
    description: 'Профиль касс; чего в нём нет, берётся из общего',
  }),
});
/** Sections that the whole shop shares. */
const SHARED: readonly SectionName[] = ['registers', 'privacy', 'network'];

/** Settings by section; a secret is written and never comes back. «Проверить» goes through sending step by step. */
export function settingsRoutes(scope: FastifyInstance, app: App): void {
  const sectionOf = (request: { params: unknown }): SectionName => {
    const { section } = request.params as { section: string };
    if (!isSection(section)) throw new Problem('settingUnknown', { status: 404, params: { path: section } });
    return section;
  };

  const profileOf = (request: { query: unknown }, section: SectionName): string =>
    SHARED.includes(section) ? 'default' : (request.query as { profile: string }).profile;

  scope.get(
    '/settings/:section',
    { schema: { summary: 'Настройки раздела; вместо секрета — задан ли он', tags, params, querystring } },
    async (request) => {
      const section = sectionOf(request);
      return app.settings.shown(section, profileOf(request, section));
    },
  );

  scope.put(
    '/settings/:section',
    { schema: { summary: 'Изменить поля раздела', tags, params, querystring } },
    async (request) => {
      const section = sectionOf(request);
      const profile = profileOf(request, section);
      if (section === 'registers') await refuseToDropInUse(app, request.body ?? {});
      const changed = await app.settings.change(section, request.body ?? {}, byOf(request), profile);
      await app.access.record(
        byOf(request),
        'settingsChanged',
        profile === 'default' ? section : `${section} (${profile})`,
      );
      return changed;
    },
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
      return sendSteps(request, reply, viewed(app, account, to, language));
    },
  );
}

/** The check of an account in words. The test letter goes to `to`, else to the account's own address, as the shop expects. */
async function* viewed(
  app: App,
  account: EmailAccount,
  to: string | undefined,
  language: Language,
): AsyncGenerator<CheckStepView> {
  const contact = to === undefined ? undefined : parseContact(to);
  if (contact && (!contact.ok || contact.contact.kind !== 'email')) throw new Problem('emailNeeded', { path: 'to' });
  const now = app.clock.now();
  const letter = {
    id: uuidv7(now),
    date: now,
    to: contact?.ok ? contact.contact.value : account.login,
    subject: text(language, 'check.letter.subject'),
    text: text(language, 'check.letter.text'),
  };
  const steps = checkEmail(account, {
    letter,
    guard: { allowPrivate: app.privateHosts },
    ...(app.ca === undefined ? {} : { tls: { ca: app.ca } }),
  });
  for await (const step of steps) yield stepView(step, account, language);
}
