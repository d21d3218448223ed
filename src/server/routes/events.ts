import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import { languageOf } from '../../texts/index.ts';
import type { Events } from '../api.ts';
import { deliveryView } from '../delivery-view.ts';
import { tillEvents } from './till-events.ts';

const HEARTBEAT_MS = 15_000;
/** A listener that reads more slowly than this many bytes behind is dropped; its browser connects anew. */
const MOST_BEHIND = 1 << 20;

const query = Type.Object({
  register: Type.Optional(Type.String({ maxLength: 40 })),
  lang: Type.Optional(Type.Union([Type.Literal('ru'), Type.Literal('en')])),
});

/**
 * `/events`: server-sent events about deliveries (and letters of the demo's mailbox), contacts masked. With `?register=` those of one till:
 * its sales and their receipts, after a snapshot of all that it shows.
 */
export function eventRoutes(scope: FastifyInstance, app: App): void {
  const open = new Set<ServerResponse>();
  // A listener never ends by itself, and the server waits for all that is under way.
  scope.addHook('preClose', async () => {
    for (const stream of open) stream.destroy();
  });

  scope.get(
    '/events',
    {
      schema: {
        summary: 'События: отправки и их исходы; с register — продажи кассы и их исходы (server-sent events)',
        tags: ['events'],
        querystring: query,
      },
    },
    (request, reply) => {
      const { register, lang } = request.query as { register?: string; lang?: string };
      // A browser's event source sends no headers of ours.
      const language = languageOf(lang ?? request.headers['accept-language']);
      if (register !== undefined) app.till.register(register);
      reply.hijack();
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-accel-buffering': 'no',
      });
      open.add(reply.raw);
      reply.raw.write('retry: 1000\n\n');
      const send = <Name extends keyof Events>(name: Name, event: Events[Name]) => {
        reply.raw.write(`event: ${name}\ndata: ${JSON.stringify(event)}\n\n`);
        if (reply.raw.writableLength > MOST_BEHIND) reply.raw.destroy();
      };
      const onFault = (error: unknown) => {
        request.log.error({ err: error, reqId: request.id }, 'an event could not be told');
        reply.raw.destroy();
      };
      const till = register === undefined ? undefined : tillEvents(app, register, { language, send, onFault });
      const { key } = request.who;
      const stop = [
        key === undefined ? undefined : app.access.onEnd(key, () => reply.raw.destroy()),
        till?.stop ?? app.delivery.onChange((delivery) => send('delivery', deliveryView(delivery, language))),
        app.demo?.onLetter((letter) => send('letter', letter)),
        app.demo?.phone.onMessage((message) => send('sms', message)),
      ];
      const heartbeat = setInterval(() => {
        if (key !== undefined && !app.access.isOpen(key)) return reply.raw.destroy();
        reply.raw.write(': \n\n');
        till?.beat();
      }, HEARTBEAT_MS);
      reply.raw.on('close', () => {
        open.delete(reply.raw);
        clearInterval(heartbeat);
        for (const end of stop) end?.();
      });
    },
  );
}
