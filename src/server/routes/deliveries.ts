import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { App } from '../../app.ts';
import { languageOf } from '../../texts/index.ts';
import { Problem } from '../../texts/problem.ts';
import { deliveryView, reasonText } from '../delivery-view.ts';

const tags = ['deliveries'];
const params = Type.Object({ id: Type.String({ maxLength: 64 }) });
const LONGEST_WAIT_S = 25;

const listQuery = Type.Object({
  status: Type.Optional(
    Type.Union(
      (['queued', 'sending', 'sent', 'delivered', 'failed', 'bounced', 'expired', 'cancelled'] as const).map((one) =>
        Type.Literal(one),
      ),
    ),
  ),
  channel: Type.Optional(Type.Union([Type.Literal('email'), Type.Literal('sms')])),
  q: Type.Optional(Type.String({ maxLength: 254, description: 'Контакт целиком, сумма (1240,50) или номер ФД' })),
  receipt: Type.Optional(Type.String({ maxLength: 64 })),
  from: Type.Optional(Type.Integer()),
  until: Type.Optional(Type.Integer()),
  cursor: Type.Optional(Type.String({ maxLength: 64 })),
  limit: Type.Integer({ minimum: 1, maximum: 500, default: 50 }),
});

/** The journal: a page of deliveries, one delivery with its attempts, try again, cancel. */
export function deliveryRoutes(scope: FastifyInstance, app: App): void {
  scope.get(
    '/deliveries',
    { schema: { summary: 'Отправки, новые сверху', tags, querystring: listQuery } },
    async (request) => {
      const { q, cursor, receipt, ...query } = request.query as Static<typeof listQuery>;
      const rows = await app.delivery.list({
        ...query,
        ...searched(q),
        ...(receipt === undefined ? {} : { receiptId: receipt }),
        ...(cursor === undefined ? {} : { before: cursor }),
      });
      const language = languageOf(request.headers['accept-language']);
      const last = rows.length === query.limit ? rows.at(-1)?.id : undefined;
      return {
        deliveries: rows.map((row) => deliveryView(row, language)),
        ...(last === undefined ? {} : { cursor: last }),
      };
    },
  );

  scope.get(
    '/deliveries/:id',
    {
      schema: {
        summary: 'Отправка с попытками; wait — ждать исхода, секунд',
        tags,
        params,
        querystring: Type.Object({ wait: Type.Integer({ minimum: 0, maximum: LONGEST_WAIT_S, default: 0 }) }),
      },
    },
    async (request) => {
      const { id } = request.params as { id: string };
      const { wait } = request.query as { wait: number };
      const row = await app.delivery.wait(id, wait * 1000);
      if (!row) throw new Problem('deliveryUnknown', { status: 404 });
      const language = languageOf(request.headers['accept-language']);
      return {
        ...deliveryView(row, language),
        journal: row.journal.map(({ reason, reply, ...attempt }) => ({
          ...attempt,
          ...(reason === null ? {} : { reason, explanation: reasonText(reason, language) }),
          ...(reply === null ? {} : { reply }),
        })),
      };
    },
  );

  scope.post('/deliveries/:id/retry', { schema: { summary: 'Попробовать сейчас', tags, params } }, async (request) => {
    const { id } = request.params as { id: string };
    return deliveryView(await app.delivery.retry(id), languageOf(request.headers['accept-language']));
  });

  scope.post(
    '/deliveries/:id/cancel',
    { schema: { summary: 'Отменить отправку, которая ждёт', tags, params } },
    async (request) => {
      const { id } = request.params as { id: string };
      return deliveryView(await app.delivery.cancel(id), languageOf(request.headers['accept-language']));
    },
  );
}

/** What a person typed into the search field: a sum has a fraction, a document number has none, anything else is a contact. */
function searched(q: string | undefined): { contact?: string; total?: number; fiscalDocumentNumber?: number } {
  const typed = q?.replace(/[\s₽]/g, '') ?? '';
  if (typed === '') return {};
  const sum = /^(\d{1,10})[.,](\d{2})$/.exec(typed);
  if (sum) return { total: Number(sum[1]) * 100 + Number(sum[2]) };
  if (/^\d{1,9}$/.test(typed)) return { fiscalDocumentNumber: Number(typed) };
  return { contact: typed };
}
