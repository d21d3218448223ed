import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import type { RegisterSettings, Settings } from '../../settings/index.ts';
import { languageOf } from '../../texts/index.ts';
import { Problem } from '../../texts/problem.ts';
import type { RegisterCheckView } from '../api.ts';
import { registerCheckView } from '../register-check-view.ts';

const LIMIT_MS = 15_000;
const MOST_OPEN = 1_000;
const UNFINISHED = ['awaiting-contact', 'fiscalising', 'failed', 'unclear'] as const;
/** What decides to whom the register's password goes. */
const DESTINATION = ['kind', 'url'] as const;

const body = Type.Unsafe<{ id: string }>({
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string', maxLength: 40 } },
  description: 'Касса, как в registers.list; чего нет, берётся из записанной с тем же id',
});

/** «Проверить связь»: what a register answers, whether it is kept in the settings yet or only typed. */
export function registerSettingsRoutes(scope: FastifyInstance, app: App): void {
  scope.post(
    '/settings/registers/check',
    { schema: { summary: '«Проверить связь» с кассой: смена, бумага, ФН, часы', tags: ['settings'], body } },
    async (request): Promise<RegisterCheckView> => {
      const language = languageOf(request.headers['accept-language']);
      const wanted = draftRegister(app, request.body as { id: string });
      const register = app.openRegister(wanted);
      const began = performance.now();
      try {
        const looked = await register
          .state(AbortSignal.timeout(LIMIT_MS))
          .catch(() => ({ ok: false as const, reason: { code: 'register.notReady' } }));
        const milliseconds = Math.round(performance.now() - began);
        return registerCheckView(looked, wanted, { now: app.clock.now(), milliseconds, language });
      } finally {
        await register.close();
      }
    },
  );
}

/** A register as typed, over the kept one of the same id. A kept password goes to no other address than the one it was kept for. */
function draftRegister(app: App, typed: { id: string; password?: unknown }): RegisterSettings {
  const { list } = app.settings.get('registers');
  const kept = list.find(({ id }) => id === typed.id);
  const draft = app.settings
    .preview('registers', { list: [...list.filter((one) => one !== kept), typed] })
    .list.at(-1) as RegisterSettings;
  const moved = kept === undefined || DESTINATION.some((key) => kept[key] !== draft[key]);
  return moved && typeof typed.password !== 'string' ? { ...draft, password: '' } : draft;
}

/** Refuses to drop a register from the settings while it has sales that nobody has ended: they would be forgotten. */
export async function refuseToDropInUse(app: App, patch: unknown): Promise<void> {
  const next: Settings['registers'] = app.settings.preview('registers', patch);
  const gone = app.settings.get('registers').list.filter(({ id }) => !next.list.some((one) => one.id === id));
  for (const { id, name } of gone) {
    const sales = await app.till.list(id, UNFINISHED, { newestFirst: false, limit: MOST_OPEN });
    if (sales.length > 0)
      throw new Problem('registerInUse', {
        status: 409,
        path: 'registers.list',
        params: { register: name || id, count: sales.length },
      });
  }
}
