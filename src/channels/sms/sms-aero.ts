import { baseOf } from './account-fields.ts';
import { digitsOf, type Fields, fieldsOf, listOf, moneyOf, objectOf, rowOf, textOf } from './answer.ts';
import type { HttpAnswer } from './http.ts';
import { basicAuth } from './http.ts';
import type { Found, SmsAccount, SmsMessage, SmsProvider, SmsRef, SmsReport, SmsTools } from './provider.ts';
import { Refused, refusalOfStatus, Unreadable } from './refused.ts';
import { reportOf, type States } from './report.ts';
import { type Refusal, refusal, type Verdict, wordsOf } from './verdict.ts';

const MINUTE = 60_000;

/** Source: the provider's SDKs. They disagree about 3 (handed over, or refused), so it is never final here. */
const states: States = {
  0: ['queued'],
  1: ['delivered'],
  2: ['undelivered', 'notDelivered'],
  3: ['sent'],
  4: ['sent'],
  6: ['rejected', 'rejectedByOperator'],
  8: ['queued'],
};
const words: States = {
  delivery: ['delivered'],
  delivered: ['delivered'],
  undelivered: ['undelivered', 'notDelivered'],
};

/** SMS Aero, API v2. No id of ours, but messages can be listed by number and text. */
export const smsAero: SmsProvider = {
  id: 'sms-aero',
  name: { ru: 'SMS Aero', en: 'SMS Aero' },
  fields: [
    { key: 'login', label: 'email', secret: false },
    { key: 'apiKey', label: 'apiKey', secret: true },
    { key: 'sender', label: 'sign', secret: false },
  ],
  ways: [['login', 'apiKey', 'sender']],
  hosts: ['gate.smsaero.ru/v2/', 'gate.smsaero.org/v2/', 'gate.smsaero.net/v2/'],
  ownIds: false,
  settles: 2 * MINUTE,
  statusBatch: 1,
  statusHours: 72,
  longest: 640,
  testMode: true,
  create,
};

function create(account: SmsAccount, tools: SmsTools) {
  const http = tools.openHttp(baseOf(smsAero, account) ?? '');
  const headers = { authorization: basicAuth(account.login ?? '', account.apiKey ?? '') };
  const ask = (path: string, json: unknown = {}) => http.request(path, { json, headers });

  return {
    send: async (message: SmsMessage): Promise<Verdict> => {
      const answer = await ask(message.test ? 'sms/testsend' : 'sms/send', {
        number: digitsOf(message.to),
        sign: message.sender ?? '',
        text: message.text,
      });
      const fields = objectOf(answer);
      const refused = refusalIn(answer, fields);
      if (refused) return refused;
      const item = fieldsOf(listOf(fields.data)[0]);
      const id = textOf(item.id);
      if (id === '') throw new Unreadable(answer);
      const { state } = reportOf(id, states, item.status);
      if (state === 'rejected' || state === 'undelivered')
        return refusal('PERM', 'rejectedByOperator', `${id} ${textOf(item.extendStatus)}`);
      return { class: 'OK', ids: [id], ...moneyOf('cost', item.cost) };
    },
    status: async (refs: readonly SmsRef[]): Promise<SmsReport[]> =>
      Promise.all(
        refs.map(async ({ id }) => {
          const item = fieldsOf(listOf(checked(await ask('sms/status', { id: numberOr(id) })).data)[0]);
          return {
            ...reportOf(id, states, item.status, { words: item.extendStatus, ...moneyOf('cost', item.cost) }),
            ...told(item),
          };
        }),
      ),
    find: async (message: SmsMessage, since: number): Promise<Found> => {
      const number = digitsOf(message.to);
      const data = fieldsOf(checked(await ask('sms/list', { number, text: message.text })).data);
      const ids = Object.entries(data).flatMap(([key, value]) => {
        const item = fieldsOf(value);
        const ours = textOf(item.number) === number && item.text === message.text;
        // Clocks differ a little, and an earlier copy of the same receipt is not this one.
        const fresh = Number(textOf(item.dateCreate) || 0) * 1_000 >= since - 2 * MINUTE;
        return /^\d+$/.test(key) && ours && fresh && textOf(item.id) !== '' ? [textOf(item.id)] : [];
      });
      return ids[0] === undefined ? { kind: 'notFound' } : { kind: 'found', ids: [ids[0]] };
    },
    balance: async () => {
      const answer = await ask('balance');
      const { balance } = moneyOf('balance', fieldsOf(checked(answer).data).balance);
      if (!balance) throw new Unreadable(answer);
      return balance;
    },
  };
}

const numberOr = (id: string): number | string => (Number.isSafeInteger(Number(id)) ? Number(id) : id);

/** Where the number is in dispute, a final word decides. */
function told(item: Fields): Pick<SmsReport, 'state' | 'reason'> | undefined {
  const [state, reason] =
    (textOf(item.status) === '3' ? rowOf(words, textOf(item.extendStatus).toLowerCase()) : undefined) ?? [];
  return state && { state, ...(reason ? { reason } : {}) };
}

/** There are no codes: the HTTP status says most, the words and the named field the rest. */
function refusalIn(answer: HttpAnswer, fields: Fields): Refusal | undefined {
  const { result, reason, message, data, success } = fields;
  if (result === 'no credits') return refusal('MONEY', 'noMoney', result);
  if (result === 'reject') return refusal('PERM', 'rejectedByOperator', reason ?? result);
  if (success === true && answer.status < 300) return undefined;
  const said = `${wordsOf(message ?? '')} ${data === null || data === undefined ? '' : wordsOf(data)}`.trim();
  if (/credential/i.test(said)) return refusal('CONFIG', 'badLogin', said);
  const wrong = fieldsOf(data);
  if (answer.status < 500 && answer.status !== 401) {
    if (wrong.sign !== undefined) return refusal('CONFIG', 'senderNotRegistered', said);
    if (wrong.number !== undefined) return refusal('PERM', 'badNumber', said);
    if (wrong.text !== undefined) return refusal('PERM', 'forbiddenText', said);
  }
  const byStatus = refusalOfStatus(answer);
  if (byStatus) return { ...byStatus, reply: said || (byStatus.reply ?? '') };
  if (answer.status < 300 && success === false) return refusal('PERM', 'unknownRefusal', said);
  throw new Unreadable(answer);
}

function checked(answer: HttpAnswer): Fields {
  const fields = objectOf(answer);
  const refused = refusalIn(answer, fields);
  if (refused) throw new Refused(refused);
  return fields;
}
