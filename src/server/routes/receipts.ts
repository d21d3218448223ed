import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import type { App } from '../../app.ts';
import type { Wish } from '../../delivery/index.ts';
import { readPosted } from '../../formats/index.ts';
import type { Receipt } from '../../receipt/receipt.ts';
import { renderPage, renderPdf, renderQr, renderText } from '../../rendering/index.ts';
import { Problem } from '../../texts/problem.ts';
import { checked } from '../../texts/schema.ts';
import type { ReceiptSaleView } from '../api/journal.ts';
import type { AcceptedView } from '../api.ts';

const tags = ['receipts'];
const to = Type.String({ minLength: 1, maxLength: 254, description: 'Почта или телефон покупателя' });
const channel = Type.Union([Type.Literal('email'), Type.Literal('sms')]);
const wish = {
  channel: Type.Optional(channel),
  as: Type.Optional(Type.Union([Type.Literal('html'), Type.Literal('pdf')])),
  withoutQr: Type.Optional(Type.Boolean()),
};
const wishBody = Type.Object({ to, ...wish }, { additionalProperties: false });
const acceptQuery = Type.Object({ to: Type.Optional(to), channel: Type.Optional(channel) });
const wrapped = Compile(
  Type.Object({ to: Type.Optional(to), ...wish }, { additionalProperties: false }),
) as unknown as Validator;

/** `POST /receipts`: a receipt in any known format with `?to=`, or `{ receipt, to, channel }`. Answers after the disk sync. */
export function acceptRoutes(scope: FastifyInstance, app: App): void {
  scope.post(
    '/receipts',
    {
      schema: {
        summary: 'Принять чек и отправить покупателю',
        description: 'Тело: чек в любом известном формате, или {receipt, to, channel, as, withoutQr}.',
        tags,
        querystring: acceptQuery,
        takes: 'Receipt',
        answers: { 202: 'Accepted' },
      },
    },
    async (request, reply): Promise<AcceptedView> => {
      if (!Buffer.isBuffer(request.body) || request.body.length === 0) throw new Problem('bodyEmpty');
      const { receipts, envelope } = readPosted(request.body);
      const [only] = receipts;
      if (!only) throw new Problem('receiptMissing', { path: 'receipt' });
      if (receipts.length > 1) throw new Problem('receiptNotOne', { params: { count: receipts.length } });
      const query = request.query as Static<typeof acceptQuery>;
      const { to: contact, ...how }: Partial<Wish> =
        envelope === undefined ? query : { ...query, ...checked<Partial<Wish>>(wrapped as never, envelope) };
      const wishes: Wish[] = contact === undefined ? [] : [{ to: contact, ...how }];
      const accepted = await app.delivery.accept({ receipt: only.receipt, format: only.format, wishes });
      reply.code(202);
      return { receipt: accepted.receiptId, deliveries: accepted.deliveries };
    },
  );
}

const params = Type.Object({ id: Type.String({ maxLength: 64 }) });
const listQuery = Type.Object({
  cursor: Type.Optional(Type.String({ maxLength: 64 })),
  limit: Type.Integer({ minimum: 1, maximum: 500, default: 50 }),
});

/** Kept receipts: a page of them, one as JSON, HTML, PDF, text or its QR, and sending it once more. */
export function receiptRoutes(scope: FastifyInstance, app: App): void {
  scope.get(
    '/receipts',
    {
      schema: {
        summary: 'Принятые чеки, новые сверху',
        tags,
        querystring: listQuery,
        answers: { 200: 'KeptReceipts' },
      },
    },
    async (request) => {
      const { cursor, limit } = request.query as Static<typeof listQuery>;
      const receipts = await app.delivery.receipts({ limit, ...(cursor === undefined ? {} : { before: cursor }) });
      const last = receipts.length === limit ? receipts.at(-1)?.id : undefined;
      return { receipts, ...(last === undefined ? {} : { cursor: last }) };
    },
  );

  scope.get(
    '/receipts/:id',
    {
      schema: {
        summary: 'Чек; с окончанием .html .pdf .txt .png — как его видит покупатель',
        tags,
        params,
        answers: { 200: 'KeptReceipt' },
      },
    },
    async (request, reply) => {
      const { id } = request.params as { id: string };
      const [, name = id, form] = /^([^.]+)(?:\.(html|pdf|txt|png))?$/.exec(id) ?? [];
      const row = await app.delivery.receipt(name);
      if (!row) throw new Problem('receiptUnknown', { status: 404 });
      if (form !== undefined) return sendForm(reply, row.receipt, form, name);
      const sale = await saleOf(app, name);
      return sale === undefined ? row : { ...row, sale };
    },
  );

  scope.post(
    '/receipts/:id/deliveries',
    {
      schema: {
        summary: 'Отправить ещё раз или по другому адресу',
        tags,
        params,
        body: wishBody,
        answers: { 202: 'Accepted' },
      },
    },
    async (request, reply): Promise<AcceptedView> => {
      const { id } = request.params as { id: string };
      const { role, register } = request.who;
      if (role === 'till' && (await app.till.ofReceipt(id))?.register !== register)
        throw new Problem('receiptUnknown', { status: 404 });
      const accepted = await app.delivery.sendAgain(id, request.body as Wish);
      reply.code(202);
      return { receipt: accepted.receiptId, deliveries: accepted.deliveries };
    },
  );
}

async function saleOf({ till }: App, receiptId: string): Promise<ReceiptSaleView | undefined> {
  const sale = await till.ofReceipt(receiptId);
  if (!sale) return undefined;
  const { id, register, documentId, state, createdAt, updatedAt } = sale;
  const known = till.registers().find(({ settings }) => settings.id === register);
  return {
    id,
    register,
    registerName: known?.settings.name || register,
    ...(documentId === undefined ? {} : { documentId }),
    state,
    createdAt,
    fiscalisedAt: updatedAt,
  };
}

async function sendForm(reply: FastifyReply, receipt: Receipt, form: string, name: string): Promise<FastifyReply> {
  reply.header('cache-control', 'private, no-store').header('x-robots-tag', 'noindex');
  switch (form) {
    case 'pdf':
      return reply.type('application/pdf').send(Buffer.from(await renderPdf(receipt)));
    case 'txt':
      return reply.type('text/plain; charset=utf-8').send(renderText(receipt));
    case 'png':
      return reply.type('image/png').send(Buffer.from(renderQr(receipt)));
    default:
      return reply
        .header(
          'content-security-policy',
          "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'self'",
        )
        .type('text/html; charset=utf-8')
        .send(renderPage(receipt, { qrUrl: `${name}.png` }));
  }
}
