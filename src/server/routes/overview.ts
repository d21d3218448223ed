import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { App } from '../../app.ts';
import { languageOf } from '../../texts/index.ts';
import { Problem } from '../../texts/problem.ts';
import type { OverviewView } from '../api/overview.ts';
import { overviewView } from '../overview-view.ts';

const tags = ['overview'];
const tryBody = Type.Object({ account: Type.String({ maxLength: 100 }) });

/** The overview, and the button that tries a paused account at once. */
export function overviewRoutes(scope: FastifyInstance, app: App): void {
  scope.get(
    '/overview',
    { schema: { summary: 'Обзор: что не в порядке, сегодня и 30 дней', tags } },
    async (request): Promise<OverviewView> =>
      overviewView(await app.overview.read(), languageOf(request.headers['accept-language'])),
  );

  scope.post(
    '/overview/try',
    { schema: { summary: 'Попробовать приостановленную почту или провайдера SMS сейчас', tags, body: tryBody } },
    async (request) => {
      const { account } = request.body as Static<typeof tryBody>;
      const held = app.delivery.heldAccounts().find((one) => one.account === account);
      if (!held) throw new Problem('accountNotHeld', { status: 404, path: 'account' });
      const [channel, profile] = held.account.split(':') as ['email' | 'sms', string];
      await app.delivery.settingsChanged(channel, profile);
      return { account };
    },
  );
}
