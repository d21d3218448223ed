import { createHash, timingSafeEqual } from 'node:crypto';
import { baseOf } from './account-fields.ts';
import {
  digitsOf,
  type Fields,
  fieldsOf,
  jsonOf,
  listOf,
  moneyOf,
  objectOf,
  partsOf,
  rowOf,
  textOf,
} from './answer.ts';
import type { HttpAnswer } from './http.ts';
import { numericId } from './own-id.ts';
import type { Found, SmsAccount, SmsMessage, SmsProvider, SmsPush, SmsRef, SmsReport, SmsTools } from './provider.ts';
import { Refused, Unreadable } from './refused.ts';
import { reportOf, type States } from './report.ts';
import { type Refusal, type Rule, refusal, refusalOf, type SmsReason, type Verdict } from './verdict.ts';

const MINUTE = 60_000;

/** Codes of `send.php`, `status.php` and `balance.php`; source: smsc.ru/api/http. */
const codes: Record<string, Rule> = {
  1: ['PERM', 'badRequest'],
  2: ['CONFIG', 'badLoginOrIp'],
  3: ['MONEY', 'noMoney'],
  4: ['TEMP', 'ipBlocked', { retryAfter: 10 * MINUTE, account: true }],
  5: ['PERM', 'badRequest'],
  6: ['PERM', 'forbiddenText'],
  7: ['PERM', 'badNumber'],
  8: ['PERM', 'unreachableNumber'],
  9: ['DUP', 'duplicate', { retryAfter: MINUTE }],
};

const states: States = {
  '-3': ['unknown', 'statusNotFound'],
  '-2': ['rejected', 'deleted'],
  '-1': ['sending'],
  0: ['sent'],
  1: ['delivered'],
  2: ['delivered'],
  3: ['expired', 'expired'],
  4: ['delivered'],
  20: ['undelivered', 'unreachableNumber'],
  22: ['rejected', 'badNumber'],
  23: ['rejected', 'forbiddenText'],
  24: ['rejected', 'noMoney'],
  25: ['rejected', 'unreachableNumber'],
};

/** The detail `err` of a status; source: smscentre.com/api/smpp/errors. */
const details: Record<string, SmsReason> = {
  1: 'noSuchSubscriber',
  6: 'absent',
  11: 'noService',
  12: 'handset',
  13: 'barred',
  21: 'noService',
  200: 'virtual',
  219: 'simReplaced',
  220: 'operatorBusy',
  237: 'absent',
  238: 'noTemplate',
  239: 'ipNotAllowed',
  240: 'operatorBusy',
  241: 'encoding',
  243: 'contractNeeded',
  244: 'routeNotAllowed',
  246: 'expired',
  247: 'dailyLimit',
  248: 'noRoute',
  249: 'badNumber',
  250: 'stopList',
  251: 'numberLimit',
  252: 'stopList',
  253: 'spamFilter',
  254: 'senderNotRegistered',
  255: 'rejectedByOperator',
};

/** SMSC («СМС-Центр») and its white labels: one protocol, `/sys/*.php`, under many hosts. */
export const smsc: SmsProvider = {
  id: 'smsc',
  name: { ru: 'SMSC (СМС-Центр)', en: 'SMSC' },
  fields: [
    { key: 'login', label: 'login', secret: false },
    { key: 'password', label: 'password', secret: true },
    { key: 'apiKey', label: 'apiKey', secret: true },
    { key: 'host', label: 'host', secret: false },
    { key: 'sender', label: 'sender', secret: false },
  ],
  ways: [['login', 'password'], ['apiKey']],
  hosts: ['smsc.ru/sys/', 'smsc.kz/sys/', 'smsc.ua/sys/', 'smscentre.com/sys/'],
  ownIds: true,
  settles: 2 * MINUTE,
  statusBatch: 100,
  statusPause: MINUTE,
  statusHours: 48,
  longest: 1_000,
  testMode: false,
  create,
  readPush,
};

function create(account: SmsAccount, tools: SmsTools) {
  const base = baseOf(smsc, account) ?? '';
  const http = tools.openHttp(base);
  const currency = currencyOf(base);
  const auth: Record<string, string> = account.apiKey
    ? { apikey: account.apiKey }
    : { login: account.login ?? '', psw: account.password ?? '' };
  const ask = (script: string, form: Record<string, string>) =>
    http.request(script, { form: { ...auth, ...form, charset: 'utf-8', fmt: '3' } });

  const send = (message: SmsMessage, cost: '1' | '3') =>
    ask('send.php', {
      // With its + the number is taken as it is; without, the provider corrects what it deems wrong.
      phones: message.to,
      mes: message.text,
      ...(message.sender ? { sender: message.sender } : {}),
      ...(cost === '3' ? { id: numericId(message.id) } : {}),
      cost,
      op: '1',
    });

  const statusOf = async (refs: readonly SmsRef[]): Promise<Fields[]> => {
    const one = refs.length === 1;
    // A comma at the end asks for the list form, even for two ids that the provider would join into one.
    const list = (values: string[]) => (one ? (values[0] ?? '') : `${values.join(',')},`);
    const answer = await ask('status.php', {
      phone: list(refs.map(({ to }) => to)),
      id: list(refs.map(({ id }) => id)),
    });
    const value = jsonOf(answer);
    if (Array.isArray(value)) return value.map(fieldsOf);
    const fields = fieldsOf(value);
    if (fields.error_code !== undefined) throw new Refused(refusalIn(fields));
    return [one ? { id: refs[0]?.id, ...fields } : fields];
  };

  return {
    send: async (message: SmsMessage) => verdictOf(await send(message, '3'), numericId(message.id), currency),
    price: async (message: SmsMessage) => verdictOf(await send(message, '1'), undefined, currency),
    status: async (refs: readonly SmsRef[]): Promise<SmsReport[]> => {
      const found = new Map((await statusOf(refs)).map((fields) => [textOf(fields.id), fields]));
      return refs.map(({ id }) => statusReport(id, found.get(id) ?? {}));
    },
    find: async (message: SmsMessage): Promise<Found> => {
      const id = numericId(message.id);
      const [fields = {}] = await statusOf([{ id, to: message.to }]);
      const status = textOf(fields.status);
      if (status === '-3') return { kind: 'notFound' };
      return rowOf(states, status) ? { kind: 'found', ids: [id] } : { kind: 'cannotSay' };
    },
    balance: async () => {
      const answer = await ask('balance.php', {});
      const fields = objectOf(answer);
      const { balance } = moneyOf('balance', fields.balance, textOf(fields.currency) || currency);
      if (fields.error_code !== undefined) throw new Refused(refusalIn(fields));
      if (!balance) throw new Unreadable(answer);
      return balance;
    },
  };
}

const currencyOf = (base: string): string => (/\.kz\//.test(base) ? 'KZT' : /\.ua\//.test(base) ? 'UAH' : 'RUB');

function verdictOf(answer: HttpAnswer, ownId: string | undefined, currency: string): Verdict {
  const fields = objectOf(answer);
  if (fields.error_code !== undefined) return refusalIn(fields);
  const phone = fieldsOf(listOf(fields.phones)[0]);
  const status = textOf(phone.status);
  if (status !== '' && status !== '0') return refusalOfPhone(status, phone.error);
  const id = textOf(fields.id);
  if (id === '' && ownId !== undefined) throw new Unreadable(answer);
  const cost = moneyOf('cost', fields.cost, currency);
  if (ownId === undefined && !cost.cost) throw new Unreadable(answer);
  return {
    class: 'OK',
    ids: id === '' ? [] : [id],
    ...partsOf(fields.cnt),
    ...cost,
    ...moneyOf('balance', fields.balance, currency),
  };
}

function refusalIn(fields: Fields): Refusal {
  const code = textOf(fields.error_code);
  const words = textOf(fields.error);
  if (code === '9' && /concurrent|одновремен|параллел/i.test(words))
    return refusal('TEMP', 'tooFast', `${code} ${words}`, { retryAfter: 5_000 });
  if (code === '6' && /sender|отправител/i.test(words))
    return refusal('CONFIG', 'senderNotRegistered', `${code} ${words}`);
  return refusalOf(codes, code, words);
}

/** A phone that was left out though the request was taken. */
function refusalOfPhone(status: string, error: unknown): Refusal {
  const reply = `${status} ${textOf(error)}`.trim();
  if (status === '24') return refusal('MONEY', 'noMoney', reply);
  return refusal('PERM', rowOf(details, error) ?? rowOf(states, status)?.[1] ?? 'unknownRefusal', reply);
}

function statusReport(id: string, fields: Fields): SmsReport {
  const detail = textOf(fields.err) || '0';
  const report = reportOf(id, states, fields.status, { words: `err ${detail}`, ...moneyOf('cost', fields.cost) });
  const told = rowOf(details, detail);
  const stillGood = ['delivered', 'sent', 'sending'].includes(report.state);
  return told === undefined || (stillGood && told !== 'virtual') ? report : { ...report, reason: told };
}

/** A pushed status is a hint to ask at once, no more. Where the shop has set the secret (`more.pushSecret`), its hash must be right. */
function readPush(form: Readonly<Record<string, string>>, account: SmsAccount): SmsPush | undefined {
  const { id = '', phone = '', status = '' } = form;
  const secret = account.more?.pushSecret;
  if (!/^\d{1,10}$/.test(id) || digitsOf(phone) === '') return undefined;
  const signed = (name: 'md5' | 'sha1') =>
    same(form[name], createHash(name).update(`${id}:${phone}:${status}:${secret}`).digest('hex'));
  if (secret && !signed('sha1') && !signed('md5')) return undefined;
  return { ids: [id], answer: 'OK' };
}

function same(given: string | undefined, right: string): boolean {
  const bytes = Buffer.from((given ?? '').toLowerCase());
  return bytes.length === right.length && timingSafeEqual(bytes, Buffer.from(right));
}
