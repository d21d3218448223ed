import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import { countSegments } from '../../rendering/index.ts';
import { Problem } from '../../texts/problem.ts';
import type { MessageView } from '../api/journal.ts';

const tags = ['deliveries'];
const params = Type.Object({ id: Type.String({ maxLength: 64 }) });
const PRIVATE = { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };

/** The message of a delivery as the buyer gets it, its contact masked: what it says, its HTML, its PDF. */
export function messageRoutes(scope: FastifyInstance, app: App): void {
  const letterOf = async (id: string) => {
    const message = await app.delivery.message(id);
    if (message.kind !== 'letter') throw new Problem('notFound', { status: 404 });
    return message.letter;
  };

  scope.get(
    '/deliveries/:id/message',
    { schema: { summary: 'Письмо или SMS, как его получает покупатель', tags, params } },
    async (request, reply): Promise<MessageView> => {
      const { id } = request.params as { id: string };
      const message = await app.delivery.message(id);
      reply.headers(PRIVATE);
      if (message.kind === 'sms') {
        const { parts, encoding } = countSegments(message.text);
        return { ...message, parts, encoding };
      }
      const { subject, attachments } = message.letter;
      return { kind: 'letter', from: message.from, subject, files: attachments.map((file) => file.name) };
    },
  );

  scope.get(
    '/deliveries/:id/message.html',
    { schema: { summary: 'Тело письма', tags, params } },
    async (request, reply) => {
      const { id } = request.params as { id: string };
      const { html, inline } = await letterOf(id);
      const shown = inline.reduce(
        (text, { name, contentType, bytes }) =>
          text.replaceAll(`cid:${name}`, `data:${contentType};base64,${Buffer.from(bytes).toString('base64')}`),
        html,
      );
      return reply
        .headers({
          ...PRIVATE,
          'content-security-policy':
            "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'",
        })
        .type('text/html; charset=utf-8')
        .send(shown);
    },
  );

  scope.get(
    '/deliveries/:id/message.pdf',
    { schema: { summary: 'PDF, приложенный к письму', tags, params } },
    async (request, reply) => {
      const { id } = request.params as { id: string };
      const [file] = (await letterOf(id)).attachments;
      if (!file) throw new Problem('notFound', { status: 404 });
      return reply
        .headers({
          ...PRIVATE,
          'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        })
        .type(file.contentType)
        .send(Buffer.from(file.bytes));
    },
  );
}
