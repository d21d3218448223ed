import type { FastifyInstance } from 'fastify';
import type { App } from '../../app.ts';
import { languageOf } from '../../texts/index.ts';
import type { Events } from '../api.ts';
import { deliveryView } from '../delivery-view.ts';

const HEARTBEAT_MS = 15_000;
/** A listener that reads more slowly than this many bytes behind is dropped; its browser connects anew. */
const MOST_BEHIND = 1 << 20;

/** `/events`: server-sent events about deliveries (and letters of the demo's mailbox), contacts masked. */
export function eventRoutes(scope: FastifyInstance, app: App): void {
  scope.get(
    '/events',
    { schema: { summary: 'События: отправки и их исходы (server-sent events)', tags: ['events'] } },
    (request, reply) => {
      const language = languageOf(request.headers['accept-language']);
      reply.hijack();
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-accel-buffering': 'no',
      });
      reply.raw.write('retry: 1000\n\n');
      const send = <Name extends keyof Events>(name: Name, event: Events[Name]) => {
        reply.raw.write(`event: ${name}\ndata: ${JSON.stringify(event)}\n\n`);
        if (reply.raw.writableLength > MOST_BEHIND) reply.raw.destroy();
      };
      const stop = [
        app.delivery.onChange((delivery) => send('delivery', deliveryView(delivery, language))),
        app.demo?.onLetter((letter) => send('letter', letter)),
      ];
      const heartbeat = setInterval(() => reply.raw.write(': \n\n'), HEARTBEAT_MS);
      reply.raw.on('close', () => {
        clearInterval(heartbeat);
        for (const end of stop) end?.();
      });
    },
  );
}
