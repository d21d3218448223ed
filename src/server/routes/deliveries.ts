import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { App } from '../../app.ts';
import { formatPhone } from '../../contact/phone.ts';
import { languageOf } from '../../texts/index.ts';
import { Problem } from '../../texts/problem.ts';
import type { DeliveryWithAttemptsView, JournalPageView } from '../api/journal.ts';
import type { AcceptedView } from '../api.ts';
import { deliveryView, reasonText } from '../delivery-view.ts';
import { byOf } from '../guard.ts';
import { matchFields, matchOf } from '../journal-query.ts';

const tags = ['deliveries'];
const params = Type.Object({ id: Type.String({ maxLength: 64 }) });
const LONGEST_WAIT_S = 25;

const listQuery = Type.Object({
  ...matchFields,
  cursor: Type.Optional(Type.String({ maxLength: 64 })),
  limit: Type.Integer({ minimum: 1, maximum: 500, default: 50 }),
});

/** The journal: a page of deliveries, one delivery with its attempts, try again, send again, cancel, its contact. */
export function deliveryRoutes(scope: FastifyInstance, app: App): void {
  scope.get(
    '/deliveries',
    { schema: { summary: 'Отправки, новые сверху', tags, querystring: listQuery, answers: { 200: 'Deliveries' } } },
    async (request): Promise<JournalPageView> => {
      const { cursor, limit, ...fields } = request.query as Static<typeof listQuery>;
      const language = languageOf(request.headers['accept-language']);
      const { match, searched } = matchOf(fields, language);
      const rows = await app.delivery.list({ ...match, limit, ...(cursor === undefined ? {} : { before: cursor }) });
      const last = rows.length === limit ? rows.at(-1)?.id : undefined;
      return {
        deliveries: rows.map((row) => deliveryView(row, language)),
        ...(last === undefined ? {} : { cursor: last }),
        ...(searched === undefined ? {} : { searched }),
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
        answers: { 200: 'DeliveryWithAttempts' },
      },
    },
    async (request): Promise<DeliveryWithAttemptsView> => {
      const { id } = request.params as { id: string };
      const { wait } = request.query as { wait: number };
      const row = await app.delivery.wait(id, wait * 1000);
      if (!row) throw new Problem('deliveryUnknown', { status: 404 });
      const language = languageOf(request.headers['accept-language']);
      return {
        ...deliveryView(row, language),
        journal: row.journal.map(({ reason, reply, outcome, ...attempt }) => ({
          ...attempt,
          outcome: outcome as DeliveryWithAttemptsView['journal'][number]['outcome'],
          ...(reason === null ? {} : { reason, explanation: reasonText(reason, language) }),
          ...(reply === null ? {} : { reply }),
        })),
      };
    },
  );

  scope.post(
    '/deliveries/:id/retry',
    { schema: { summary: 'Попробовать сейчас', tags, params, answers: { 200: 'Delivery' } } },
    async (request) => {
      const { id } = request.params as { id: string };
      return deliveryView(await app.delivery.retry(id), languageOf(request.headers['accept-language']));
    },
  );

  scope.post(
    '/deliveries/:id/resend',
    {
      schema: {
        summary: 'Отправить ещё раз на тот же контакт: новая отправка',
        tags,
        params,
        answers: { 202: 'Accepted' },
      },
    },
    async (request, reply): Promise<AcceptedView> => {
      const { id } = request.params as { id: string };
      const accepted = await app.delivery.resend(id);
      reply.code(202);
      return { receipt: accepted.receiptId, deliveries: accepted.deliveries };
    },
  );

  scope.post(
    '/deliveries/:id/cancel',
    { schema: { summary: 'Отменить отправку, которая ждёт', tags, params, answers: { 200: 'Delivery' } } },
    async (request) => {
      const { id } = request.params as { id: string };
      return deliveryView(await app.delivery.cancel(id), languageOf(request.headers['accept-language']));
    },
  );

  scope.get(
    '/deliveries/:id/contact',
    { schema: { summary: 'Контакт целиком; кто его видел, записывается', tags, params, answers: { 200: 'Contact' } } },
    async (request, reply): Promise<{ contact: string }> => {
      const { id } = request.params as { id: string };
      const contact = await app.delivery.contact(id);
      // The contact is given only once it is written down who sees it.
      await app.access.record(byOf(request), 'contactSeen', id);
      reply.header('cache-control', 'no-store');
      return { contact: contact.kind === 'phone' ? formatPhone(contact.value) : contact.value };
    },
  );
}
