import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { App } from '../../app.ts';
import { idPattern } from '../../base/id-pattern.ts';
import { uuidv7 } from '../../base/uuid.ts';
import { checkSms, labelOf, type SmsAccount, type SmsCheckStep, smsProviders } from '../../channels/sms/index.ts';
import { parseContact } from '../../contact/parse-contact.ts';
import { accountFrom, pricePerPart, proxyOf } from '../../delivery/index.ts';
import { draftOf } from '../../settings/index.ts';
import { type Language, languageOf, text } from '../../texts/index.ts';
import { Problem } from '../../texts/problem.ts';
import type { CheckStepView, SmsBalanceView, SmsProviderView } from '../api.ts';
import { reasonText } from '../delivery-view.ts';
import { smsStepView } from '../sms-check-view.ts';
import { sendSteps } from '../step-stream.ts';

const tags = ['settings'];
const checkBody = Type.Object({
  to: Type.Optional(Type.String({ maxLength: 40 })),
  settings: Type.Optional(
    Type.Unsafe<object>({ type: 'object', description: 'То, что набрано и ещё не записано: поля раздела sms' }),
  ),
});
const querystring = Type.Object({ profile: Type.String({ pattern: idPattern, default: 'default' }) });
const balanceQuery = Type.Object({
  profile: querystring.properties.profile,
  fresh: Type.Boolean({ default: false, description: 'Спросить провайдера, а не показать последний ответ' }),
});
/** What decides to whom login and password go. */
const DESTINATION = ['provider', 'host', 'http.url', 'http.status.url', 'http.balance.url', 'smpp.tls'];

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

  scope.get(
    '/settings/sms/balance',
    { schema: { summary: 'Остаток на счёте у провайдера и цена части SMS', tags, querystring: balanceQuery } },
    async (request): Promise<SmsBalanceView> => {
      const language = languageOf(request.headers['accept-language']);
      const { profile, fresh } = request.query as Static<typeof balanceQuery>;
      const asked = fresh ? await app.smsMoney.ask(profile) : undefined;
      const refused = asked?.ok === false;
      return {
        ...(await app.smsMoney.of(profile)),
        low: await app.smsMoney.isLow(profile),
        ...(refused
          ? {
              problem: asked.reason
                ? reasonText(asked.reason.code, language)
                : text(language, 'sms.check.balanceUnknown'),
            }
          : {}),
        ...(refused && asked.reason?.reply !== undefined ? { reply: asked.reason.reply } : {}),
      };
    },
  );

  scope.post(
    '/settings/sms/check',
    {
      schema: {
        summary: '«Проверить» SMS: остаток, цена, проверочное SMS и его доставка',
        tags,
        querystring,
        body: checkBody,
      },
    },
    async (request, reply) => {
      const language = languageOf(request.headers['accept-language']);
      const { profile } = request.query as Static<typeof querystring>;
      const { to: wanted, settings } = request.body as Static<typeof checkBody>;
      const draft = draftOf(app.settings, 'sms', settings ?? {}, { profile, destination: DESTINATION });
      if (draft.provider === '') throw new Problem('smsNotSetUp', { status: 409, path: 'sms.provider' });
      const parsed = parseContact(wanted ?? draft.testPhone);
      if (!parsed.ok || parsed.contact.kind !== 'phone') throw new Problem('phoneNeeded', { path: 'sms.testPhone' });
      return sendSteps(request, reply, viewed(app, accountFrom(draft), parsed.contact.value, language));
    },
  );
}

async function* viewed(app: App, account: SmsAccount, to: string, language: Language): AsyncGenerator<CheckStepView> {
  const steps = checkSms(account, {
    clock: app.clock,
    http: {
      connect: 5_000,
      total: 15_000,
      guard: { allowPrivate: app.privateHosts },
      ...proxyOf(app.settings),
      ...(app.ca === undefined ? {} : { ca: app.ca }),
    },
    message: { id: uuidv7(app.clock.now()), to, text: text(language, 'sms.check.text') },
  });
  for await (const step of steps) {
    await app.smsMoney.note(account, toldBy(step));
    yield smsStepView(step, language);
  }
}

function toldBy({ step, sum, parts }: SmsCheckStep): Parameters<App['smsMoney']['note']>[1] {
  if (!sum) return {};
  if (step === 'balance') return { balance: sum };
  return parts ? { price: pricePerPart(sum, parts) } : {};
}
