import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import { isSection, type SectionName } from '../../settings/index.ts';
import { Problem } from '../../texts/problem.ts';
import { byOf } from '../guard.ts';
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

/** Settings by section; a secret is written and never comes back. */
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
}
