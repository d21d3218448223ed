import { baseOf } from './account-fields.ts';
import { digitsOf, type Fields, fieldsOf, listOf, moneyOf, objectOf, rowOf, textOf } from './answer.ts';
import type { HttpAnswer } from './http.ts';
import type { SmsAccount, SmsMessage, SmsProvider, SmsRef, SmsReport, SmsTools } from './provider.ts';
import { Refused, refusalOfStatus, Unreadable } from './refused.ts';
import { notNamed, reportOf, type States } from './report.ts';
import { type Refusal, type Rule, refusal, type Verdict } from './verdict.ts';

/** States that a message may already have in the answer to its sending: the request was taken, the message was not. */
const refusedStates: Record<string, Rule> = {
  low_balance: ['MONEY', 'noMoney'],
  low_partner_balance: ['TEMP', 'providerFault', { account: true }],
  rejected: ['PERM', 'rejectedByOperator'],
  error: ['PERM', 'unknownRefusal'],
};

const states: States = {
  created: ['queued'],
  planned: ['queued'],
  moderation: ['queued'],
  sent: ['sent'],
  delivered: ['delivered'],
  read: ['delivered'],
  not_delivered: ['undelivered', 'notDelivered'],
  error: ['rejected', 'unknownRefusal'],
  rejected: ['rejected', 'rejectedByOperator'],
  low_balance: ['rejected', 'noMoney'],
  low_partner_balance: ['rejected', 'providerFault'],
};

/** P1SMS, and SMSGorod with the same interface. Without a sender name it goes from a number of theirs. */
export const p1sms: SmsProvider = {
  id: 'p1sms',
  name: { ru: 'P1SMS, СМС-Город', en: 'P1SMS, SMSGorod' },
  fields: [
    { key: 'apiKey', label: 'apiKey', secret: true },
    { key: 'host', label: 'host', secret: false },
    { key: 'sender', label: 'sender', secret: false },
  ],
  ways: [['apiKey']],
  hosts: ['admin.p1sms.ru', 'new.smsgorod.ru'],
  ownIds: false,
  statusBatch: 100,
  statusHours: 72,
  longest: 480,
  testMode: false,
  create,
};

function create(account: SmsAccount, tools: SmsTools) {
  const http = tools.openHttp(baseOf(p1sms, account) ?? '');
  const apiKey = account.apiKey ?? '';
  const checked = (answer: HttpAnswer): Fields => {
    const fields = objectOf(answer);
    const refused = refusalIn(answer, fields);
    if (refused) throw new Refused(refused);
    return fields;
  };

  return {
    send: async (message: SmsMessage): Promise<Verdict> => {
      const { sender, text, to } = message;
      const from = sender ? { channel: 'char', sender } : { channel: 'digit' };
      const answer = await http.request('apiSms/create', {
        json: { apiKey, sms: [{ ...from, phone: digitsOf(to), text }] },
      });
      const fields = objectOf(answer);
      const refused = refusalIn(answer, fields);
      if (refused) return refused;
      const item = fieldsOf(listOf(fields.data)[0]);
      const status = textOf(item.status);
      const said = `${status} ${textOf(item.errorDescription) || textOf(item.message)}`.trim();
      const rule = rowOf(refusedStates, status);
      if (rule) return refusal(rule[0], rule[1], said, rule[2]);
      if (textOf(item.id) === '') throw new Unreadable(answer);
      return { class: 'OK', ids: [textOf(item.id)], ...moneyOf('cost', item.cost) };
    },
    status: async (refs: readonly SmsRef[]): Promise<SmsReport[]> => {
      const ids = refs.map(({ id }) => (Number.isSafeInteger(Number(id)) ? Number(id) : id));
      const fields = checked(await http.request('apiSms/get', { json: { apiKey, apiSmsIdList: ids } }));
      const found = new Map(
        listOf(fields.data)
          .map(fieldsOf)
          .map((item) => [textOf(item.id), item]),
      );
      return refs.map(({ id }) => {
        const item = found.get(id);
        if (!item) return notNamed(id);
        return reportOf(id, states, item.status, { words: item.errorDescription, ...moneyOf('cost', item.cost) });
      });
    },
    balance: async () => {
      const answer = await http.request('apiUsers/getUserBalanceInfo', { method: 'GET', query: { apiKey } });
      const { balance } = moneyOf('balance', checked(answer).data);
      if (!balance) throw new Unreadable(answer);
      return balance;
    },
  };
}

/** A refused request; the answer to a wrong key isn't documented, so the HTTP status and the words decide. */
function refusalIn(answer: HttpAnswer, fields: Fields): Refusal | undefined {
  if (textOf(fields.status) === 'success') return undefined;
  const byStatus = refusalOfStatus(answer);
  if (byStatus) return byStatus;
  if (answer.status >= 500 || textOf(fields.status) === '') throw new Unreadable(answer);
  const said = JSON.stringify(fields);
  return /apikey|access|доступ/i.test(said)
    ? refusal('CONFIG', 'accessDenied', said)
    : refusal('PERM', 'unknownRefusal', said);
}
