import { moneyOf } from './answer.ts';
import { isWhole, refusalIn, valueAt } from './generic-http-answer.ts';
import { genericHttpFault } from './generic-http-fault.ts';
import { accountValues, addressOf, messageValues, requestOf, type Values } from './generic-http-request.ts';
import { type GenericHttpSettings, usualGenericHttp } from './generic-http-settings.ts';
import type { Http, HttpAnswer } from './http.ts';
import type { SmsAccount, SmsClient, SmsProvider, SmsRef, SmsReport, SmsTools } from './provider.ts';
import { Refused, refusalOfStatus, Unreadable } from './refused.ts';
import { isState } from './report.ts';
import { splitLine } from './shop-errors.ts';
import { wordsOf } from './verdict.ts';

/** Any provider with an HTTP interface, as `SmsAccount.http` describes it. */
export const genericHttp: SmsProvider = {
  id: 'http',
  name: { ru: 'Любой провайдер по HTTP', en: 'Any provider by HTTP' },
  fields: [
    { key: 'host', label: 'address', secret: false },
    { key: 'login', label: 'login', secret: false },
    { key: 'password', label: 'password', secret: true },
    { key: 'apiKey', label: 'apiKey', secret: true },
    { key: 'sender', label: 'sender', secret: false },
  ],
  ways: [[]],
  hosts: [],
  ownIds: false,
  statusBatch: 1,
  statusHours: 48,
  longest: 1_000,
  testMode: false,
  fault: genericHttpFault,
  create,
};

type Call = Pick<GenericHttpSettings, 'method' | 'url' | 'fields'> & { body?: string };

function create(account: SmsAccount, tools: SmsTools): SmsClient {
  const settings = { ...usualGenericHttp, ...account.http };
  const { status, balance } = settings;
  const fixed = accountValues(account);
  const opened = new Map<string, Http>();

  const request = (call: Call, values: Values): Promise<HttpAnswer> => {
    const all = { ...fixed, ...values };
    // The description has been checked with sample values, which a place in it can't tell from real ones.
    const url = addressOf(account.host ?? '', call.url, all) ?? new URL('https://invalid.invalid');
    const http = opened.get(url.origin) ?? tools.openHttp(url.origin);
    opened.set(url.origin, http);
    return http.request(url.href, requestOf(call, settings.headers, all));
  };
  const answerTo = async (call: Call, values: Values): Promise<HttpAnswer> => {
    const answer = await request(call, values);
    const refused = refusalOfStatus(answer);
    if (refused) throw new Refused(refused);
    if (answer.status < 200 || answer.status > 299) throw new Unreadable(answer);
    return answer;
  };

  return {
    send: async ({ id, to, text, sender }) => {
      const answer = await request(settings, messageValues(id, to, text, sender));
      const refused = refusalIn(answer, settings);
      if (refused) return refused;
      const named = settings.id.path !== '' || settings.id.pattern !== '';
      const given = named ? valueAt(answer, settings.id) : id;
      return { class: 'OK', ids: given === '' ? [] : [given.replace(/\s+/g, '_')] };
    },
    ...(isAsked(status)
      ? {
          status: async (refs: readonly SmsRef[]) =>
            Promise.all(
              refs.map(async ({ id, to }) =>
                reportOf(id, valueAt(await answerTo(status, messageValues(id, to)), status), status.states),
              ),
            ),
        }
      : {}),
    ...(isAsked(balance)
      ? {
          balance: async () => {
            const answer = await answerTo(balance, {});
            const { sum } = moneyOf('sum', valueAt(answer, balance).replace(/[\s\u00a0]/g, ''));
            if (!sum) throw new Unreadable(answer);
            return sum;
          },
        }
      : {}),
  };
}

const isAsked = ({ url, fields }: Call): boolean => url !== '' || fields.length > 0;

/** The report of a state as the shop's list words it; one that isn't listed is not final. */
function reportOf(id: string, code: string, states: readonly string[]): SmsReport {
  const reply = wordsOf(code);
  const line = states.find((one) => isWhole(splitLine(one)?.[1] ?? '', code) && code !== '');
  const name = line === undefined ? 'unknown' : (splitLine(line)?.[0] ?? '');
  const state = isState(name) ? name : 'unknown';
  return {
    id,
    state,
    ...(state === 'undelivered' ? { reason: 'notDelivered' as const } : {}),
    ...(state === 'expired' ? { reason: 'expired' as const } : {}),
    ...(state === 'rejected' ? { reason: 'rejectedByOperator' as const } : {}),
    ...(reply === '' ? {} : { reply }),
  };
}
