import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { App } from '../../app.ts';
import { readSale, writeSaleResult } from '../../formats/index.ts';
import { languageOf } from '../../texts/index.ts';
import { Problem } from '../../texts/problem.ts';
import { notFiscalised, receiptOf, type Sale, type Verdict } from '../../till/index.ts';
import type { SaleView } from '../api.ts';
import { wantsXml } from '../problem-reply.ts';
import { saleView } from '../sale-view.ts';
import { saleXml } from '../sale-xml.ts';

const tags = ['sales'];
const LONGEST_WAIT_S = 25;
const params = Type.Object({ id: Type.String({ maxLength: 64 }) });
const answers = { 200: 'Sale' } as const;
const register = Type.Optional(Type.String({ maxLength: 40, description: 'Касса; без неё — первая в настройках' }));

/** `POST /sales`: a sale in any known format. Answers after the disk sync; the same sale again is answered alike with 200. */
export function acceptSaleRoutes(scope: FastifyInstance, app: App): void {
  scope.post(
    '/sales',
    {
      schema: {
        summary: 'Принять продажу: откроется форма кассира, затем чек пробьётся',
        description:
          'Тело: JSON Квитка, задание АТОЛ, RegisterCheck KkmServer или CheckPackage 1С. Повтор с тем же Idempotency-Key или id документа даёт ту же продажу (200). Ответ с Accept: application/xml — те же поля в XML.',
        tags,
        querystring: Type.Object({ register }),
        takes: 'Sale',
        answers: { 200: 'Sale', 201: 'Sale' },
      },
    },
    async (request, reply) => {
      if (!Buffer.isBuffer(request.body) || request.body.length === 0) throw new Problem('bodyEmpty');
      const key = request.headers['idempotency-key'];
      if (key !== undefined && (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)))
        throw new Problem('saleKeyWrong', { path: 'Idempotency-Key' });
      const query = request.query as { register?: string };
      const { sale, created } = await app.till.create({
        ...readSale(request.body, request.headers['content-type']),
        ...(query.register === undefined ? {} : { register: query.register }),
        ...(key === undefined ? {} : { key }),
      });
      reply.code(created ? 201 : 200).header('location', `/api/v1/sales/${sale.id}`);
      return answer(app, request, reply, sale);
    },
  );
}

const waitQuery = Type.Object({
  wait: Type.Integer({ minimum: 0, maximum: LONGEST_WAIT_S, default: 0, description: 'Ждать перемены, секунд' }),
  version: Type.Optional(Type.Integer({ minimum: 0, description: 'Ждать версии больше этой' })),
  as: Type.Optional(
    Type.Literal('source', { description: 'После фискализации: ответ в формате, в котором пришла продажа' }),
  ),
});
const contactBody = Type.Object(
  {
    contact: Type.Optional(
      Type.Union([Type.String({ maxLength: 254 }), Type.Null()], {
        description: 'Почта или телефон; null — без контакта',
      }),
    ),
    electronically: Type.Optional(Type.Boolean({ description: 'Без печати' })),
  },
  { additionalProperties: false },
);
const verdictBody = Type.Object(
  {
    made: Type.Boolean({ description: 'Чек на кассе есть; тогда нужны и его номер, признак и дата' }),
    fiscalDocumentNumber: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 4_294_967_295, description: 'Номер ФД (1040)' }),
    ),
    fiscalSign: Type.Optional(Type.String({ pattern: '^\\d{1,10}$', description: 'ФП (1077)' })),
    dateTime: Type.Optional(
      Type.String({
        pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?$',
        description: 'Дата и время чека (1012)',
      }),
    ),
  },
  { additionalProperties: false },
);

function verdictOf({ made, fiscalDocumentNumber, fiscalSign, dateTime }: Static<typeof verdictBody>): Verdict {
  if (!made) return { made };
  const missing = (path: string) => new Problem('fieldMissing', { path, params: { path } });
  if (fiscalDocumentNumber === undefined) throw missing('fiscalDocumentNumber');
  if (fiscalSign === undefined) throw missing('fiscalSign');
  if (dateTime === undefined) throw missing('dateTime');
  return { made, fiscalDocumentNumber, fiscalSign: fiscalSign.replace(/^0+(?=\d)/, ''), dateTime };
}

/** One sale: its state with long polling, its contact, and what the cashier does with it. A till reaches its own sales only. */
export function saleRoutes(scope: FastifyInstance, app: App): void {
  const own = async (request: FastifyRequest): Promise<string> => {
    const { id } = request.params as { id: string };
    const { role, register } = request.who;
    if (role === 'till' && (await app.till.get(id))?.register !== register)
      throw new Problem('saleUnknown', { status: 404 });
    return id;
  };

  scope.get(
    '/sales/:id',
    {
      schema: {
        summary: 'Продажа; wait — ждать, пока её состояние не сменится',
        description: 'С as=source ответ не такой, как описано: он в формате, в котором пришла продажа.',
        tags,
        params,
        querystring: waitQuery,
        answers,
      },
    },
    async (request, reply) => {
      const { wait, version, as } = request.query as Static<typeof waitQuery>;
      const sale = await app.till.wait(await own(request), wait * 1_000, version);
      if (!sale) throw new Problem('saleUnknown', { status: 404 });
      return answer(app, request, reply, sale, as);
    },
  );

  scope.put(
    '/sales/:id/contact',
    { schema: { summary: 'Указать контакт покупателя и чек без печати', tags, params, body: contactBody, answers } },
    async (request, reply) => {
      const change = request.body as Static<typeof contactBody>;
      return answer(app, request, reply, await app.till.setContact(await own(request), change));
    },
  );

  const summaries = {
    confirm: 'Продолжить печать (Enter); повтор ничего не пробивает второй раз',
    cancel: 'Отменить (Esc): чек не пробивается',
    repeat: 'Пробить заново продажу, чека которой на кассе точно нет',
  };
  for (const act of ['confirm', 'cancel', 'repeat'] as const)
    scope.post(
      `/sales/:id/${act}`,
      { schema: { summary: summaries[act], tags, params, answers } },
      async (request, reply) => answer(app, request, reply, await app.till[act](await own(request))),
    );

  scope.post(
    '/sales/:id/resolve',
    {
      schema: {
        summary: 'Сказать о неясной продаже, есть ли её чек на кассе',
        tags,
        params,
        body: verdictBody,
        answers,
      },
    },
    async (request, reply) =>
      answer(
        app,
        request,
        reply,
        await app.till.resolve(await own(request), verdictOf(request.body as Static<typeof verdictBody>)),
      ),
  );
}

/** The sale in JSON; in XML for who asks for it; or as the caller's own driver would answer. */
async function answer(
  app: App,
  request: FastifyRequest,
  reply: FastifyReply,
  sale: Sale,
  as?: 'source',
): Promise<SaleView | string> {
  if (as === 'source') {
    const receipt = receiptOf(sale);
    if (!receipt) throw notFiscalised(sale.state);
    const { contentType, body } = writeSaleResult(sale.format, sale.document, receipt);
    reply.type(contentType);
    return body;
  }
  const view = await saleView(app, sale, languageOf(request.headers['accept-language']), true);
  // Whoever has no token is nobody in particular, and a contact is shown to someone.
  if (request.who.role === 'local') delete view.contact;
  if (sale.state === 'awaiting-contact') {
    const token = app.tillAccess.tokenOf(sale.id);
    view.formUrl = `${request.protocol}://${request.host}/till/${encodeURIComponent(sale.register)}?token=${token}`;
  }
  if (!wantsXml(request)) return view;
  reply.type('application/xml; charset=utf-8');
  return saleXml(view);
}
