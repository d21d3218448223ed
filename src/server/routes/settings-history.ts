import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { App } from '../../app.ts';
import type { Wish } from '../../settings/index.ts';
import type { PlanView, SectionId, SettingsHistoryView } from '../api/settings-history.ts';
import { byOf } from '../guard.ts';
import { checkAgainstWorld, withConsequences } from '../settings-checks.ts';

const tags = ['settings'];
const querystring = Type.Object({
  section: Type.Optional(Type.String({ maxLength: 40 })),
  before: Type.Optional(Type.String({ maxLength: 36, description: 'Номер последнего показанного изменения' })),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 30 }),
});
const params = Type.Object({ id: Type.String({ maxLength: 36 }) });
const undoQuery = Type.Object({
  dry: Type.Boolean({ default: false, description: 'Только показать, что изменится' }),
});

/** Who changed what and when, field by field, and taking a change back. Of a secret only that it changed is told. */
export function settingsHistoryRoutes(scope: FastifyInstance, app: App): void {
  scope.get(
    '/settings/history',
    { schema: { summary: 'Кто, когда и что изменил в настройках', tags, querystring } },
    async (request): Promise<SettingsHistoryView> => {
      const page = request.query as Static<typeof querystring>;
      const found = await app.settings.history({ ...page, limit: page.limit + 1 });
      const shown = found.slice(0, page.limit);
      const last = shown.at(-1);
      return {
        changes: shown.map(({ id, changedAt, changedBy, section, profile, dropped, changes }) => ({
          id,
          at: changedAt,
          by: changedBy,
          section: section as SectionId,
          profile,
          dropped,
          changes,
        })),
        ...(found.length > shown.length && last ? { next: last.id } : {}),
      };
    },
  );

  scope.post(
    '/settings/history/:id/undo',
    { schema: { summary: 'Вернуть полям прежние значения, кроме секретов', tags, params, querystring: undoQuery } },
    async (request): Promise<PlanView> => {
      const { id } = request.params as { id: string };
      const { dry } = request.query as Static<typeof undoQuery>;
      const wish = await app.settings.undoOf(id);
      return fulfil(app, wish.patch === null ? [wish] : withConsequences(app, wish), {
        dry,
        by: byOf(request),
        subject: wish.section,
      });
    },
  );
}

/** Tells what the wishes change and, unless `dry`, fulfils all of them or none. */
export async function fulfil(
  app: App,
  wishes: readonly Wish[],
  { dry, by, subject, act = 'settingsChanged' }: FulfilOptions,
): Promise<PlanView> {
  const changes = app.settings.wouldChange(wishes);
  for (const wish of wishes) await checkAgainstWorld(app, wish);
  const needed = wishes.filter(({ section, profile, patch }) =>
    patch === null
      ? app.settings.own(profile).includes(section)
      : changes.some((change) => change.section === section && change.profile === profile),
  );
  if (!dry && needed.length > 0) {
    await app.settings.changeAll(needed, by);
    await app.access.record(by, act, subject);
  }
  return { changes };
}

interface FulfilOptions {
  dry: boolean;
  by: string;
  /** What the audit names. */
  subject: string;
  act?: 'settingsChanged' | 'settingsImported';
}
