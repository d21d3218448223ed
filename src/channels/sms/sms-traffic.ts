import { baseOf } from './account-fields.ts';
import { digitsOf, type Fields, fieldsOf, listOf, moneyOf, textOf, xmlOf } from './answer.ts';
import type { HttpAnswer } from './http.ts';
import type { SmsAccount, SmsMessage, SmsProvider, SmsPush, SmsRef, SmsReport, SmsTools } from './provider.ts';
import { Refused, refusalOfStatus, Unreadable } from './refused.ts';
import { notNamed, reportOf, type States } from './report.ts';
import { type Refusal, type Rule, refusalOf, type Verdict } from './verdict.ts';

const bug: Rule = ['PERM', 'badRequest'];
const badNumber: Rule = ['PERM', 'badNumber'];

/** Codes of `multi.php`; source: the provider's description of its HTTP interface, 1.85. 429 is an operator out of reach, not a limit. */
const codes: Record<string, Rule> = {
  401: ['CONFIG', 'badLogin'],
  402: ['CONFIG', 'badLogin'],
  403: badNumber,
  404: bug,
  405: ['PERM', 'noText'],
  407: badNumber,
  408: bug,
  409: bug,
  410: bug,
  411: ['CONFIG', 'badLogin'],
  412: ['CONFIG', 'ipNotAllowed'],
  415: ['MONEY', 'noMoney'],
  416: bug,
  417: bug,
  418: bug,
  419: ['CONFIG', 'routeNotAllowed'],
  420: ['PERM', 'tooLong'],
  421: ['CONFIG', 'senderWrong'],
  423: ['PERM', 'noText'],
  424: ['PERM', 'tooLong'],
  425: badNumber,
  426: badNumber,
  427: badNumber,
  428: badNumber,
  429: ['PERM', 'noRoute'],
  430: badNumber,
  431: ['PERM', 'stopList'],
  432: ['PERM', 'numberBlocked'],
  433: ['PERM', 'statusNotFound'],
  434: ['PERM', 'statusNotFound'],
  436: ['CONFIG', 'senderNotRegistered'],
  437: ['PERM', 'tooLong'],
  438: bug,
  439: ['CONFIG', 'routeNotAllowed'],
  440: badNumber,
  441: bug,
  442: bug,
  1000: ['TEMP', 'serviceDown'],
};

const states: States = {
  '': ['queued'],
  'buffered smsc': ['sent'],
  delivered: ['delivered'],
  'non delivered': ['undelivered', 'notDelivered'],
  rejected: ['rejected', 'rejectedByOperator'],
  expired: ['expired', 'expired'],
  deleted: ['undelivered', 'deleted'],
  'unknown status': ['undelivered', 'notDelivered'],
};

/** SMS Traffic. Long texts have an id for each part; its memory of a status is two days. */
export const smsTraffic: SmsProvider = {
  id: 'sms-traffic',
  name: { ru: 'SMS Traffic', en: 'SMS Traffic' },
  fields: [
    { key: 'login', label: 'login', secret: false },
    { key: 'password', label: 'password', secret: true },
    { key: 'sender', label: 'sender', secret: false },
  ],
  ways: [['login', 'password']],
  hosts: ['api.smstraffic.ru', 'api2.smstraffic.ru'],
  ownIds: false,
  statusBatch: 50,
  statusHours: 48,
  longest: 1_000,
  testMode: false,
  create,
  readPush: ({ sms_id: id = '' }) =>
    /^\d{1,20}$/.test(id) ? ({ ids: [id], answer: '' } satisfies SmsPush) : undefined,
};

function create(account: SmsAccount, tools: SmsTools) {
  const http = tools.openHttp(baseOf(smsTraffic, account) ?? '');
  const ask = async (form: Record<string, string>): Promise<[Fields, HttpAnswer]> => {
    const answer = await http.request('multi.php', {
      form: { login: account.login ?? '', password: account.password ?? '', ...form },
    });
    const byStatus = refusalOfStatus(answer);
    if (byStatus) throw new Refused(byStatus);
    const document = xmlOf(answer);
    if (document.reply === undefined) throw new Unreadable(answer);
    return [fieldsOf(document.reply), answer];
  };

  return {
    send: async (message: SmsMessage): Promise<Verdict> => {
      const [reply, answer] = await ask({
        phones: digitsOf(message.to),
        message: message.text,
        // 5 is UTF-8; the others are windows-1251, one of them put into Latin letters.
        rus: '5',
        want_sms_ids: '1',
        // Parts beyond it would be dropped in silence.
        max_parts: '255',
        ...(message.sender ? { originator: message.sender } : {}),
      });
      const refused = refusalIn(reply);
      if (refused) return refused;
      const ids = listOf(fieldsOf(reply.message_infos).message_info)
        .map(fieldsOf)
        .filter(({ phone }) => digitsOf(textOf(phone)) === digitsOf(message.to))
        .map(({ sms_id }) => textOf(sms_id))
        .filter(Boolean);
      if (ids.length === 0) throw new Unreadable(answer);
      return { class: 'OK', ids, parts: ids.length };
    },
    status: async (refs: readonly SmsRef[]): Promise<SmsReport[]> => {
      const [reply] = await ask({ operation: 'status', sms_id: refs.map(({ id }) => id).join(',') });
      const refused = refusalIn(reply);
      if (refused) throw new Refused(refused);
      // One id is answered in the reply itself, several in an element each.
      const items = reply.sms === undefined ? [reply] : listOf(reply.sms).map(fieldsOf);
      const found = new Map(items.map((item) => [textOf(item.sms_id) || (refs[0]?.id ?? ''), item]));
      return refs.map(({ id }) => {
        const item = found.get(id);
        if (!item || textOf(item.code) !== '') return notNamed(id);
        return reportOf(id, states, textOf(item.status).toLowerCase(), { words: item.error });
      });
    },
    balance: async () => {
      const [reply, answer] = await ask({ operation: 'account' });
      const refused = refusalIn(reply);
      if (refused) throw new Refused(refused);
      const { balance } = moneyOf('balance', reply.account);
      if (!balance) throw new Unreadable(answer);
      return balance;
    },
  };
}

function refusalIn(reply: Fields): Refusal | undefined {
  const code = textOf(reply.code);
  if (textOf(reply.result).toUpperCase() !== 'ERROR' && (code === '' || code === '0')) return undefined;
  return refusalOf(codes, code, reply.description);
}
