import { baseOf } from './account-fields.ts';
import { digitsOf, escapeXml, type Fields, fieldsOf, listOf, textOf, xmlOf } from './answer.ts';
import type { HttpAnswer } from './http.ts';
import type { SmsAccount, SmsMessage, SmsProvider, SmsRef, SmsReport, SmsTools } from './provider.ts';
import { Refused, refusalOfStatus, Unreadable } from './refused.ts';
import { reportOf, type States } from './report.ts';
import { type Refusal, type Rule, refusalOfWords, type Verdict } from './verdict.ts';

/** Every code but 1 is a refusal, and what it means stands only in its words. */
const refusals: readonly (readonly [RegExp, ...Rule])[] = [
  [/логин|парол|авториз|доступ/i, 'CONFIG', 'badLogin'],
  [/средств|баланс|денег|кредит/i, 'MONEY', 'noMoney'],
  [/отправител|подпис/i, 'CONFIG', 'senderNotRegistered'],
  [/номер|телефон/i, 'PERM', 'badNumber'],
];

/** A report lists the numbers under the name of their state; a number in no list is still in the queue. */
const states: States = {
  enqueued: ['queued'],
  onModer: ['queued'],
  process: ['sending'],
  waiting: ['sent'],
  delivered: ['delivered'],
  notDelivered: ['undelivered', 'notDelivered'],
  cancel: ['rejected', 'deleted'],
  queued: ['queued'],
};

/** СМС-Услуги (lcab.sms-uslugi.ru): XML over HTTPS. */
export const smsUslugi: SmsProvider = {
  id: 'sms-uslugi',
  name: { ru: 'СМС-Услуги', en: 'SMS-Uslugi' },
  fields: [
    { key: 'login', label: 'login', secret: false },
    { key: 'password', label: 'password', secret: true },
    { key: 'sender', label: 'sender', secret: false },
  ],
  ways: [['login', 'password']],
  hosts: ['lcab.sms-uslugi.ru/API/XML/'],
  ownIds: false,
  statusBatch: 1,
  statusHours: 72,
  longest: 480,
  testMode: false,
  create,
};

function create(account: SmsAccount, tools: SmsTools) {
  const http = tools.openHttp(baseOf(smsUslugi, account) ?? '');
  const ask = async (path: string, inner: string): Promise<[Fields, HttpAnswer]> => {
    const auth = `<login>${escapeXml(account.login ?? '')}</login><password>${escapeXml(account.password ?? '')}</password>`;
    const xml = `<?xml version="1.0" encoding="UTF-8"?><data>${auth}${inner}</data>`;
    const answer = await http.request(path, { xml });
    const byStatus = refusalOfStatus(answer);
    if (byStatus) throw new Refused(byStatus);
    const fields = fieldsOf(Object.values(xmlOf(answer))[0]);
    if (textOf(fields.code) === '') throw new Unreadable(answer);
    return [fields, answer];
  };

  return {
    send: async (message: SmsMessage): Promise<Verdict> => {
      const source = message.sender ? `<source>${escapeXml(message.sender)}</source>` : '';
      const [fields, answer] = await ask(
        'send.php',
        `<action>send</action><text>${escapeXml(message.text)}</text><to number="${digitsOf(message.to)}"></to>${source}`,
      );
      const refused = refusalIn(fields);
      if (refused) return refused;
      if (textOf(fields.smsid) === '') throw new Unreadable(answer);
      return { class: 'OK', ids: [textOf(fields.smsid)] };
    },
    status: async (refs: readonly SmsRef[]): Promise<SmsReport[]> =>
      Promise.all(
        refs.map(async ({ id, to }) => {
          const [fields] = await ask('report.php', `<smsid>${escapeXml(id)}</smsid>`);
          const refused = refusalIn(fields);
          if (refused) throw new Refused(refused);
          const lists = Object.entries(fieldsOf(fields.detail));
          const [name = 'queued'] = lists.find(([, list]) => numbersIn(list).includes(digitsOf(to))) ?? [];
          return reportOf(id, states, name);
        }),
      ),
  };
}

const refusalIn = (fields: Fields): Refusal | undefined =>
  textOf(fields.code) === '1' ? undefined : refusalOfWords(refusals, `${textOf(fields.code)} ${textOf(fields.descr)}`);

/** The numbers of a list, whether each is an element or an attribute of one. */
function numbersIn(list: unknown): string[] {
  if (Array.isArray(list)) return list.flatMap(numbersIn);
  if (typeof list === 'string')
    return list
      .split(/[\s,;]+/)
      .map(digitsOf)
      .filter(Boolean);
  return Object.values(fieldsOf(list)).flatMap((value) => listOf(value).flatMap(numbersIn));
}
