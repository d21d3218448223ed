import { digitsOf, escapeXml } from './answer.ts';
import type { GenericHttpSettings } from './generic-http-settings.ts';
import { basicAuth, type HttpRequest } from './http.ts';
import type { SmsAccount } from './provider.ts';
import { splitLine } from './shop-errors.ts';

export const places = ['phone', 'text', 'sender', 'id', 'login', 'password', 'apiKey', 'basic'] as const;
export type Values = Partial<Record<(typeof places)[number], string>>;

const PLACE = /\{(\w+)\}/g;

/** The places of a template that have no meaning. */
export const unknownPlaces = (template: string): string[] =>
  [...template.matchAll(PLACE)].map(([, name = '']) => name).filter((name) => !places.some((one) => one === name));

/** A template with its places filled in; each value as `encode` writes it. */
export const filled = (template: string, values: Values, encode: (value: string) => string): string =>
  template.replace(PLACE, (whole, name: string) =>
    places.some((place) => place === name) ? encode(values[name as keyof Values] ?? '') : whole,
  );

const asIs = (value: string): string => value;
const inJson = (value: string): string => JSON.stringify(value).slice(1, -1);

/** What is known without a message. */
export function accountValues({ login = '', password = '', apiKey = '', sender = '' }: SmsAccount): Values {
  const basic = basicAuth(login, password).replace(/^Basic /, '');
  return { login, password, apiKey, sender, basic };
}

export const messageValues = (id: string, to: string, text = '', sender?: string): Values => ({
  id,
  phone: digitsOf(to),
  text,
  ...(sender === undefined ? {} : { sender }),
});

/** A whole address from the shop's: `url` empty is the address itself. Undefined for what is no address of the web. */
export function addressOf(host: string, url: string, values: Values): URL | undefined {
  const fill = (template: string) => filled(template, values, encodeURIComponent);
  const given = fill(host.trim());
  try {
    const base = new URL(/^[a-z][a-z\d+.-]*:\/\//i.test(given) ? given : `https://${given}`);
    const address = url === '' ? base : new URL(fill(url), base);
    const whole = /^https?:$/.test(address.protocol) && address.username === '' && address.password === '';
    return whole && !/[\s\p{Cc}]/u.test(given) && address.hostname !== '' ? address : undefined;
  } catch {
    return undefined;
  }
}

type Call = Pick<GenericHttpSettings, 'method' | 'fields'> & Partial<Pick<GenericHttpSettings, 'body' | 'bodyKind'>>;

/** Fields, body and headers of a request. Throws a `SyntaxError` for a JSON body that isn't JSON once it is filled in. */
export function requestOf(call: Call, headers: readonly string[], values: Values): HttpRequest {
  const pairs = (lines: readonly string[], sign: '=' | ':') =>
    Object.fromEntries(
      lines.flatMap((line) => {
        const pair = splitLine(line, sign);
        return pair ? [[pair[0], filled(pair[1], values, asIs)]] : [];
      }),
    );
  const shared = { method: call.method, headers: pairs(headers, ':') };
  const fields = pairs(call.fields, '=');
  if (call.method === 'GET') return { ...shared, query: fields };
  if (!call.body) return { ...shared, form: fields };
  if (call.bodyKind === 'xml') return { ...shared, xml: filled(call.body, values, escapeXml) };
  return { ...shared, json: JSON.parse(filled(call.body, values, inJson)) as unknown };
}
