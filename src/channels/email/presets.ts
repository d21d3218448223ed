/** What a mail provider wants of a program that sends through it. Sources: the providers' help, compared with the autoconfiguration data of Thunderbird. */
export interface MailPreset {
  name: string;
  domains: readonly string[];
  host: string;
  port: number;
  security: 'tls' | 'starttls';
  /** Key of `check.password.…`: which kind of password it wants and where it is made. */
  password: 'yandex' | 'mailru' | 'rambler' | 'gmail' | 'outlook' | 'icloud' | 'usual';
  /** Where that password is made. */
  passwordUrl?: string;
  /** The mail lies on servers abroad: 152-ФЗ, article 18, part 5. */
  foreign: boolean;
}

export const mailPresets: readonly MailPreset[] = [
  {
    name: 'Яндекс',
    domains: ['yandex.ru', 'ya.ru', 'yandex.com', 'yandex.by', 'yandex.kz', 'narod.ru'],
    host: 'smtp.yandex.ru',
    port: 465,
    security: 'tls',
    password: 'yandex',
    passwordUrl: 'https://id.yandex.ru/security/app-passwords',
    foreign: false,
  },
  {
    name: 'Mail.ru',
    domains: ['mail.ru', 'inbox.ru', 'internet.ru', 'bk.ru', 'list.ru', 'vk.com'],
    host: 'smtp.mail.ru',
    port: 465,
    security: 'tls',
    password: 'mailru',
    passwordUrl: 'https://account.mail.ru/user/2-step-auth/passwords',
    foreign: false,
  },
  {
    name: 'Rambler',
    domains: ['rambler.ru', 'autorambler.ru', 'myrambler.ru', 'lenta.ru', 'ro.ru', 'r0.ru'],
    host: 'smtp.rambler.ru',
    port: 465,
    security: 'tls',
    password: 'rambler',
    passwordUrl: 'https://mail.rambler.ru/settings/mailapps',
    foreign: false,
  },
  {
    name: 'Gmail',
    domains: ['gmail.com', 'googlemail.com'],
    host: 'smtp.gmail.com',
    port: 465,
    security: 'tls',
    password: 'gmail',
    passwordUrl: 'https://myaccount.google.com/apppasswords',
    foreign: true,
  },
  {
    name: 'Outlook',
    domains: ['outlook.com', 'hotmail.com', 'live.com', 'msn.com'],
    host: 'smtp.office365.com',
    port: 587,
    security: 'starttls',
    password: 'outlook',
    foreign: true,
  },
  {
    name: 'iCloud',
    domains: ['icloud.com', 'me.com', 'mac.com'],
    host: 'smtp.mail.me.com',
    port: 587,
    security: 'starttls',
    password: 'icloud',
    passwordUrl: 'https://account.apple.com',
    foreign: true,
  },
];

/** The provider of a mailbox by its address, or of a server by its name; undefined for one we don't know. */
export function presetFor(loginOrHost: string): MailPreset | undefined {
  const domain = loginOrHost.slice(loginOrHost.lastIndexOf('@') + 1).toLowerCase();
  return mailPresets.find((preset) => preset.domains.includes(domain) || preset.host === domain);
}
