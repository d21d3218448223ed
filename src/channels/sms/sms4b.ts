import { baseOf } from './account-fields.ts';
import { digitsOf, fieldsOf, listOf, objectOf, textOf, xmlOf } from './answer.ts';
import type { HttpAnswer } from './http.ts';
import type { SmsAccount, SmsClient, SmsMessage, SmsProvider, SmsRef, SmsReport, SmsTools } from './provider.ts';
import { Refused, refusalOfStatus, Unreadable } from './refused.ts';
import { notNamed, reportOf, type States } from './report.ts';
import { type Refusal, type Rule, refusal, refusalOf, refusalOfWords, type Verdict } from './verdict.ts';

const states: States = {
  in_queue: ['queued'],
  in_process: ['sending'],
  sent: ['sent'],
  not_sent: ['rejected', 'rejectedByOperator'],
  delivered: ['delivered'],
  undelivered: ['undelivered', 'notDelivered'],
  error: ['undelivered', 'notDelivered'],
};

const refusals: readonly (readonly [RegExp, ...Rule])[] = [
  [/sender|отправител/i, 'CONFIG', 'senderNotRegistered'],
  [/баланс|средств|balance|money/i, 'MONEY', 'noMoney'],
  [/number|номер/i, 'PERM', 'badNumber'],
];

/** Codes of the old protocol (login and password), which answers with a number where there should be an id. */
const codes: Record<string, Rule> = {
  0: ['TEMP', 'tooFast', { retryAfter: 5_000 }],
  '-1': ['CONFIG', 'badLogin'],
  '-10': ['TEMP', 'serviceDown'],
  '-20': ['AMBIG', 'serverError'],
  '-29': ['PERM', 'spamFilter'],
  '-30': ['PERM', 'encoding'],
  '-31': ['PERM', 'noRoute'],
  '-50': ['CONFIG', 'senderWrong'],
  '-51': ['PERM', 'unreachableNumber'],
  '-52': ['MONEY', 'noMoney'],
  '-53': ['CONFIG', 'senderNotRegistered'],
  '-65': ['CONFIG', 'senderNotRegistered'],
  '-66': ['CONFIG', 'senderWrong'],
  '-68': ['CONFIG', 'accountBlocked'],
};

/** SMS4B: by token through the new interface, by login and password through the old one, which the provider means to close. */
export const sms4b: SmsProvider = {
  id: 'sms4b',
  name: { ru: 'SMS4B', en: 'SMS4B' },
  fields: [
    { key: 'apiKey', label: 'token', secret: true },
    { key: 'login', label: 'login', secret: false },
    { key: 'password', label: 'password', secret: true },
    { key: 'sender', label: 'sender', secret: false },
  ],
  ways: [
    ['apiKey', 'sender'],
    ['login', 'password', 'sender'],
  ],
  hosts: ['1c.sms4b.ru/v1/', 'sms4b.ru/ws/s1c.asmx/'],
  ownIds: false,
  statusBatch: 100,
  statusHours: 72,
  longest: 480,
  testMode: false,
  create: (account, tools) => (account.apiKey ? byToken(account, tools) : byPassword(account, tools)),
};

function byToken(account: SmsAccount, tools: SmsTools): SmsClient {
  const http = tools.openHttp(baseOf(sms4b, account) ?? '');
  const headers = { authorization: `Bearer ${account.apiKey}` };

  return {
    send: async (message: SmsMessage): Promise<Verdict> => {
      const messages = [{ number: digitsOf(message.to), text: message.text }];
      const answer = await http.request('sms', { headers, json: { sender: message.sender ?? '', messages } });
      const refused = problemIn(answer);
      if (refused) return refused;
      const item = fieldsOf(listOf(objectOf(answer).messages)[0]);
      const inner = listOf(item.errors).map((error) => textOf(fieldsOf(error).detail) || textOf(error));
      if (inner.length > 0) return refusalOfWords(refusals, inner.join('; '));
      if (textOf(item.id) === '') throw new Unreadable(answer);
      return { class: 'OK', ids: [textOf(item.id)] };
    },
    status: async (refs: readonly SmsRef[]): Promise<SmsReport[]> => {
      // A GET with a body, as the provider documents it.
      const answer = await http.request('sms/messages/status', {
        method: 'GET',
        headers,
        json: { ids: refs.map(({ id }) => id) },
      });
      const refused = problemIn(answer);
      if (refused) throw new Refused(refused);
      const codesById = new Map(
        listOf(objectOf(answer).statuses)
          .map(fieldsOf)
          .map((item) => [textOf(item.id), textOf(item.code).toLowerCase()]),
      );
      return refs.map(({ id }) => {
        const code = codesById.get(id);
        return code === undefined ? notNamed(id) : reportOf(id, states, code);
      });
    },
  };
}

/** A problem in the form of RFC 9457; its texts are free. */
function problemIn(answer: HttpAnswer): Refusal | undefined {
  const { status } = answer;
  if (status === 503) return refusal('TEMP', 'serviceDown', `HTTP ${status}`);
  if (status < 300) {
    const { errors, title } = objectOf(answer);
    if (errors === undefined) return undefined;
    return refusalOfWords(refusals, wordsIn(errors) || textOf(title));
  }
  if (status === 400 || status === 422) {
    const { errors, title } = objectOf(answer);
    return refusalOfWords(refusals, wordsIn(errors) || textOf(title));
  }
  const refused = refusalOfStatus(answer);
  if (refused === undefined) throw new Unreadable(answer);
  return refused;
}

const wordsIn = (errors: unknown): string =>
  listOf(errors)
    .map((error) => textOf(fieldsOf(error).detail))
    .filter(Boolean)
    .join('; ');

function byPassword(account: SmsAccount, tools: SmsTools): SmsClient {
  const http = tools.openHttp(baseOf({ hosts: [sms4b.hosts[1] ?? ''] }, account) ?? '');
  const ask = async (path: string, form: Record<string, string>): Promise<[string, HttpAnswer]> => {
    const answer = await http.request(path, {
      form: { Login: account.login ?? '', Password: account.password ?? '', ...form },
    });
    const refused = refusalOfStatus(answer);
    if (refused) throw new Refused(refused);
    const { string } = xmlOf(answer);
    return [textOf(string) || textOf(fieldsOf(string)['#']), answer];
  };

  return {
    send: async (message: SmsMessage): Promise<Verdict> => {
      const [said, answer] = await ask('SendTXT', {
        Source: message.sender ?? '',
        Text: message.text,
        Phone: digitsOf(message.to),
      });
      if (/^-?\d{1,3}$/.test(said)) return refusalOf(codes, said);
      if (said.length !== 20) throw new Unreadable(answer);
      return { class: 'OK', ids: [said] };
    },
    status: async (refs: readonly SmsRef[]): Promise<SmsReport[]> =>
      Promise.all(
        refs.map(async ({ id }) => {
          const [said] = await ask('StatusTXT', { MessageId: id });
          return /^\d+$/.test(said) ? oldReport(id, Number(said)) : notNamed(id);
        }),
      ),
  };
}

/** Low byte: parts in all; the next: parts delivered; from 65536 on the state is final. */
function oldReport(id: string, packed: number): SmsReport {
  const total = packed % 256;
  const sent = Math.floor(packed / 256) % 256;
  const parts = total > 0 ? { parts: total } : {};
  if (packed < 65_536) return { id, state: sent > 0 ? 'sent' : 'sending', ...parts };
  return total > 0 && sent >= total
    ? { id, state: 'delivered', ...parts }
    : { id, state: 'undelivered', reason: 'notDelivered', reply: String(packed), ...parts };
}
