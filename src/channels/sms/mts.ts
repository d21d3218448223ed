import { baseOf } from './account-fields.ts';
import { digitsOf, type Fields, fieldsOf, listOf, moneyOf, objectOf, partsOf, rowOf, textOf } from './answer.ts';
import { basicAuth, type HttpAnswer } from './http.ts';
import { shortId } from './own-id.ts';
import type { Found, SmsAccount, SmsMessage, SmsProvider, SmsRef, SmsReport, SmsTools } from './provider.ts';
import { Refused, refusalOfStatus, Unreadable } from './refused.ts';
import { notNamed, reportOf, type States } from './report.ts';
import { type Refusal, type Rule, refusal, refusalOf, type Verdict } from './verdict.ts';

/** Codes as 1C's library of standard subsystems knows them; they come as numbers or as texts. */
const codes: Record<string, Rule> = {
  401: ['CONFIG', 'badLogin'],
  602: ['PERM', 'badRequest'],
  802: ['CONFIG', 'badLogin'],
  803: ['TEMP', 'tooFast', { retryAfter: 1_000 }],
  804: ['PERM', 'noText'],
  805: ['CONFIG', 'noTemplate'],
  806: ['PERM', 'badNumber'],
  807: ['PERM', 'badNumber'],
  808: ['CONFIG', 'templateNotFound'],
};

const states: States = {
  200: ['sent'],
  201: ['rejected', 'rejectedByOperator'],
  202: ['sent'],
  300: ['delivered'],
  301: ['undelivered', 'notDelivered'],
  302: ['undelivered', 'notDelivered'],
};

/** МТС Маркетолог. Messages bear our own id and are found by it, so a lost answer can be cleared up. */
export const mts: SmsProvider = {
  id: 'mts',
  name: { ru: 'МТС Маркетолог', en: 'MTS Marketolog' },
  fields: [
    { key: 'login', label: 'gatewayLogin', secret: false },
    { key: 'password', label: 'gatewayPassword', secret: true },
    { key: 'sender', label: 'sender', secret: false },
  ],
  ways: [['login', 'password', 'sender']],
  hosts: ['omnichannel.mts.ru/http-api/v1/'],
  ownIds: true,
  settles: 120_000,
  statusBatch: 100,
  statusHours: 72,
  requestsPerSecond: 10,
  longest: 1_000,
  testMode: false,
  create,
};

function create(account: SmsAccount, tools: SmsTools) {
  const http = tools.openHttp(baseOf(mts, account) ?? '');
  const headers = { authorization: basicAuth(account.login ?? '', account.password ?? '') };
  const ask = (path: string, json: unknown) => http.request(path, { json, headers });
  /** The newest event of each message, by our id. */
  const newest = async (ids: readonly string[]): Promise<Map<string, Fields>> => {
    const answer = await ask('messages/info', { msg_ids: ids });
    const fields = objectOf(answer);
    const refused = refusalIn(answer, fields);
    if (refused) throw new Refused(refused);
    if (!Array.isArray(fields.events_info)) throw new Unreadable(answer);
    return new Map(
      fields.events_info.map(fieldsOf).flatMap((message): [string, Fields][] => {
        const events = listOf(message.events_info).map(fieldsOf).sort(byTime);
        const last = events.at(-1);
        return last ? [[textOf(message.key), last]] : [];
      }),
    );
  };

  return {
    send: async (message: SmsMessage): Promise<Verdict> => {
      const id = shortId(message.id);
      const answer = await ask('messages', {
        messages: [{ content: { short_text: message.text }, to: [{ msisdn: digitsOf(message.to), message_id: id }] }],
        options: { from: { sms_address: message.sender ?? '' } },
      });
      const fields = objectOf(answer);
      const refused = refusalIn(answer, fields);
      if (refused) return refused;
      const item = fieldsOf(listOf(fields.messages)[0]);
      const inner = refusalIn(answer, item);
      if (inner) return inner;
      if (textOf(item.internal_id) === '' && textOf(item.message_id) === '') throw new Unreadable(answer);
      return { class: 'OK', ids: [id] };
    },
    status: async (refs: readonly SmsRef[]): Promise<SmsReport[]> => {
      const events = await newest(refs.map(({ id }) => id));
      return refs.map(({ id }) => {
        const event = events.get(id);
        return event ? eventReport(id, event) : notNamed(id);
      });
    },
    find: async (message: SmsMessage): Promise<Found> => {
      const id = shortId(message.id);
      return (await newest([id])).has(id) ? { kind: 'found', ids: [id] } : { kind: 'notFound' };
    },
    balance: async () => {
      const answer = await ask('messages/balanceManagement/balance/full', {});
      const fields = objectOf(answer);
      const refused = refusalIn(answer, fields);
      if (refused) throw new Refused(refused);
      const { balance } = moneyOf('balance', fields.balance);
      if (!balance) throw new Unreadable(answer);
      return balance;
    },
  };
}

const byTime = (one: Fields, other: Fields): number => {
  const [a, b] = [one, other].map(({ event_at }) => Date.parse(textOf(event_at)) || Number(textOf(event_at)) || 0);
  return (a ?? 0) - (b ?? 0);
};

function eventReport(id: string, event: Fields): SmsReport {
  const words = listOf(event.internal_errors).map(textOf).join(' ');
  return reportOf(id, states, event.status, { words, ...partsOf(event.total_parts) });
}

function refusalIn(answer: HttpAnswer, fields: Fields): Refusal | undefined {
  const code = textOf(fields.code);
  const said = textOf(fields.message) || textOf(fields.description);
  if (rowOf(codes, code)) return refusalOf(codes, code, said);
  const byStatus = answer.status >= 300 ? refusalOfStatus(answer) : undefined;
  if (byStatus) return byStatus;
  if (answer.status >= 500) throw new Unreadable(answer);
  return code === '' ? undefined : refusal('PERM', 'unknownRefusal', `${code} ${said}`.trim());
}
