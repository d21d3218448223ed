import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { App } from '../../app.ts';
import { languageOf, text } from '../../texts/index.ts';
import type { ErasedView, RetentionView } from '../api/privacy.ts';
import { byOf } from '../guard.ts';

const tags = ['privacy'];
const eraseBody = Type.Object({ contact: Type.String({ minLength: 1, maxLength: 320 }) });
const BEYOND = ['buyer', 'operators', 'backups', 'register'] as const;

/** Erasing by contact, the retention clock, a copy of the database and the support bundle; what was done is written down without the contact. */
export function privacyRoutes(scope: FastifyInstance, app: App): void {
  scope.post(
    '/privacy/erase',
    { schema: { summary: 'Стереть контакт покупателя везде, где он есть', tags, body: eraseBody } },
    async (request): Promise<ErasedView> => {
      const { contact } = request.body as Static<typeof eraseBody>;
      const erased = await app.privacy.erase(contact);
      const { deliveries, cancelled, sales } = erased;
      await app.access.record(byOf(request), 'contactErased', `${deliveries} / ${cancelled} / ${sales}`);
      const language = languageOf(request.headers['accept-language']);
      return { ...erased, beyond: BEYOND.map((place) => text(language, `privacy.beyond.${place}`)) };
    },
  );

  scope.get(
    '/privacy/retention',
    { schema: { summary: 'Сроки хранения: когда стирали и когда снова', tags } },
    async (): Promise<RetentionView> => app.privacy.retention.state(),
  );

  scope.post(
    '/privacy/backup',
    { schema: { summary: 'Копия базы данных; без файла ключа её не прочесть', tags } },
    async (request, reply) => {
      const copy = await app.privacy.backup();
      await app.access.record(byOf(request), 'backupMade', '');
      return reply
        .headers({ 'cache-control': 'private, no-store', 'content-disposition': attachment('kvitok', app, 'db') })
        .type('application/vnd.sqlite3')
        .send(copy);
    },
  );

  scope.post(
    '/privacy/support-bundle',
    { schema: { summary: 'Сведения для разработчиков: без контактов, логинов и секретов', tags } },
    async (request, reply) => {
      const bundle = await app.privacy.supportBundle();
      await app.access.record(byOf(request), 'bundleMade', '');
      return reply
        .headers({
          'cache-control': 'private, no-store',
          'content-disposition': attachment('kvitok-support', app, 'json'),
        })
        .type('application/json; charset=utf-8')
        .send(`${JSON.stringify(bundle, null, 2)}\n`);
    },
  );
}

const attachment = (name: string, app: App, ending: string): string =>
  `attachment; filename="${name}-${new Date(app.clock.now()).toISOString().slice(0, 10)}.${ending}"`;
