import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import { idPattern } from '../../base/id-pattern.ts';
import { DEFAULT_PROFILE, isSection, isShared, type SectionName } from '../../settings/index.ts';
import { Problem } from '../../texts/problem.ts';
import { byOf } from '../guard.ts';
import { checkAgainstWorld, withConsequences } from '../settings-checks.ts';

const tags = ['settings'];
const params = Type.Object({ section: Type.String({ maxLength: 40 }) });
const querystring = Type.Object({
  profile: Type.String({
    pattern: idPattern,
    default: DEFAULT_PROFILE,
    description: 'Профиль касс; чего в нём нет, берётся из общего',
  }),
});

/** Settings by section; a secret is written and never comes back. */
export function settingsRoutes(scope: FastifyInstance, app: App): void {
  const sectionOf = (request: { params: unknown }): SectionName => {
    const { section } = request.params as { section: string };
    if (!isSection(section)) throw new Problem('settingUnknown', { status: 404, params: { path: section } });
    return section;
  };

  const profileOf = (request: { query: unknown }, section: SectionName): string =>
    isShared(section) ? DEFAULT_PROFILE : (request.query as { profile: string }).profile;

  const record = (by: string, section: SectionName, profile: string) =>
    app.access.record(by, 'settingsChanged', profile === DEFAULT_PROFILE ? section : `${section} (${profile})`);

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
      const wish = { section, profile, patch: request.body ?? {} };
      await checkAgainstWorld(app, wish);
      await app.settings.changeAll(withConsequences(app, wish), byOf(request));
      await record(byOf(request), section, profile);
      return app.settings.shown(section, profile);
    },
  );

  scope.delete(
    '/settings/:section',
    { schema: { summary: 'Вернуть профилю общие настройки раздела', tags, params, querystring } },
    async (request) => {
      const section = sectionOf(request);
      const profile = profileOf(request, section);
      if (profile === DEFAULT_PROFILE) throw new Problem('commonNotDropped', { status: 409, path: 'profile' });
      if (app.settings.own(profile).includes(section)) {
        await app.settings.changeAll([{ section, profile, patch: null }], byOf(request));
        await record(byOf(request), section, profile);
      }
      return app.settings.shown(section, profile);
    },
  );
}
