import { createHash } from 'node:crypto';
import { baseOf } from './account-fields.ts';
import { digitsOf, type Fields, fieldsOf, moneyOf, objectOf, partsOf, textOf } from './answer.ts';
import type { HttpAnswer } from './http.ts';
import type { SmsAccount, SmsMessage, SmsProvider, SmsPush, SmsRef, SmsReport, SmsTools } from './provider.ts';
import { Refused, Unreadable } from './refused.ts';
import { reportOf, type States } from './report.ts';
import { type Refusal, type Rule, refusal, refusalOf, type Verdict } from './verdict.ts';

const HOUR = 3_600_000;
const later = { retryAfter: HOUR };
const watched = { retryAfter: HOUR, account: true } as const;

/** Codes of the whole answer and of one number; source: sms.ru/api/send. 500 asks to repeat, but the request may have been taken. */
const codes: Record<string, Rule> = {
  200: ['CONFIG', 'badLogin'],
  201: ['MONEY', 'noMoney'],
  202: ['PERM', 'badNumber'],
  203: ['PERM', 'noText'],
  204: ['CONFIG', 'senderNotRegistered'],
  205: ['PERM', 'tooLong'],
  206: ['TEMP', 'dailyLimit', watched],
  207: ['PERM', 'noRoute'],
  208: ['PERM', 'badRequest'],
  209: ['PERM', 'stopList'],
  210: ['PERM', 'badRequest'],
  211: ['PERM', 'badRequest'],
  212: ['PERM', 'encoding'],
  213: ['PERM', 'badRequest'],
  214: ['PERM', 'foreignNumber'],
  215: ['PERM', 'stopList'],
  216: ['PERM', 'forbiddenText'],
  217: ['PERM', 'phraseMissing'],
  220: ['TEMP', 'serviceDown'],
  221: ['CONFIG', 'senderNotRegistered'],
  230: ['TEMP', 'numberLimit', later],
  231: ['DUP', 'duplicate', { retryAfter: 60_000 }],
  232: ['DUP', 'duplicate'],
  233: ['TEMP', 'antiFraud'],
  300: ['CONFIG', 'tokenExpired'],
  301: ['CONFIG', 'badLogin'],
  302: ['CONFIG', 'accountNotConfirmed'],
  500: ['AMBIG', 'serverError'],
  501: ['TEMP', 'antiFraud', watched],
  502: ['TEMP', 'antiFraud', watched],
  503: ['TEMP', 'antiFraud', watched],
  504: ['TEMP', 'antiFraud', watched],
  505: ['TEMP', 'antiFraud', watched],
  506: ['TEMP', 'antiFraud', watched],
  507: ['PERM', 'badRequest'],
  508: ['TEMP', 'antiFraud', watched],
  550: ['PERM', 'foreignNumber'],
  901: ['CONFIG', 'callbackWrong'],
  902: ['CONFIG', 'callbackWrong'],
};

const states: States = {
  '-1': ['unknown', 'statusNotFound'],
  100: ['queued'],
  101: ['sending'],
  102: ['sent'],
  103: ['delivered'],
  104: ['expired', 'expired'],
  105: ['undelivered', 'deleted'],
  106: ['undelivered', 'handset'],
  107: ['undelivered', 'notDelivered'],
  108: ['undelivered', 'rejectedByOperator'],
  110: ['delivered'],
  150: ['undelivered', 'noRoute'],
};

/** SMS.RU. It has no id of ours and no search, so a lost answer stays in doubt; the limits on repeats (231, 232) are its only guard. */
export const smsRu: SmsProvider = {
  id: 'sms-ru',
  name: { ru: 'SMS.RU', en: 'SMS.RU' },
  fields: [
    { key: 'apiKey', label: 'apiId', secret: true },
    { key: 'login', label: 'login', secret: false },
    { key: 'password', label: 'password', secret: true },
    { key: 'sender', label: 'sender', secret: false },
  ],
  ways: [['apiKey'], ['login', 'password']],
  hosts: ['sms.ru'],
  ownIds: false,
  statusBatch: 100,
  statusHours: 72,
  longest: 8 * 67,
  testMode: true,
  create,
  readPush,
};

function create(account: SmsAccount, tools: SmsTools) {
  const http = tools.openHttp(baseOf(smsRu, account) ?? '');
  const auth: Record<string, string> = account.apiKey
    ? { api_id: account.apiKey }
    : { login: account.login ?? '', password: account.password ?? '' };
  const ask = (path: string, form: Record<string, string> = {}) =>
    http.request(path, { form: { ...auth, ...form, json: '1' } });
  const fieldsFor = (message: SmsMessage): Record<string, string> => ({
    to: digitsOf(message.to),
    msg: message.text,
    ...(message.sender ? { from: message.sender } : {}),
    ...(message.test ? { test: '1' } : {}),
  });

  return {
    send: async (message: SmsMessage): Promise<Verdict> => {
      const answer = await ask('sms/send', fieldsFor(message));
      const { item, refused } = itemOf(answer, message);
      if (refused) return refused;
      const id = textOf(item.sms_id);
      // The dry run gives no id, and needs none.
      if (id === '' && !message.test) throw new Unreadable(answer);
      return { class: 'OK', ids: id === '' ? [] : [id], ...moneyOf('cost', item.cost), ...partsOf(item.sms) };
    },
    price: async (message: SmsMessage): Promise<Verdict> => {
      const answer = await ask('sms/cost', fieldsFor(message));
      const { item, refused } = itemOf(answer, message);
      return refused ?? { class: 'OK', ids: [], ...moneyOf('cost', item.cost), ...partsOf(item.sms) };
    },
    status: async (refs: readonly SmsRef[]): Promise<SmsReport[]> => {
      const items = fieldsOf(checked(await ask('sms/status', { sms_id: refs.map(({ id }) => id).join(',') })).sms);
      return refs.map(({ id }) => {
        const item = fieldsOf(items[id]);
        return reportOf(id, states, item.status_code, { words: item.status_text, ...moneyOf('cost', item.cost) });
      });
    },
    balance: async () => {
      const answer = await ask('my/balance');
      const { balance } = moneyOf('balance', checked(answer).balance);
      if (!balance) throw new Unreadable(answer);
      return balance;
    },
  };
}

/**
 * The item of the one number that was asked about, or the refusal. An answer that is OK as a whole may refuse the number, and may do so
 * beside an id: the item's own status decides.
 */
function itemOf(answer: HttpAnswer, message: SmsMessage): { item: Fields; refused?: Refusal } {
  const fields = objectOf(answer);
  if (!isOk(fields)) return { item: {}, refused: refusalIn(answer, fields) };
  const items = fieldsOf(fields.sms);
  if (items.empty_phone !== undefined) {
    const empty = fieldsOf(items.empty_phone);
    const said = textOf(empty.real_status_text) || textOf(empty.status_text);
    return { item: {}, refused: refusal('PERM', 'badNumber', said) };
  }
  const item = items[digitsOf(message.to)] ?? (Object.keys(items).length === 1 ? Object.values(items)[0] : undefined);
  if (item === undefined) throw new Unreadable(answer);
  const found = fieldsOf(item);
  return isOk(found) ? { item: found } : { item: found, refused: refusalIn(answer, found) };
}

const isOk = (fields: Fields): boolean =>
  textOf(fields.status).toUpperCase() === 'OK' && textOf(fields.status_code) === '100';

function refusalIn(answer: HttpAnswer, fields: Fields) {
  const code = textOf(fields.status_code);
  if (code === '') throw new Unreadable(answer);
  return refusalOf(codes, code, fields.status_text);
}

function checked(answer: HttpAnswer): Fields {
  const fields = objectOf(answer);
  if (!isOk(fields)) throw new Refused(refusalIn(answer, fields));
  return fields;
}

/** Up to 100 statuses, `data[0]`…, signed by SHA-256 of the key and all of them in the order of their numbers. Anything but `100` as an answer means "send again". */
function readPush(form: Readonly<Record<string, string>>, account: SmsAccount): SmsPush | undefined {
  const records = Object.entries(form)
    .flatMap(([name, value]) => {
      const number = /^data\[(\d{1,3})\]$/.exec(name)?.[1];
      return number === undefined ? [] : [{ number: Number(number), value }];
    })
    .sort((one, other) => one.number - other.number)
    .map(({ value }) => value);
  const right = createHash('sha256')
    .update(`${account.apiKey ?? ''}${records.join('')}`)
    .digest('hex');
  if (!account.apiKey || records.length === 0 || form.hash?.toLowerCase() !== right) return undefined;
  const ids = records.flatMap((record) => {
    const [kind, id = ''] = record.split(/\r?\n/);
    return kind === 'sms_status' && id !== '' ? [id] : [];
  });
  return { ids, answer: '100' };
}
