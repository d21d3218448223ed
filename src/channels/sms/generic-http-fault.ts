import { Problem } from '../../texts/problem.ts';
import {
  accountValues,
  addressOf,
  filled,
  messageValues,
  places,
  requestOf,
  unknownPlaces,
} from './generic-http-request.ts';
import { type GenericHttpSettings, usualGenericHttp } from './generic-http-settings.ts';
import type { SmsAccount } from './provider.ts';
import { isState } from './report.ts';
import { meaningNames, splitLine } from './shop-errors.ts';

const sample = messageValues('1', '+79000000000', 'Чек "1" <a>', 'Shop');

/** The first thing in a description of a provider that can't be, or undefined. */
export function genericHttpFault(account: SmsAccount): Problem | undefined {
  const settings = { ...usualGenericHttp, ...account.http };
  return (
    addressFault(account, settings) ??
    templatesFault(settings) ??
    headersFault(account, settings) ??
    bodyFault(account, settings) ??
    namedFault('errors', settings.errors, meaningNames) ??
    statesFault(settings) ??
    patternFault(settings)
  );
}

function addressFault(account: SmsAccount, { url, status, balance }: GenericHttpSettings): Problem | undefined {
  const { host = '' } = account;
  if (host === '') return undefined;
  const values = { ...accountValues(account), ...sample };
  for (const [path, given] of [
    ['sms.host', ''],
    ['sms.http.url', url],
    ['sms.http.status.url', status.url],
    ['sms.http.balance.url', balance.url],
  ] as const)
    if (!addressOf(host, given, values)) return new Problem('httpUrl', { path, params: { url: given || host } });
  return undefined;
}

function templatesFault({ url, headers, fields, body, status, balance }: GenericHttpSettings): Problem | undefined {
  const templates: Record<string, readonly string[]> = {
    url: [url],
    headers,
    fields,
    body: [body],
    'status.url': [status.url],
    'status.fields': status.fields,
    'balance.url': [balance.url],
    'balance.fields': balance.fields,
  };
  for (const [name, lines] of Object.entries(templates)) {
    const path = `sms.http.${name}`;
    const [unknown] = lines.flatMap(unknownPlaces);
    const known = places.map((place) => `{${place}}`).join(' ');
    if (unknown !== undefined)
      return new Problem('httpPlaceholder', { path, params: { name: `{${unknown}}`, path, known } });
    const wrong = name.endsWith('ields') ? lines.find((line) => !splitLine(line)) : undefined;
    if (wrong !== undefined) return lineFault(path, wrong, 'name=value');
  }
  return undefined;
}

/** A header can carry no Cyrillic letters, so the text of a message has no place in it. */
function headersFault(account: SmsAccount, { headers }: GenericHttpSettings): Problem | undefined {
  const values = { ...accountValues(account), ...sample };
  const wrong = headers.find((line) => {
    const [name = '', value = ''] = splitLine(line, ':') ?? [];
    const kept = !/^(host|content-length|transfer-encoding|connection|upgrade|expect|te|trailer)$/i.test(name);
    const whole = /^[!#$%&'*+.^`|~\w-]+$/.test(name) && /^[\x20-\x7e]*$/.test(filled(value, values, (text) => text));
    return !kept || !whole;
  });
  if (wrong === undefined) return undefined;
  return new Problem('httpHeader', { path: 'sms.http.headers', params: { line: wrong } });
}

function bodyFault(account: SmsAccount, settings: GenericHttpSettings): Problem | undefined {
  const { body, bodyKind } = settings;
  const path = 'sms.http.body';
  if (body === '') return undefined;
  try {
    requestOf({ ...settings, method: 'POST' }, [], { ...accountValues(account), ...sample });
  } catch {
    return new Problem('httpBody', { path, params: { path, kind: bodyKind.toUpperCase() } });
  }
  return undefined;
}

const statesFault = ({ status }: GenericHttpSettings): Problem | undefined => {
  const path = 'sms.http.status.states';
  const wrong = status.states.find((line) => !isState(splitLine(line)?.[0] ?? ''));
  return wrong === undefined ? undefined : lineFault(path, wrong, 'delivered=DELIVRD');
};

function namedFault(name: string, lines: readonly string[], names: readonly string[]): Problem | undefined {
  const wrong = lines.find((line) => !names.includes(splitLine(line)?.[0] ?? ''));
  return wrong === undefined ? undefined : lineFault(`sms.http.${name}`, wrong, `${names.join('|')}=…`);
}

function patternFault({ success, id, error, errors, status, balance }: GenericHttpSettings): Problem | undefined {
  const valuesOf = (lines: readonly string[]) => lines.map((line) => splitLine(line)?.[1] ?? '');
  const patterns: Record<string, readonly string[]> = {
    'success.pattern': [success.pattern],
    'success.value': [success.value],
    'id.pattern': [id.pattern],
    'error.pattern': [error.pattern],
    errors: valuesOf(errors),
    'status.pattern': [status.pattern],
    'status.states': valuesOf(status.states),
    'balance.pattern': [balance.pattern],
  };
  for (const [name, given] of Object.entries(patterns)) {
    const path = `sms.http.${name}`;
    const pattern = given.find((one) => !isPattern(one));
    if (pattern !== undefined) return new Problem('httpPattern', { path, params: { path, pattern } });
  }
  return undefined;
}

const lineFault = (path: string, line: string, form: string) =>
  new Problem('httpLine', { path, params: { path, line, form } });

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'iu') instanceof RegExp;
  } catch {
    return false;
  }
}
