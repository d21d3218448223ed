import { baseOf } from './account-fields.ts';
import { digitsOf, type Fields, fieldsOf, listOf, moneyOf, objectOf, textOf } from './answer.ts';
import type { HttpAnswer } from './http.ts';
import type { SmsAccount, SmsMessage, SmsProvider, SmsRef, SmsReport, SmsTools } from './provider.ts';
import { Refused, Unreadable } from './refused.ts';
import { notNamed, reportOf, type States } from './report.ts';
import { type Refusal, type Rule, refusal, refusalOfWords, type Verdict } from './verdict.ts';

/** Statuses of one message and words of a refused request; source: iqsms.ru/api/api_json. */
const refusals: readonly (readonly [RegExp, ...Rule])[] = [
  [/authorization/i, 'CONFIG', 'badLogin'],
  [/not enough (credits|balance)/i, 'MONEY', 'noMoney'],
  [/sender address/i, 'CONFIG', 'senderNotRegistered'],
  [/invalid mobile phone/i, 'PERM', 'badNumber'],
  [/text is empty/i, 'PERM', 'noText'],
  [/text must be string|wapurl|schedule time|queue name|error params/i, 'PERM', 'badRequest'],
];

const states: States = {
  accepted: ['sending'],
  queued: ['queued'],
  'smsc submit': ['sent'],
  delivered: ['delivered'],
  'delivery error': ['undelivered', 'notDelivered'],
  'smsc reject': ['rejected', 'rejectedByOperator'],
  'incorrect id': ['unknown', 'statusNotFound'],
};

/** One gateway under three names. Our id comes back in the answer, but a message can't be found by it alone. */
export const iqsms: SmsProvider = {
  id: 'iqsms',
  name: { ru: 'СМС Дисконт (iqsms), Простор СМС, SMS Feedback', en: 'iqsms, Prostor SMS, SMS Feedback' },
  fields: [
    { key: 'login', label: 'login', secret: false },
    { key: 'password', label: 'password', secret: true },
    { key: 'host', label: 'host', secret: false },
    { key: 'sender', label: 'sender', secret: false },
  ],
  ways: [['login', 'password']],
  hosts: ['api.iqsms.ru/messages/v2/', 'api.prostor-sms.ru/messages/v2/', 'api.smsfeedback.ru/messages/v2/'],
  ownIds: true,
  statusBatch: 200,
  statusHours: 72,
  longest: 480,
  testMode: false,
  create,
};

function create(account: SmsAccount, tools: SmsTools) {
  const http = tools.openHttp(baseOf(iqsms, account) ?? '');
  const auth = { login: account.login ?? '', password: account.password ?? '' };
  const ask = async (path: string, fields: Fields): Promise<[Fields, HttpAnswer]> => {
    const answer = await http.request(path, { json: { ...auth, ...fields } });
    return [objectOf(answer), answer];
  };
  const checked = async (path: string, fields: Fields): Promise<[Fields, HttpAnswer]> => {
    const [found, answer] = await ask(path, fields);
    const refused = refusalIn(found);
    if (refused) throw new Refused(refused);
    return [found, answer];
  };

  return {
    send: async (message: SmsMessage): Promise<Verdict> => {
      const [fields, answer] = await ask('send.json', {
        messages: [
          {
            clientId: message.id,
            phone: digitsOf(message.to),
            text: message.text,
            ...(message.sender ? { sender: message.sender } : {}),
          },
        ],
      });
      const refused = refusalIn(fields);
      if (refused) return refused;
      const item = fieldsOf(listOf(fields.messages)[0]);
      const status = textOf(item.status);
      if (status === '') throw new Unreadable(answer);
      if (status.toLowerCase() !== 'accepted') return refusalOfWords(refusals, status);
      if (textOf(item.smscId) === '') return refusal('AMBIG', 'unreadable', status);
      return { class: 'OK', ids: [textOf(item.smscId)] };
    },
    status: async (refs: readonly SmsRef[]): Promise<SmsReport[]> => {
      const messages = refs.map(({ id, messageId }) => ({ smscId: id, ...(messageId ? { clientId: messageId } : {}) }));
      const [fields] = await checked('status.json', { messages });
      const found = new Map(
        listOf(fields.messages)
          .map(fieldsOf)
          .map((item) => [textOf(item.smscId), textOf(item.status).toLowerCase()]),
      );
      return refs.map(({ id }) => {
        const status = found.get(id);
        return status === undefined ? notNamed(id) : reportOf(id, states, status);
      });
    },
    balance: async () => {
      const [fields, answer] = await checked('balance.json', {});
      const purses = listOf(fields.balance).map(fieldsOf);
      const purse = purses.find(({ type }) => textOf(type) === 'RUB') ?? purses[0];
      const { balance } = moneyOf('balance', purse?.balance, textOf(purse?.type) || 'RUB');
      if (!balance) throw new Unreadable(answer);
      return balance;
    },
  };
}

function refusalIn(fields: Fields): Refusal | undefined {
  if (textOf(fields.status).toLowerCase() !== 'error') return undefined;
  return refusalOfWords(refusals, `${textOf(fields.code)} ${textOf(fields.description)}`);
}
