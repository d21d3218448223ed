import { checkAccountFields } from '../channels/email/index.ts';
import { accountFault, isProxyAddress, smsProviders } from '../channels/sms/index.ts';
import { exampleReceipt, renderTemplate, templateVariables } from '../rendering/index.ts';
import { Problem, type ProblemCode } from '../texts/problem.ts';
import type { SectionName, SectionRule } from './index.ts';

/** What the channels have to say about a section that fits its schema. Fields not filled in yet are no fault: settings are set one by one. */
export const settingRules: SectionRule = {
  email: (email) => {
    const problem = checkAccountFields(email);
    if (problem) throw problem;
    refuseBrokenTemplate('email.subject', email.subject);
  },
  sms: ({ provider: id, ...account }) => {
    refuseBrokenTemplate('sms.template', account.template);
    if (id === '') return;
    const provider = smsProviders.find((one) => one.id === id);
    if (!provider)
      throw new Problem('smsProvider', {
        path: 'sms.provider',
        params: { known: smsProviders.map((one) => one.id).join(', ') },
      });
    const filled = Object.fromEntries(Object.entries(account).filter(([, value]) => value !== ''));
    const problem = accountFault(provider, { provider: id, ...filled });
    if (problem) throw problem;
  },
  network: ({ proxy }) => {
    if (proxy !== '' && !isProxyAddress(proxy))
      throw new Problem('proxyAddress', { path: 'network.proxy', params: { proxy } });
  },
  registers: ({ list }) => refuseTwice('registers', 'registerIdTwice', list),
  profiles: ({ list }) => refuseTwice('profiles', 'profileIdTwice', list),
};

/** A template that can't be filled would stop every message that goes by it. */
function refuseBrokenTemplate(path: string, source: string): void {
  try {
    renderTemplate(source, templateVariables(exampleReceipt));
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    throw new Problem(cause.code, { params: cause.params, path, cause });
  }
}

function refuseTwice(section: SectionName, code: ProblemCode, list: readonly { id: string }[]): void {
  const ids = list.map((row) => row.id);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twice >= 0) throw new Problem(code, { path: `${section}.list[${twice}].id`, params: { id: ids[twice] ?? '' } });
}
