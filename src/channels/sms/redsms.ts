import { createHash, randomUUID } from 'node:crypto';
import { baseOf } from './account-fields.ts';
import { digitsOf, type Fields, fieldsOf, listOf, moneyOf, objectOf, rowOf, textOf } from './answer.ts';
import type { HttpAnswer } from './http.ts';
import type { SmsAccount, SmsMessage, SmsProvider, SmsRef, SmsReport, SmsTools } from './provider.ts';
import { Refused, refusalOfStatus, Unreadable } from './refused.ts';
import { reportOf, type States } from './report.ts';
import { type Refusal, type Rule, refusal, refusalOfWords, type Verdict } from './verdict.ts';

/** States that refuse a message at once, should they stand in the answer to its sending. */
const refusedStates: Record<string, Rule> = {
  reject: ['PERM', 'rejectedByOperator'],
  bad_number: ['PERM', 'badNumber'],
  stop_list: ['PERM', 'stopList'],
  route_closed: ['PERM', 'noRoute'],
  no_money: ['MONEY', 'noMoney'],
  doubled: ['DUP', 'duplicate'],
};

const states: States = {
  created: ['queued'],
  moderation: ['queued'],
  progress: ['sent'],
  delivered: ['delivered'],
  read: ['delivered'],
  reply: ['delivered'],
  undelivered: ['undelivered', 'notDelivered'],
  timeout: ['expired', 'expired'],
  reject: ['rejected', 'rejectedByOperator'],
  bad_number: ['rejected', 'badNumber'],
  stop_list: ['rejected', 'stopList'],
  route_closed: ['rejected', 'noRoute'],
  no_money: ['rejected', 'noMoney'],
  doubled: ['rejected', 'duplicate'],
};

/** Errors are told in words only. */
const refusals: readonly (readonly [RegExp, ...Rule])[] = [
  [/secret|login|auth|логин|ключ|авториз/i, 'CONFIG', 'badLogin'],
  [/money|balance|средств|баланс/i, 'MONEY', 'noMoney'],
  [/sender|from|отправител|подпис/i, 'CONFIG', 'senderNotRegistered'],
  [/number|phone|номер|телефон/i, 'PERM', 'badNumber'],
];

/** REDSMS. It suppresses repeats by itself (`doubled`), for how long isn't documented. */
export const redsms: SmsProvider = {
  id: 'redsms',
  name: { ru: 'REDSMS', en: 'REDSMS' },
  fields: [
    { key: 'login', label: 'login', secret: false },
    { key: 'apiKey', label: 'apiKey', secret: true },
    { key: 'sender', label: 'sender', secret: false },
  ],
  ways: [['login', 'apiKey', 'sender']],
  hosts: ['cp.redsms.ru/api/'],
  ownIds: false,
  statusBatch: 1,
  statusHours: 72,
  longest: 480,
  testMode: false,
  create,
};

function create(account: SmsAccount, tools: SmsTools) {
  const http = tools.openHttp(baseOf(redsms, account) ?? '');
  const ask = (path: string, json?: unknown) => {
    // `ts` is any text that isn't used twice.
    const ts = randomUUID();
    const secret = createHash('md5')
      .update(`${ts}${account.apiKey ?? ''}`)
      .digest('hex');
    const headers = { login: account.login ?? '', ts, secret };
    return http.request(path, json === undefined ? { method: 'GET', headers } : { json, headers });
  };
  const checked = (answer: HttpAnswer): Fields => {
    const fields = objectOf(answer);
    const refused = refusalIn(answer, fields);
    if (refused) throw new Refused(refused);
    return fields;
  };

  return {
    send: async (message: SmsMessage): Promise<Verdict> => {
      const answer = await ask('message', {
        to: digitsOf(message.to),
        text: message.text,
        from: message.sender ?? '',
        route: 'sms',
      });
      const fields = objectOf(answer);
      const refused = refusalIn(answer, fields);
      if (refused) return refused;
      const ours = (one: Fields) => digitsOf(textOf(one.to)) === digitsOf(message.to);
      const error = listOf(fields.errors)
        .map(fieldsOf)
        .find((one) => ours(one) || one.to === undefined);
      if (error) return refusalOfWords(refusals, textOf(error.message) || error);
      const item = listOf(fields.items).map(fieldsOf).find(ours);
      const rule = rowOf(refusedStates, item?.status);
      if (rule) return refusal(rule[0], rule[1], item?.status, rule[2]);
      if (textOf(item?.uuid) === '') throw new Unreadable(answer);
      return { class: 'OK', ids: [textOf(item?.uuid)], ...moneyOf('cost', item?.cost) };
    },
    status: async (refs: readonly SmsRef[]): Promise<SmsReport[]> =>
      Promise.all(
        refs.map(async ({ id }) => {
          const item = fieldsOf(checked(await ask(`message/${encodeURIComponent(id)}`)).item);
          return reportOf(id, states, item.status);
        }),
      ),
    balance: async () => {
      const answer = await ask('client/info');
      const { balance } = moneyOf('balance', fieldsOf(checked(answer).info).balance);
      if (!balance) throw new Unreadable(answer);
      return balance;
    },
  };
}

function refusalIn(answer: HttpAnswer, fields: Fields): Refusal | undefined {
  const said = textOf(fields.error_message);
  if (answer.status < 300 && said === '' && fields.success !== false) return undefined;
  if (answer.status >= 500) throw new Unreadable(answer);
  const byStatus = refusalOfStatus(answer);
  if (byStatus && byStatus.class !== 'PERM') return { ...byStatus, reply: said || (byStatus.reply ?? '') };
  // A refusal of one number may stand beside `success: false`; then its own words say more.
  const inner = listOf(fields.errors)
    .map((error) => textOf(fieldsOf(error).message))
    .filter(Boolean);
  return refusalOfWords(refusals, said || inner.join('; ') || JSON.stringify(fields));
}
