import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { App } from '../../app.ts';
import { uuidv7 } from '../../base/uuid.ts';
import { checkSms, labelOf, type SmsAccount, smsProviders } from '../../channels/sms/index.ts';
import { parseContact } from '../../contact/parse-contact.ts';
import { smsAccountOf } from '../../delivery/index.ts';
import { type Language, languageOf, text } from '../../texts/index.ts';
import { Problem } from '../../texts/problem.ts';
import type { CheckStepView, SmsProviderView } from '../api.ts';
import { smsStepView } from '../sms-check-view.ts';
import { sendSteps } from '../step-stream.ts';

const tags = ['settings'];
const checkBody = Type.Object({ to: Type.Optional(Type.String({ maxLength: 40 })) });

/** What the SMS settings need: the providers with their own field labels, and «Проверить», which sends one real SMS. */
export function smsSettingsRoutes(scope: FastifyInstance, app: App): void {
  scope.get(
    '/settings/sms/providers',
    { schema: { summary: 'Провайдеры SMS и их поля', tags } },
    async (request): Promise<SmsProviderView[]> => {
      const language = languageOf(request.headers['accept-language']);
      return smsProviders.map((provider) => ({
        id: provider.id,
        name: provider.name[language],
        hosts: [...provider.hosts],
        fields: provider.fields.map(({ key, secret }) => ({ key, label: labelOf(provider, key, language), secret })),
      }));
    },
  );

  scope.get(
    '/settings/sms/callback',
    { schema: { summary: 'Путь, по которому провайдер присылает статусы; держите его в секрете', tags } },
    async () => ({ path: `/api/v1/callbacks/sms/default/${app.callbackSecret('default')}` }),
  );

  scope.post(
    '/settings/sms/check',
    { schema: { summary: '«Проверить» SMS: остаток, цена, проверочное SMS и его доставка', tags, body: checkBody } },
    async (request, reply) => {
      const language = languageOf(request.headers['accept-language']);
      const account = smsAccountOf(app.settings, 'default');
      if (!account) throw new Problem('smsNotSetUp', { status: 409, path: 'sms.provider' });
      const { to = app.settings.get('sms').testPhone } = request.body as Static<typeof checkBody>;
      const parsed = parseContact(to);
      if (!parsed.ok || parsed.contact.kind !== 'phone') throw new Problem('phoneNeeded', { path: 'to' });
      return sendSteps(request, reply, viewed(app, account, parsed.contact.value, language));
    },
  );
}

async function* viewed(app: App, account: SmsAccount, to: string, language: Language): AsyncGenerator<CheckStepView> {
  const steps = checkSms(account, {
    clock: app.clock,
    http: { guard: { allowPrivate: app.privateHosts }, ...(app.ca === undefined ? {} : { ca: app.ca }) },
    message: { id: uuidv7(app.clock.now()), to, text: text(language, 'sms.check.text') },
  });
  for await (const step of steps) yield smsStepView(step, language);
}
