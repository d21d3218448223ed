import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import { uuidv7 } from '../../base/uuid.ts';
import { demoSale } from '../../demo/sale.ts';
import { readSale } from '../../formats/index.ts';

/** `POST /demo/sales`: a sale arrives at a till of the demo, so that a newcomer plays cashier at once. */
export function demoSaleRoutes(scope: FastifyInstance, app: App): void {
  scope.post(
    '/demo/sales',
    { schema: { hide: true, querystring: Type.Object({ register: Type.String({ maxLength: 40, default: '1' }) }) } },
    async (request, reply) => {
      const { register } = request.query as { register: string };
      const { sale } = await app.till.create({ ...readSale(demoSale), register, key: uuidv7(app.clock.now()) });
      reply.code(201);
      return { id: sale.id, till: `/till/${encodeURIComponent(sale.register)}` };
    },
  );
}
