import { baseOf } from './account-fields.ts';
import { digitsOf, fieldsOf, jsonOf, moneyOf, textOf } from './answer.ts';
import type { HttpAnswer } from './http.ts';
import type { SmsAccount, SmsMessage, SmsProvider, SmsRef, SmsReport, SmsTools } from './provider.ts';
import { Refused, refusalOfStatus, Unreadable } from './refused.ts';
import { reportOf, type States } from './report.ts';
import { type Refusal, type Rule, refusal, refusalOf, type Verdict } from './verdict.ts';

const codes: Record<string, Rule> = {
  1: ['PERM', 'badRequest'],
  2: ['PERM', 'badRequest'],
  4: ['CONFIG', 'badLogin'],
  5: ['MONEY', 'noMoney'],
  6: ['PERM', 'unknownRefusal'],
  7: ['CONFIG', 'accessDenied'],
  8: ['AMBIG', 'serverError'],
  9: ['AMBIG', 'serverError'],
};

/** 255 is a message not yet known or one older than two days, 99 one that the provider knows nothing of. */
const states: States = {
  '-1': ['sent'],
  '-2': ['queued'],
  '-98': ['rejected', 'deleted'],
  0: ['delivered'],
  10: ['rejected', 'senderWrong'],
  11: ['rejected', 'badNumber'],
  41: ['rejected', 'unreachableNumber'],
  42: ['undelivered', 'rejectedByOperator'],
  46: ['expired', 'expired'],
  47: ['undelivered', 'deleted'],
  48: ['rejected', 'rejectedByOperator'],
  69: ['rejected', 'rejectedByOperator'],
  99: ['unknown'],
  255: ['unknown', 'statusNotFound'],
};

/** Devino Telecom, REST v2. A long text has an id for each part. */
export const devino: SmsProvider = {
  id: 'devino',
  name: { ru: 'Devino Telecom', en: 'Devino Telecom' },
  fields: [
    { key: 'login', label: 'login', secret: false },
    { key: 'password', label: 'password', secret: true },
    { key: 'sender', label: 'sender', secret: false },
  ],
  ways: [['login', 'password', 'sender']],
  hosts: ['integrationapi.net/rest/v2/'],
  ownIds: false,
  statusBatch: 10,
  statusHours: 48,
  requestsPerSecond: 10,
  longest: 2_000,
  testMode: false,
  create,
};

function create(account: SmsAccount, tools: SmsTools) {
  const http = tools.openHttp(baseOf(devino, account) ?? '');
  const auth = { Login: account.login ?? '', Password: account.password ?? '' };
  const read = async (path: string, query: Record<string, string> = {}): Promise<HttpAnswer> => {
    const answer = await http.request(path, { method: 'GET', query: { ...auth, ...query } });
    if (answer.status >= 300) throw new Refused(refusalIn(answer));
    return answer;
  };

  return {
    send: async (message: SmsMessage): Promise<Verdict> => {
      const answer = await http.request('Sms/Send', {
        form: {
          ...auth,
          DestinationAddress: digitsOf(message.to),
          Data: message.text,
          SourceAddress: message.sender ?? '',
        },
      });
      if (answer.status >= 300 || /"?Code"?\s*:/.test(answer.text)) return refusalIn(answer);
      const ids = jsonOf(answer);
      if (!Array.isArray(ids) || ids.length === 0) throw new Unreadable(answer);
      const texts = ids.map(textOf);
      if (texts.includes('')) throw new Unreadable(answer);
      return { class: 'OK', ids: texts, parts: texts.length };
    },
    status: async (refs: readonly SmsRef[]): Promise<SmsReport[]> =>
      Promise.all(
        refs.map(async ({ id }) => {
          const item = fieldsOf(jsonOf(await read('Sms/State', { messageId: id })));
          return reportOf(id, states, item.State, {
            words: item.StateDescription,
            ...moneyOf('cost', item.Price),
          });
        }),
      ),
    balance: async () => {
      const answer = await read('User/Balance');
      const { balance } = moneyOf('balance', answer.text.trim().replace(/^"|"$/g, ''));
      if (!balance) throw new Unreadable(answer);
      return balance;
    },
  };
}

/** `{Code: 4, Desc: …}`: the names come with and without quotes, so they are found in the text. */
function refusalIn(answer: HttpAnswer): Refusal {
  const code = /"?Code"?\s*:\s*"?(-?\d+)/.exec(answer.text)?.[1];
  const desc = /"?Desc"?\s*:\s*"?([^"}\r\n]*)/.exec(answer.text)?.[1]?.trim() ?? '';
  if (code === undefined) {
    const byStatus = refusalOfStatus(answer);
    if (byStatus === undefined) throw new Unreadable(answer);
    return byStatus;
  }
  if (code === '6' && /source address|sender|отправител/i.test(desc))
    return refusal('CONFIG', 'senderNotRegistered', `${code} ${desc}`);
  return refusalOf(codes, code, desc);
}
