import helmet from '@fastify/helmet';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { App } from '../app.ts';
import { Problem } from '../texts/problem.ts';
import { limitChecks } from './check-limit.ts';
import { guard } from './guard.ts';
import { acceptBytes, acceptJson, LARGEST_BODY } from './json-body.ts';
import { describedApi } from './openapi.ts';
import { pageHeaders } from './page-headers.ts';
import { sendProblem } from './problem-reply.ts';
import { deliveryRoutes } from './routes/deliveries.ts';
import { demoRoutes } from './routes/demo.ts';
import { demoSaleRoutes } from './routes/demo-sales.ts';
import { demoSmsRoutes } from './routes/demo-sms.ts';
import { emailSettingsRoutes } from './routes/email-settings.ts';
import { eventRoutes } from './routes/events.ts';
import { healthRoutes } from './routes/health.ts';
import { journalRoutes } from './routes/journal.ts';
import { messageRoutes } from './routes/messages.ts';
import { overviewRoutes } from './routes/overview.ts';
import { pageRoutes } from './routes/pages.ts';
import { peopleRoutes } from './routes/people.ts';
import { privacyRoutes } from './routes/privacy.ts';
import { profileRoutes } from './routes/profiles.ts';
import { acceptRoutes, receiptRoutes } from './routes/receipts.ts';
import { registerSettingsRoutes } from './routes/register-settings.ts';
import { acceptSaleRoutes, saleRoutes } from './routes/sales.ts';
import { sessionRoutes } from './routes/session.ts';
import { settingsRoutes } from './routes/settings.ts';
import { settingsFileRoutes } from './routes/settings-file.ts';
import { settingsHistoryRoutes } from './routes/settings-history.ts';
import { smsCallbackRoutes } from './routes/sms-callback.ts';
import { smsPreviewRoutes } from './routes/sms-preview.ts';
import { smsSettingsRoutes } from './routes/sms-settings.ts';
import { tillPageRoutes } from './routes/till-page.ts';
import { tillViewRoutes } from './routes/till-views.ts';
import { tokenRoutes } from './routes/tokens.ts';

/** What any answer of the API carries: nothing of it is a page, and nobody may guess its type. */
const API_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

export interface ServerOptions {
  token: string;
  /** Host names besides loopback ones under which the service may be reached. */
  hosts?: readonly string[];
  /** Programs of this computer need a token too. */
  tokenAlways?: boolean;
  /** Addresses of proxies whose `X-Forwarded-…` headers are believed. */
  proxies?: readonly string[];
  /** Origins whose pages may show the till in a frame. */
  embedders?: readonly string[];
  /** Is told every route that there is, so that a test can't forget one. */
  onRoute?: (route: { method: string; url: string }) => void;
}

/** The HTTP face: `/api/v1`, health, metrics and the pages. Not yet listening. */
export async function createServer(app: App, options: ServerOptions): Promise<FastifyInstance> {
  const { token, hosts = [], tokenAlways = false, proxies = [], embedders = [] } = options;
  const server = fastify({
    loggerInstance: app.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: LARGEST_BODY,
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 60_000,
    trustProxy: proxies.length > 0 ? [...proxies] : false,
    // One for all: a logger of its own for each request costs more than the few lines that are ever logged are worth.
    childLoggerFactory: (logger) => logger,
  }).withTypeProvider<TypeBoxTypeProvider>();

  if (options.onRoute)
    server.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) options.onRoute?.({ method: one, url });
    });
  server.setErrorHandler((error, request, reply) => sendProblem(request, reply, error));
  server.setNotFoundHandler((request, reply) => sendProblem(request, reply, new Problem('notFound', { status: 404 })));
  guard(server, {
    token,
    hosts,
    tokenAlways,
    demo: app.demo !== undefined,
    access: app.access,
    tillAccess: app.tillAccess,
  });

  limitChecks(server, app.clock);

  const openApi = describedApi(server, app.version);
  await server.register(
    async (api) => {
      // Constant headers rather than helmet's, which builds them anew for each request: accepting a receipt is the hot path.
      api.addHook('onRequest', (_request, reply, done) => {
        reply.headers(API_HEADERS);
        done();
      });
      await api.register(async (scope) => {
        acceptBytes(scope);
        acceptRoutes(scope, app);
        acceptSaleRoutes(scope, app);
        smsCallbackRoutes(scope, app);
      });
      await api.register(async (scope) => {
        acceptJson(scope);
        sessionRoutes(scope, app);
        peopleRoutes(scope, app);
        tokenRoutes(scope, app);
        receiptRoutes(scope, app);
        deliveryRoutes(scope, app);
        journalRoutes(scope, app);
        messageRoutes(scope, app);
        saleRoutes(scope, app);
        tillViewRoutes(scope, app);
        settingsRoutes(scope, app);
        settingsHistoryRoutes(scope, app);
        settingsFileRoutes(scope, app);
        profileRoutes(scope, app);
        emailSettingsRoutes(scope, app);
        registerSettingsRoutes(scope, app);
        smsPreviewRoutes(scope, app);
        smsSettingsRoutes(scope, app);
        overviewRoutes(scope, app);
        privacyRoutes(scope, app);
        eventRoutes(scope, app);
        if (app.demo) {
          demoRoutes(scope, app, app.demo);
          demoSaleRoutes(scope, app);
        }
        if (app.demo) demoSmsRoutes(scope, app.demo.phone);
        scope.get('/openapi.json', { schema: { hide: true } }, async () => openApi());
      });
    },
    { prefix: '/api/v1' },
  );
  healthRoutes(server, app);
  await server.register(async (pages) => {
    await pages.register(helmet, pageHeaders);
    tillPageRoutes(pages, app, embedders);
    await pageRoutes(pages, app);
  });
  return server;
}
