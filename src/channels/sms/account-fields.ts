import { type Language, text } from '../../texts/index.ts';
import { Problem } from '../../texts/problem.ts';
import { senderProblem } from './guards.ts';
import type { SmsAccount, SmsProvider } from './provider.ts';

/** The first field of an account that is missing or wrong, or undefined. */
export function accountProblem(provider: SmsProvider, account: SmsAccount): Problem | undefined {
  const missing = missingFields(provider, account);
  const [first] = missing;
  if (first !== undefined)
    return new Problem('smsFieldMissing', {
      path: `sms.${first}`,
      params: { provider: provider.name.ru, field: labelOf(provider, first, 'ru') },
    });
  return accountFault(provider, account);
}

/** What is wrong with the fields that are filled in; an empty one is no fault yet: settings are set one by one. */
export function accountFault(provider: SmsProvider, account: SmsAccount): Problem | undefined {
  const own = provider.fault?.(account);
  if (own) return own;
  if (!provider.fault && account.host && !baseOf(provider, account))
    return new Problem('smsHost', { path: 'sms.host', params: { host: account.host } });
  return account.sender ? senderProblem(account.sender) : undefined;
}

/** The fields that still have to be filled in: of the way of signing in that is nearest to complete. */
export function missingFields(provider: SmsProvider, account: SmsAccount): string[] {
  const host = provider.hosts.length === 0 && !account.host ? ['host'] : [];
  const ways = provider.ways.map((way) => way.filter((key) => !account[key]));
  const nearest = ways.reduce((one, other) => (other.length < one.length ? other : one), ways[0] ?? []);
  return [...host, ...nearest];
}

/**
 * The base address of an account: the shop's host or the provider's usual one. A host alone is reached over TLS and with the path of
 * the provider's own address. Undefined for a text that is no address.
 */
export function baseOf(provider: Pick<SmsProvider, 'hosts'>, account: SmsAccount): string | undefined {
  const usual = provider.hosts[0];
  const given = account.host || usual;
  if (given === undefined || /[\s\p{Cc}]/u.test(given)) return undefined;
  const known = provider.hosts.find((host) => host === given || hostOf(host) === given);
  const address = known ?? given;
  try {
    const url = new URL(/^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : `https://${address}`);
    if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.hostname === '') return undefined;
    if (url.pathname === '/' && usual !== undefined) url.pathname = new URL(`https://${usual}`).pathname;
    return url.href;
  } catch {
    return undefined;
  }
}

const hostOf = (address: string): string => new URL(`https://${address}`).host;

export function labelOf(provider: SmsProvider, key: string, language: Language): string {
  const field = provider.fields.find((one) => one.key === key);
  return field ? text(language, `sms.label.${field.label}`) : key;
}
