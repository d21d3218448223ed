import type { TextKey } from '../../../../src/texts/index.ts';
import { say } from '../../say.ts';

const sections: Record<string, TextKey> = {
  email: 'settingsPages.email',
  sms: 'settingsPages.sms',
  form: 'settingsPages.form',
  registers: 'settingsPages.registers',
  privacy: 'settingsPages.data',
  profiles: 'settingsPages.profiles',
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
};

const LONGEST = 120;

export const sectionName = (section: string): string => {
  const key = sections[section];
  return key === undefined ? section : say(key);
};

export const fieldName = (section: string, path: string): string => {
  const key = fields[`${section}.${path}`];
  // A row of a list is told by its id: `list.1.name` reads «1 · name».
  return key === undefined
    ? path.replace(/^list\.([^.]+)\.?(.*)$/, (_, id, field) => [id, field].filter(Boolean).join(' · '))
    : say(key);
};

/** A value as people read it, cut where it is long. */
export function shownValue(value: unknown): string {
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
