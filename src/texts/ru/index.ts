import { access } from './access.ts';
import { check } from './check.ts';
import { cli } from './cli.ts';
import { contact } from './contact.ts';
import { dataPage } from './data-page.ts';
import { delivery } from './delivery.ts';
import { desk } from './desk.ts';
import { emailPage } from './email-page.ts';
import { form } from './form.ts';
import { formPage } from './form-page.ts';
import { formats } from './formats.ts';
import { home } from './home.ts';
import { journal } from './journal.ts';
import { overview } from './overview.ts';
import { privacy } from './privacy.ts';
import { problems } from './problems.ts';
import { historyPage, profilesPage } from './profiles-page.ts';
import { reasons } from './reasons.ts';
import { receipt } from './receipt.ts';
import { registerCheck } from './register-check.ts';
import { registers } from './registers.ts';
import { registersPage } from './registers-page.ts';
import { rendering } from './rendering.ts';
import { settingsPages } from './settings-pages.ts';
import { sms } from './sms.ts';
import { smsPage } from './sms-page.ts';
import { smsTemplatePage } from './sms-template-page.ts';
import { smsWaysPage } from './sms-ways-page.ts';
import { template } from './template.ts';
import { till } from './till.ts';

export const ru = {
  access,
  journal,
  overview,
  privacy,
  settingsPages,
  emailPage,
  profilesPage,
  historyPage,
  rendering,
  reasons,
  check,
  contact,
  dataPage,
  delivery,
  desk,
  cli,
  form,
  formPage,
  formats,
  home,
  problems,
  receipt,
  registerCheck,
  registers,
  registersPage,
  sms,
  smsPage,
  smsTemplatePage,
  smsWaysPage,
  till,
  template,
};

/** The shape that every language fills: the Russian catalogue's keys with any text, less the plural forms only Russian has. */
export type Texts = Widen<typeof ru>;
type Widen<T> = {
  [K in keyof T as K extends `${string}_${'few' | 'many'}` ? never : K]: T[K] extends string ? string : Widen<T[K]>;
};
