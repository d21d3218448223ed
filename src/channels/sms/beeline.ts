import { baseOf } from './account-fields.ts';
import { digitsOf, type Fields, fieldsOf, listOf, moneyOf, partsOf, textOf, xmlOf } from './answer.ts';
import type { HttpAnswer } from './http.ts';
import type { Found, SmsAccount, SmsMessage, SmsProvider, SmsRef, SmsReport, SmsTools } from './provider.ts';
import { Refused, refusalOfStatus, Unreadable } from './refused.ts';
import { notNamed, reportOf, type States } from './report.ts';
import { type Refusal, type Rule, refusalOfWords, type Verdict } from './verdict.ts';

const DAY = 86_400_000;

/** Refusals are told in words only; what no row knows is a refusal of the message, shown as it is. */
const refusals: readonly (readonly [RegExp, ...Rule])[] = [
  [/номер[а-я]* телефона|неправильный номер/i, 'PERM', 'badNumber'],
  [/парол|логин|авториз|доступ/i, 'CONFIG', 'badLogin'],
  [/отправител|sender|имя/i, 'CONFIG', 'senderNotRegistered'],
  [/баланс|средств|лимит|кредит/i, 'MONEY', 'noMoney'],
];

const states: States = {
  '': ['queued'],
  queued: ['queued'],
  wait: ['sending'],
  accepted: ['sent'],
  delivered: ['delivered'],
  not_delivered: ['undelivered', 'notDelivered'],
  failed: ['undelivered', 'notDelivered'],
  '-20163': ['undelivered', 'notDelivered'],
};

/** Билайн A2P and others that speak QTSMS. No id of ours, but sent messages can be listed by time. */
export const beeline: SmsProvider = {
  id: 'beeline',
  name: { ru: 'Билайн', en: 'Beeline' },
  fields: [
    { key: 'login', label: 'login', secret: false },
    { key: 'password', label: 'password', secret: true },
    { key: 'host', label: 'host', secret: false },
    { key: 'sender', label: 'sender', secret: false },
  ],
  ways: [['login', 'password']],
  hosts: [
    'a2p-sms-https.beeline.ru/public/http/',
    'a2p-sms-https.beeline.ru/proto/http/',
    'beeline.amega-inform.ru/sendsms/',
    'go.qtelecom.ru/public/http/',
  ],
  ownIds: false,
  settles: 120_000,
  statusBatch: 1,
  statusHours: 72,
  longest: 480,
  testMode: false,
  create,
};

function create(account: SmsAccount, tools: SmsTools) {
  const http = tools.openHttp(baseOf(beeline, account) ?? '');
  const ask = (action: string, form: Record<string, string>) =>
    http.request('', {
      form: { user: account.login ?? '', pass: account.password ?? '', gzip: 'none', action, ...form },
    });
  const messagesOf = (answer: HttpAnswer): Fields[] => {
    const document = documentOf(answer);
    const output = fieldsOf(document.output);
    const messages = document.MESSAGES ?? output.MESSAGES;
    if (messages === undefined) throw refusedOr(answer, output);
    return listOf(fieldsOf(messages).MESSAGE).map(fieldsOf);
  };

  return {
    send: async (message: SmsMessage): Promise<Verdict> => {
      const answer = await ask('post_sms', {
        message: message.text,
        target: message.to,
        ...(message.sender ? { sender: message.sender } : {}),
      });
      const output = fieldsOf(documentOf(answer).output);
      const taken = listOf(fieldsOf(output.result).sms)
        .map(fieldsOf)
        .find((sms) => textOf(sms['@id']) !== '' && digitsOf(textOf(sms['@phone'])) === digitsOf(message.to));
      if (taken) return { class: 'OK', ids: [textOf(taken['@id'])], ...partsOf(taken['@sms_res_count']) };
      const refused = refusalIn(output);
      if (refused) return refused;
      throw new Unreadable(answer);
    },
    status: async (refs: readonly SmsRef[]): Promise<SmsReport[]> =>
      Promise.all(
        refs.map(async ({ id }) => {
          const item = messagesOf(await ask('status', { sms_id: id })).find((one) => textOf(one['@SMS_ID']) === id);
          if (!item) return notNamed(id);
          const code = textOf(item.SMSSTC_CODE).toLowerCase();
          return reportOf(id, states, code, { words: item.SMS_STATUS, ...partsOf(item.SMS_RES_COUNT) });
        }),
      ),
    find: async (message: SmsMessage, since: number): Promise<Found> => {
      const items = messagesOf(
        await ask('status', {
          smstype: 'SENDSMS',
          // Which zone the provider's clock keeps isn't written anywhere, so a day on either side.
          date_from: timeText(since - DAY),
          date_to: timeText(since + DAY),
        }),
      );
      const told = items.every((item) => item.SMS_TARGET !== undefined && item.SMS_TEXT !== undefined);
      if (!told) return { kind: 'cannotSay' };
      const ours = items.find(
        (item) => digitsOf(textOf(item.SMS_TARGET)) === digitsOf(message.to) && textOf(item.SMS_TEXT) === message.text,
      );
      return ours ? { kind: 'found', ids: [textOf(ours['@SMS_ID'])] } : { kind: 'notFound' };
    },
    balance: async () => {
      const answer = await ask('balance', {});
      const output = fieldsOf(documentOf(answer).output);
      const { balance } = moneyOf('balance', output.AGT_BALANCE ?? fieldsOf(output.balance).AGT_BALANCE);
      if (!balance) throw refusedOr(answer, output);
      return balance;
    },
  };
}

function documentOf(answer: HttpAnswer): Fields {
  const byStatus = refusalOfStatus(answer);
  if (byStatus) throw new Refused(byStatus);
  return xmlOf(answer);
}

/** Beside a result there may be errors of other numbers, so they are looked at only when our number isn't there. */
function refusalIn(output: Fields): Refusal | undefined {
  const errors = listOf(fieldsOf(output.errors).error).map((error) => textOf(error) || textOf(fieldsOf(error)['#']));
  const words = errors.filter(Boolean).join('; ');
  return words === '' ? undefined : refusalOfWords(refusals, words);
}

function refusedOr(answer: HttpAnswer, output: Fields): Error {
  const refused = refusalIn(output);
  return refused ? new Refused(refused) : new Unreadable(answer);
}

/** `dd.mm.yyyy hh:mm:ss` in Moscow. */
const timeText = (time: number): string =>
  new Intl.DateTimeFormat('ru-RU', {
    timeZone: 'Europe/Moscow',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
    .format(time)
    .replace(',', '');
