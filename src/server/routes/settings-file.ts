import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import Value from 'typebox/value';
import type { App } from '../../app.ts';
import { idPattern } from '../../base/id-pattern.ts';
import {
  DEFAULT_PROFILE,
  isSection,
  isShared,
  type SectionName,
  sectionNames,
  type Wish,
} from '../../settings/index.ts';
import { Problem } from '../../texts/problem.ts';
import type { PlanView, SettingsFile } from '../api/settings-history.ts';
import { byOf } from '../guard.ts';
import { fulfil } from './settings-history.ts';

const tags = ['settings'];
const fields = Type.Record(Type.String({ maxLength: 40 }), Type.Unknown());
const file = Type.Object({
  format: Type.Literal('kvitok-settings'),
  version: Type.Literal(1),
  exportedAt: Type.Optional(Type.String({ maxLength: 40 })),
  settings: fields,
  profiles: Type.Optional(Type.Record(Type.String({ pattern: idPattern }), fields)),
});
const querystring = Type.Object({
  dry: Type.Boolean({ default: false, description: 'Только показать, что изменится' }),
});
/** What others refer to comes before those who refer to it. */
const ORDER: readonly SectionName[] = ['profiles', 'registers'];

/** The settings as a file without secrets, and back: all of it, or nothing if one value is refused. */
export function settingsFileRoutes(scope: FastifyInstance, app: App): void {
  scope.get(
    '/settings/export',
    { schema: { summary: 'Все настройки без секретов, файлом', tags } },
    async (_request, reply): Promise<SettingsFile> => {
      const day = new Date(app.clock.now()).toISOString();
      reply.header('content-disposition', `attachment; filename="kvitok-settings-${day.slice(0, 10)}.json"`);
      const open = (section: SectionName, profile: string) => withoutSecrets(app.settings.shown(section, profile));
      return {
        format: 'kvitok-settings',
        version: 1,
        exportedAt: day,
        settings: Object.fromEntries(sectionNames.map((section) => [section, open(section, DEFAULT_PROFILE)])),
        profiles: Object.fromEntries(
          app.settings
            .profiles()
            .map((profile) => [
              profile,
              Object.fromEntries(app.settings.own(profile).map((section) => [section, open(section, profile)])),
            ]),
        ),
      };
    },
  );

  scope.post(
    '/settings/import',
    {
      // The body is read by hand so that a refusal names the place in the file.
      schema: { summary: 'Настройки из файла: что изменится, а без ?dry=true — и применить', tags, querystring },
    },
    async (request): Promise<PlanView> => {
      const { dry } = request.query as Static<typeof querystring>;
      const wishes = wishesOf(request.body);
      for (const wish of wishes) refuseAtItsPlace(app, wish);
      return fulfil(app, wishes, { dry, by: byOf(request), subject: '', act: 'settingsImported' });
    },
  );
}

/** What a file wishes. Throws a `Problem` that names the place for anything that isn't one of ours. */
function wishesOf(body: unknown): Wish[] {
  const { settings, profiles = {} } = settingsFile(body);
  const wishes = [
    ...wishesIn(settings, DEFAULT_PROFILE),
    ...Object.entries(profiles).flatMap(([profile, own]) => wishesIn(own, profile)),
  ];
  const rank = ({ section }: Wish) => (ORDER.includes(section) ? ORDER.indexOf(section) : ORDER.length);
  return wishes.sort((a, b) => rank(a) - rank(b));
}

function settingsFile(body: unknown): Static<typeof file> {
  if (!Value.Check(file, body)) throw new Problem('notSettingsFile');
  return body;
}

function wishesIn(settings: Record<string, unknown>, profile: string): Wish[] {
  return Object.entries(settings).map(([section, patch]) => {
    if (!isSection(section) || (profile !== DEFAULT_PROFILE && isShared(section))) {
      const path = profile === DEFAULT_PROFILE ? section : `profiles.${profile}.${section}`;
      throw new Problem('settingUnknown', { path, params: { path } });
    }
    return { section, profile, patch: patch ?? {} };
  });
}

/** A refusal within a profile names the profile too. */
function refuseAtItsPlace(app: App, { section, profile, patch }: Wish): void {
  try {
    app.settings.preview(section, patch, profile);
  } catch (error) {
    if (!(error instanceof Problem) || error.path === undefined || profile === DEFAULT_PROFILE) throw error;
    const path = `profiles.${profile}.${error.path}`;
    throw new Problem(error.code, { path, params: { ...error.params, path }, status: error.status, cause: error });
  }
}

/** A shown section without the places of its secrets. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => !isShownSecret(inner))
      .map(([key, inner]) => [key, withoutSecrets(inner)]),
  );
}

const isShownSecret = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).join() === 'set' &&
  typeof (value as { set: unknown }).set === 'boolean';
