import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../../app.ts';
import { languageOf } from '../../texts/index.ts';
import { registerView, tillView } from '../sale-view.ts';

const tags = ['tills'];
const params = Type.Object({ register: Type.String({ maxLength: 40 }) });

/** What the cashier's page shows, and the registers that there are. */
export function tillViewRoutes(scope: FastifyInstance, app: App): void {
  scope.get('/tills', { schema: { summary: 'Кассы', tags } }, async (request) => {
    const language = languageOf(request.headers['accept-language']);
    return { registers: app.till.registers().map((status) => registerView(status, language)) };
  });

  scope.get(
    '/tills/:register',
    { schema: { summary: 'Касса, её смена, открытая форма и последние чеки', tags, params } },
    async (request) => {
      const { register } = request.params as { register: string };
      const view = await tillView(app, register, languageOf(request.headers['accept-language']));
      void app.till.look(register);
      return view;
    },
  );
}
