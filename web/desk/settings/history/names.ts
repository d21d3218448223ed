import type { TextKey } from '../../../../src/texts/index.ts';
import { roubles } from '../../../parts/roubles.ts';
import { say } from '../../say.ts';

const sections: Record<string, TextKey> = {
  email: 'settingsPages.email',
  sms: 'settingsPages.sms',
  form: 'settingsPages.form',
  registers: 'settingsPages.registers',
  privacy: 'settingsPages.data',
  profiles: 'settingsPages.profiles',
  network: 'smsPage.proxy.title',
};

/** Fields that are called in the history as on their page; others go by their path. */
const fields: Record<string, TextKey> = {
  'email.enabled': 'emailPage.enabled',
  'email.subject': 'emailPage.subject',
  'email.login': 'emailPage.login',
  'email.password': 'emailPage.password',
  'email.host': 'emailPage.host',
  'email.port': 'emailPage.port',
  'email.security': 'emailPage.ssl',
  'email.withoutQr': 'emailPage.withoutQr',
  'email.asPdf': 'emailPage.asPdf',
  'email.senderName': 'emailPage.senderName',
  'email.replyTo': 'emailPage.replyTo',
  'email.connections': 'emailPage.connections',
  'email.perMinute': 'emailPage.perMinute',
  'sms.enabled': 'smsPage.enabled',
  'sms.provider': 'smsPage.provider',
  'sms.host': 'smsPage.host',
  'sms.login': 'emailPage.login',
  'sms.password': 'emailPage.password',
  'sms.apiKey': 'sms.label.apiKey',
  'sms.sender': 'emailPage.senderName',
  'sms.testPhone': 'smsPage.testPhone',
  'sms.template': 'smsPage.tabs.template',
  'sms.countries': 'smsPage.countries',
  'sms.landlines': 'smsPage.landlines',
  'sms.limits.perNumberADay': 'smsPage.perNumber',
  'sms.limits.perTillADay': 'smsPage.perTill',
  'sms.limits.aDay': 'smsPage.aDay',
  'sms.pricePerPart': 'smsPage.pricePerPart',
  'sms.dailyBudget': 'smsPage.budget',
  'sms.lowBalance': 'smsPage.lowBalance',
  'sms.whenUnknown': 'smsPage.whenUnknown',
  'form.askContact': 'formPage.askContact',
  'form.hotkeys': 'formPage.hotkeys',
  'form.keys.email': 'formPage.key.email',
  'form.keys.phone': 'formPage.key.phone',
  'form.keys.electronically': 'formPage.key.electronically',
  'form.timeLimit': 'formPage.timeLimit',
  'form.whenTimeIsUp': 'formPage.whenTimeIsUp',
  'form.sound': 'formPage.sound',
  'form.scanner.gap': 'formPage.gap',
  'form.scanner.fast': 'formPage.fast',
  'form.scanner.prefix': 'formPage.prefix',
  'form.scanner.pattern': 'formPage.pattern',
  'privacy.retentionDays': 'dataPage.days',
  'privacy.copiesFolder': 'dataPage.folder',
  'network.proxy': 'smsPage.proxy.url',
  'network.login': 'smsPage.proxy.login',
  'network.password': 'smsPage.proxy.password',
  'registers.name': 'registersPage.name',
  'registers.kind': 'registersPage.kind',
  'registers.url': 'registersPage.url',
  'registers.login': 'registersPage.login',
  'registers.password': 'registersPage.password',
  'registers.device': 'registersPage.device',
  'registers.profile': 'registersPage.profile',
  'registers.delivers': 'registersPage.delivers',
  'registers.contactToRegister': 'registersPage.contactToRegister',
  'registers.electronically': 'registersPage.electronically',
  'registers.timeout': 'registersPage.timeout',
  'registers.opensShift': 'registersPage.opensShift',
  'registers.renewsExpiredShift': 'registersPage.renewsExpiredShift',
  'profiles.name': 'profilesPage.name',
};

/** Values that are a choice among named ones, as their page calls them. */
const choices: Record<string, Record<string, TextKey>> = {
  'email.security': { none: 'historyPage.off', tls: 'emailPage.kinds.tls', starttls: 'emailPage.kinds.starttls' },
  'sms.whenUnknown': { show: 'smsPage.show', repeat: 'smsPage.repeat' },
  'form.whenTimeIsUp': { paper: 'formPage.paper', cancel: 'formPage.cancel' },
  'registers.profile': { default: 'settingsPages.defaultProfile' },
  'registers.kind': {
    atol: 'registersPage.kinds.atol',
    kkmserver: 'registersPage.kinds.kkmserver',
    emulator: 'registersPage.kinds.emulator',
  },
  'registers.delivers': {
    we: 'registersPage.deliversWe',
    ofd: 'registersPage.deliversOfd',
    both: 'registersPage.deliversBoth',
  },
  'registers.electronically': {
    unknown: 'registersPage.electronic.unknown',
    yes: 'registersPage.electronic.yes',
    no: 'registersPage.electronic.no',
  },
};

/** Fields that hold kopecks. */
const sums = new Set(['sms.pricePerPart', 'sms.dailyBudget', 'sms.lowBalance']);

const LONGEST = 120;

export const sectionName = (section: string): string => {
  const key = sections[section];
  return key === undefined ? section : say(key);
};

/** The key by which a field is looked up, and the id of the list's row that it is of: `list.1.name` of registers is «name» of the row «1». */
function placeOf(section: string, path: string): { row: string | undefined; key: string; field: string } {
  const [, row, field = path] = /^list\.([^.]+)\.?(.*)$/.exec(path) ?? [];
  return { row, field, key: `${section}.${field}` };
}

export function fieldName(section: string, path: string): string {
  const { row, field, key } = placeOf(section, path);
  const known = fields[key];
  return [row, known === undefined ? field : say(known)].filter(Boolean).join(' · ');
}

/** A value as people read it, cut where it is long. */
export function shownValue(section: string, path: string, value: unknown): string {
  const { key } = placeOf(section, path);
  const choice = typeof value === 'string' ? choices[key]?.[value] : undefined;
  if (choice) return say(choice);
  if (sums.has(key) && typeof value === 'number') return roubles(value);
  if (value === true) return say('historyPage.on');
  if (value === false) return say('historyPage.off');
  if (value === '' || value === null || value === undefined) return say('historyPage.nothing');
  const { name, id } = value as { name?: unknown; id?: unknown };
  const text =
    [value, name, id].find((one) => typeof one === 'string' || typeof one === 'number') ?? JSON.stringify(value);
  return cut(String(text));
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
