import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { App } from '../../app.ts';
import { languageOf } from '../../texts/index.ts';
import type { CountView, RetriedView } from '../api/journal.ts';
import { byOf } from '../guard.ts';
import { journalCsv } from '../journal-csv.ts';
import { matchFields, matchOf } from '../journal-query.ts';

const tags = ['deliveries'];
const MOST_COUNTED = 100_000;
/** Deliveries a step: about 10 ms of the database's thread, so that receipts are accepted in between. */
const LARGEST_STEP = 200;

const countQuery = Type.Object(matchFields);
const retryBody = Type.Object(
  {
    ...matchFields,
    cursor: Type.Optional(Type.String({ maxLength: 64, description: 'Откуда продолжать, из прошлого ответа' })),
    limit: Type.Integer({ minimum: 1, maximum: LARGEST_STEP, default: 100 }),
  },
  { additionalProperties: false },
);
const csvQuery = Type.Object({
  ...matchFields,
  lang: Type.Optional(Type.Union([Type.Literal('ru'), Type.Literal('en')])),
  contacts: Type.Optional(Type.Literal('open', { description: 'Контакты целиком; кто их выгрузил, записывается' })),
});

/** Many deliveries at once: how many there are, trying them again step by step, a file of them. */
export function journalRoutes(scope: FastifyInstance, app: App): void {
  scope.get(
    '/deliveries/count',
    { schema: { summary: `Сколько отправок подходит, до ${MOST_COUNTED}`, tags, querystring: countQuery } },
    async (request): Promise<CountView> => {
      const { match } = matchOf(
        request.query as Static<typeof countQuery>,
        languageOf(request.headers['accept-language']),
      );
      const count = await app.delivery.count(match, MOST_COUNTED + 1);
      return { count: Math.min(count, MOST_COUNTED), more: count > MOST_COUNTED };
    },
  );

  scope.post(
    '/deliveries/retry',
    {
      schema: {
        summary: 'Попробовать сейчас все подходящие, шагами',
        description:
          'Отвечает за шаг: сколько отправок поставлено в очередь и откуда продолжать (cursor); без cursor в ответе — конец. Не продолжили — остальное не тронуто.',
        tags,
        body: retryBody,
      },
    },
    async (request): Promise<RetriedView> => {
      const { cursor, limit, ...fields } = request.body as Static<typeof retryBody>;
      const { match } = matchOf(fields, languageOf(request.headers['accept-language']));
      const { rows, doubtful, before } = await app.delivery.retryAll({
        ...match,
        limit,
        ...(cursor === undefined ? {} : { before: cursor }),
      });
      return { retried: rows.length, doubtful, ...(before === null ? {} : { cursor: before }) };
    },
  );

  scope.get(
    '/deliveries.csv',
    { schema: { summary: 'Отправки файлом CSV для Excel', tags, querystring: csvQuery } },
    async (request, reply) => {
      const { contacts, lang, ...fields } = request.query as Static<typeof csvQuery>;
      const language = languageOf(lang ?? request.headers['accept-language']);
      const { match, searched } = matchOf(fields, language);
      if (contacts === 'open') {
        // A contact that was searched for mustn't stand in the audit.
        const { q: _q, ...plain } = fields;
        const said = { ...plain, ...(searched ? { q: searched.as } : {}) };
        await app.access.record(
          byOf(request),
          'journalExported',
          new URLSearchParams(Object.entries(said).map(([key, value]) => [key, String(value)])).toString(),
        );
      }
      const day = new Date(app.clock.now()).toISOString().slice(0, 10);
      return reply
        .headers({
          'cache-control': 'private, no-store',
          'content-disposition': `attachment; filename="kvitok-${day}.csv"`,
        })
        .type('text/csv; charset=utf-8')
        .send(Readable.from(journalCsv(app, match, { language, open: contacts === 'open' })));
    },
  );
}
