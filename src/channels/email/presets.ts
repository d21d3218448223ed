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
  /** Endings of the names of mail exchangers that serve customers' own domains. */
  exchangers: readonly string[];
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
    exchangers: ['yandex.net', 'yandex.ru'],
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
    exchangers: ['mail.ru'],
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
    exchangers: ['rambler.ru'],
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
    exchangers: ['google.com', 'googlemail.com'],
    foreign: true,
  },
  {
    name: 'Outlook',
    domains: ['outlook.com', 'hotmail.com', 'live.com', 'msn.com'],
    host: 'smtp.office365.com',
    port: 587,
    security: 'starttls',
    password: 'outlook',
    exchangers: ['outlook.com'],
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
    exchangers: ['icloud.com'],
    foreign: true,
  },
];

/** The provider of a mailbox by its address, or of a server by its name; undefined for one we don't know. */
export function presetFor(loginOrHost: string): MailPreset | undefined {
  const domain = loginOrHost.slice(loginOrHost.lastIndexOf('@') + 1).toLowerCase();
  return mailPresets.find((preset) => preset.domains.includes(domain) || preset.host === domain);
}

/** Endings of the names of servers abroad that shops are known to send through, besides those of the presets. */
const foreignServers: readonly string[] = [
  'amazonaws.com',
  'brevo.com',
  'elasticemail.com',
  'fastmail.com',
  'gmx.com',
  'gmx.net',
  'google.com',
  'googlemail.com',
  'mailersend.net',
  'mailgun.org',
  'mailjet.com',
  'mandrillapp.com',
  'office365.com',
  'outlook.com',
  'postmarkapp.com',
  'proton.me',
  'protonmail.ch',
  'sendgrid.net',
  'sendinblue.com',
  'sendpulse.com',
  'smtp-pulse.com',
  'smtp2go.com',
  'sparkpostmail.com',
  'yahoo.com',
  'zoho.com',
  'zoho.eu',
];

const endsWith = (name: string, ending: string) => name === ending || name.endsWith(`.${ending}`);

/** True for a server that stands abroad as far as its name tells. */
export const isForeignServer = (host: string): boolean =>
  [...mailPresets.filter((preset) => preset.foreign).map((preset) => preset.host), ...foreignServers].some((ending) =>
    endsWith(host.toLowerCase(), ending),
  );

/**
 * The provider of a mailbox in a domain of its own, by who takes that domain's mail; undefined where it isn't a known one or can't be
 * found out. `resolveMx` is that of `node:dns/promises`.
 */
export async function presetByExchanger(
  login: string,
  resolveMx: (domain: string) => Promise<{ exchange: string; priority: number }[]>,
): Promise<MailPreset | undefined> {
  const domain = login.slice(login.lastIndexOf('@') + 1);
  const exchangers = await resolveMx(domain).catch(() => []);
  const first = exchangers.sort((a, b) => a.priority - b.priority)[0]?.exchange.toLowerCase() ?? '';
  return mailPresets.find((preset) => preset.exchangers.some((ending) => endsWith(first, ending)));
}
