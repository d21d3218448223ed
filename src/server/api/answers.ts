import { type Static, type TSchema, Type } from 'typebox';
import type { Receipt } from '../../receipt/receipt.ts';
import { receiptSchema, saleSchema } from '../../receipt/schema.ts';

/**
 * What the API takes and gives, for its description and for the types of `api.ts`: the one place where a field of an answer is named.
 * Descriptions are Russian, as those who call it are.
 */

const says = (description: string) => ({ description });
const record = <T extends Record<string, TSchema>>(fields: T, description?: string) =>
  Type.Object(fields, { additionalProperties: false, ...(description === undefined ? {} : { description }) });
const text = (description: string) => Type.String(says(description));
const whole = (description: string) => Type.Integer(says(description));
const yes = (description: string) => Type.Boolean(says(description));
const moment = (description: string) => whole(`${description}, мс с 1970 года`);
const oneOf = <const Value extends string>(values: readonly Value[], description: string) =>
  Type.Unsafe<Value>({ type: 'string', enum: [...values], description });
const maybe = Type.Optional;

const channel = oneOf(['email', 'sms'], 'Чем отправляем');
const status = oneOf(
  ['queued', 'sending', 'sent', 'delivered', 'failed', 'bounced', 'expired', 'cancelled'],
  'Что стало с отправкой',
);
const receipt = Type.Unsafe<Receipt>({ ...receiptSchema, description: 'Чек в именах ФФД; суммы в копейках' });

const Problem = record(
  {
    type: text('about:blank'),
    title: text('Что не так и что сделать, одним предложением на языке Accept-Language'),
    status: whole('Код ответа HTTP'),
    code: text('Постоянный код, по которому решает программа'),
    path: maybe(text('Неверное поле, например items[2].sum')),
  },
  'Отказ, RFC 9457',
);

const Accepted = record({
  receipt: text('Номер чека в Квитке'),
  deliveries: Type.Array(
    record({
      id: text('Номер отправки'),
      channel,
      status,
      created: yes('Отправка новая; false — такая уже была, второй не будет'),
    }),
  ),
});

const delivery = {
  id: text('Номер отправки'),
  receiptId: text('Номер чека в Квитке'),
  channel,
  contact: text('Контакт покупателя, скрытый звёздочками'),
  status,
  outcome: maybe(oneOf(['way', 'delivered', 'failed'], 'В пути, доставлено, не доставлено; нет у отменённой')),
  reason: maybe(text('Код причины; нет, пока всё идёт как надо')),
  explanation: maybe(text('Причина словами: что случилось и что делать')),
  reply: maybe(text('Ответ другой стороны дословно')),
  attempts: whole('Сколько было попыток'),
  createdAt: moment('Когда принята'),
  dueAt: maybe(moment('Когда следующая попытка')),
  sentAt: maybe(moment('Когда её приняла другая сторона')),
  deliveredAt: maybe(moment('Когда доставлена')),
  parts: maybe(whole('Частей SMS')),
  cost: maybe(whole('Цена SMS, копеек')),
  total: maybe(whole('Сумма чека (1020), копеек')),
  dateTime: maybe(text('Дата и время чека (1012)')),
  fiscalDocumentNumber: maybe(whole('Номер ФД (1040)')),
};
const Delivery = record(delivery);

const Attempt = record({
  number: whole('Которая по счёту'),
  startedAt: moment('Начата'),
  finishedAt: moment('Окончена'),
  outcome: oneOf(['accepted', 'rejected', 'deferred', 'unknown'], 'Принято, отвергнуто, отложено, неизвестно'),
  reason: maybe(text('Код причины')),
  explanation: maybe(text('Причина словами')),
  reply: maybe(text('Ответ другой стороны дословно')),
});
const DeliveryWithAttempts = record({ ...delivery, journal: Type.Array(Attempt) });

const Searched = record(
  {
    as: oneOf(['contact', 'total', 'number', 'numberOrTotal', 'day', 'nothing'], 'Чем сочли набранное'),
    total: maybe(whole('Сумма, копеек')),
    fiscalDocumentNumber: maybe(whole('Номер ФД')),
    from: maybe(moment('Начало дня')),
    problem: maybe(text('Почему это ничто из названного')),
  },
  'Как понято поле q',
);
const cursor = maybe(text('Где начинается следующая страница; нет у последней'));
const Deliveries = record({ deliveries: Type.Array(Delivery), cursor, searched: maybe(Searched) });

const kept = {
  id: text('Номер чека в Квитке'),
  fiscalDriveNumber: text('Номер ФН (1041)'),
  fiscalDocumentNumber: whole('Номер ФД (1040)'),
  fiscalSign: text('ФП (1077)'),
  dateTime: text('Дата и время (1012)'),
  total: whole('Сумма (1020), копеек'),
  calculationType: whole('Признак расчёта (1054)'),
  profile: text('Профиль касс'),
  format: text('В каком виде чек пришёл'),
  createdAt: moment('Когда принят'),
};
const state = oneOf(
  ['awaiting-contact', 'fiscalising', 'fiscalised', 'cancelled', 'failed', 'unclear'],
  'Ждёт контакта, пробивается, пробита, отменена, не пробита, неизвестно, пробита ли',
);
const ReceiptSale = record(
  {
    id: text('Номер продажи'),
    register: text('Касса'),
    registerName: text('Название кассы'),
    documentId: maybe(text('Номер документа у программы')),
    state,
    createdAt: moment('Когда пришла'),
    fiscalisedAt: moment('Когда пробита'),
  },
  'Продажа кассы, от которой чек; нет у присланного готовым',
);
const KeptReceipt = record({ ...kept, receipt, sale: maybe(ReceiptSale) });
const KeptReceipts = record({ receipts: Type.Array(record(kept)), cursor });

const Sale = record({
  id: text('Номер продажи'),
  documentId: maybe(text('Номер документа у программы')),
  register: text('Касса'),
  state,
  version: whole('Растёт с каждым изменением'),
  calculationType: whole('Признак расчёта (1054): 1 приход, 2 возврат прихода, 3 расход, 4 возврат расхода'),
  correction: yes('Чек коррекции'),
  total: whole('Сумма (1020), копеек'),
  items: whole('Сколько предметов расчёта'),
  contact: maybe(
    text('Контакт покупателя целиком; в списках и событиях — только пока форма открыта или продажа ждёт человека'),
  ),
  contactMask: maybe(text('Контакт, скрытый звёздочками')),
  contactProblem: maybe(text('Почему контакт, который пришёл с продажей, не годится; форма открылась без него')),
  electronically: yes('Просили без бумаги'),
  paper: yes('Будет ли бумага, а после пробития — была ли'),
  paperBecause: maybe(oneOf(['noContact', 'register'], 'Почему бумага будет, хотя просили без неё')),
  problem: maybe(
    record(
      {
        code: text('Код причины'),
        explanation: text('Что случилось и что делать'),
        reply: maybe(text('Ответ кассы дословно')),
      },
      'Почему failed или unclear',
    ),
  ),
  actions: Type.Array(
    oneOf(
      ['contact', 'confirm', 'cancel', 'repeat', 'resolve'],
      'confirm — Enter, cancel — Esc, contact — сменить контакт, repeat — пробить заново, resolve — сказать, есть ли чек',
    ),
    says('Что можно сделать сейчас'),
  ),
  endsAt: maybe(moment('Когда форма закроется сама')),
  createdAt: moment('Когда пришла'),
  updatedAt: moment('Когда изменилась'),
  receiptId: maybe(text('После пробития: номер чека для /receipts/{id}')),
  receipt: maybe(receipt),
  deliveries: Type.Array(Delivery, says('Что стало с письмами и SMS чека')),
  deliveryProblem: maybe(text('Почему чек пробит, а мы его не отправляем')),
  formUrl: maybe(text('Где форма кассира этой продажи; ссылка открывается один раз. Есть, пока форма открыта')),
});

const Contact = record({ contact: text('Контакт целиком') });

/** What a route answers, by the name under which the description has it. */
export const answers = {
  Problem,
  Accepted,
  Delivery,
  DeliveryWithAttempts,
  Deliveries,
  KeptReceipt,
  KeptReceipts,
  Sale,
  Contact,
};
export type AnswerName = keyof typeof answers;

const wish = {
  to: maybe(text('Почта или телефон покупателя')),
  channel: maybe(channel),
  as: maybe(oneOf(['html', 'pdf'], 'Чек в письме или файлом PDF; иначе как в настройках')),
  withoutQr: maybe(yes('Без QR-кода; иначе как в настройках')),
};
const foreign = (formats: string) => Type.Object({}, { description: `То же в чужом виде: ${formats}` });

/** What a route takes where it reads the bytes itself, by content type. */
export const bodies = {
  Receipt: {
    'application/json': Type.Union([
      Type.Object({ receipt: Type.Union([receipt, foreign('JSON ФНС')]), ...wish }, { additionalProperties: false }),
      receipt,
      foreign('JSON ФНС, выгрузка приложения ФНС'),
    ]),
  },
  Sale: {
    'application/json': Type.Union([
      Type.Unsafe<object>({ ...saleSchema, description: 'Продажа в именах ФФД; суммы в копейках' }),
      foreign('задание АТОЛ, RegisterCheck KkmServer'),
    ]),
    'application/xml': Type.String(says('CheckPackage 1С')),
  },
};
export type BodyName = keyof typeof bodies;

export type Answer<Name extends AnswerName> = Static<(typeof answers)[Name]>;
