import type { FastifyInstance } from 'fastify';
import type { App } from '../../app.ts';
import { DEFAULT_PROFILE } from '../../settings/index.ts';
import type { ProfileView } from '../api/settings-history.ts';

/** `GET /profiles`: profiles, what each has of its own, and which registers use it. They are changed as the section `profiles`. */
export function profileRoutes(scope: FastifyInstance, app: App): void {
  scope.get(
    '/profiles',
    { schema: { summary: 'Профили: что у каждого своё и какие кассы им пользуются', tags: ['settings'] } },
    async (): Promise<ProfileView[]> => {
      const names = new Map(app.settings.get('profiles').list.map(({ id, name }) => [id, name]));
      const { list } = app.settings.get('registers');
      return [DEFAULT_PROFILE, ...app.settings.profiles()].map((id) => ({
        id,
        name: names.get(id) ?? '',
        own: id === DEFAULT_PROFILE ? [] : app.settings.own(id),
        registers: list.filter(({ profile }) => profile === id).map((register) => register.id),
      }));
    },
  );
}
