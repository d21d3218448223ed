import { checkAccountFields } from '../channels/email/index.ts';
import { accountFault, isProxyAddress, smsProviders } from '../channels/sms/index.ts';
import { contactPattern } from '../contact/device/pattern.ts';
import { exampleReceipt, renderTemplate, templateVariables } from '../rendering/index.ts';
import { Problem, type ProblemCode } from '../texts/problem.ts';
import type { SectionName, SectionRule } from './index.ts';

/** Keys that have their work in the cashier's form whatever the settings say. */
const RESERVED = ['Enter', 'Escape', 'Tab', 'Backspace', 'Delete', ' ', 'Shift', 'Control', 'Alt', 'Meta'];

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
  form: ({ keys, scanner }) => {
    const taken = Object.entries(keys);
    for (const [at, [name, key]] of taken.entries()) {
      const problem = RESERVED.includes(key)
        ? ('hotkeyReserved' as const)
        : taken.slice(0, at).some(([, other]) => other.toLowerCase() === key.toLowerCase())
          ? ('hotkeyTwice' as const)
          : undefined;
      if (problem) throw new Problem(problem, { path: `form.keys.${name}`, params: { key } });
    }
    if (scanner.pattern === '') return;
    const pattern = contactPattern(scanner.pattern);
    if (!pattern.ok)
      throw new Problem('scannerPattern', {
        path: 'form.scanner.pattern',
        params: { ...pattern.reason.params, why: `@contact.pattern.${pattern.reason.code}` },
      });
  },
  network: ({ proxy }) => {
    if (proxy !== '' && !isProxyAddress(proxy))
      throw new Problem('proxyAddress', { path: 'network.proxy', params: { proxy } });
  },
  registers: ({ list }) => {
    refuseTwice('registers', 'registerIdTwice', list);
    for (const [at, { url }] of list.entries())
      if (url !== '' && !isHttpAddress(url))
        throw new Problem('registerAddress', { path: `registers.list[${at}].url`, params: { address: url } });
  },
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

const isHttpAddress = (text: string): boolean =>
  /^https?:\/\/\S+$/i.test(text) && URL.canParse(text) && new URL(text).hostname !== '';

function refuseTwice(section: SectionName, code: ProblemCode, list: readonly { id: string }[]): void {
  const ids = list.map((row) => row.id);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twice >= 0) throw new Problem(code, { path: `${section}.list[${twice}].id`, params: { id: ids[twice] ?? '' } });
}
