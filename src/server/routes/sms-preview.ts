import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { App } from '../../app.ts';
import { idPattern } from '../../base/id-pattern.ts';
import { explainSender } from '../../channels/sms/index.ts';
import { checkTemplate, smsTemplate, toLatin } from '../../rendering/index.ts';
import { languageOf } from '../../texts/index.ts';
import type { SmsPreviewView } from '../api.ts';
import { receiptToShow } from '../example-receipts.ts';
import { senderView, smsPreviewView } from '../sms-preview-view.ts';

const body = Type.Object(
  {
    template: Type.Optional(
      Type.String({ maxLength: 10_000, description: 'Шаблон; без него — тот, что в настройках' }),
    ),
    receipt: Type.Optional(
      Type.String({ maxLength: 64, description: 'Номер принятого чека или образца; без него — чек для примера' }),
    ),
    sender: Type.Optional(Type.String({ maxLength: 100, description: 'Имя отправителя, о котором рассказать' })),
  },
  { additionalProperties: false },
);

const querystring = Type.Object({
  profile: Type.String({
    pattern: idPattern,
    default: 'default',
    description: 'Профиль, чьи шаблон и цена',
  }),
});

/** `POST /settings/sms/preview`: what an SMS template makes of a receipt, and what is to be said of it. Changes nothing. */
export function smsPreviewRoutes(scope: FastifyInstance, app: App): void {
  scope.post(
    '/settings/sms/preview',
    {
      schema: {
        summary: 'Шаблон SMS: текст для чека, пять сведений по закону, части и замечания',
        tags: ['settings'],
        querystring,
        body,
      },
    },
    async (request): Promise<SmsPreviewView> => {
      const { profile } = request.query as Static<typeof querystring>;
      const language = languageOf(request.headers['accept-language']);
      const { template: wanted, receipt, sender } = request.body as Static<typeof body>;
      const template = smsTemplate(wanted ?? app.settings.get('sms', profile).template);
      const shown = await receiptToShow(app, receipt);
      const { price } = await app.smsMoney.of(profile);
      return {
        ...(price && { price }),
        ...smsPreviewView(template, shown, checkTemplate(template, shown), language),
        ...(sender === undefined ? {} : { sender: senderView(explainSender(sender), toLatin(sender), language) }),
      };
    },
  );
}
