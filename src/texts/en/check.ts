import type { Texts } from '../ru/index.ts';

export const check: Texts['check'] = {
  email: {
    name: 'server name found',
    connection: 'connected',
    tls: 'connection secured, certificate valid',
    greeting: 'server greeted',
    login: 'login',
    sender: 'sender accepted',
    letter: 'test letter accepted',
  },
  emailStep: {
    name: 'server name',
    connection: 'connection',
    tls: 'security and certificate',
    greeting: "the server's greeting",
    login: 'login',
    sender: 'sender',
    letter: 'test letter',
  },
  rightPair: 'Port {{port}} with the security {{security}} would do.',
  security: { tls: 'SSL/TLS (tls)', starttls: 'STARTTLS (starttls)', none: 'none (none)' },
  foreign: "{{name}} keeps mail abroad: the law 152-ФЗ wants buyers' data kept in Russia.",
  password: {
    yandex: 'Yandex: mail settings → mail clients → allow; then id.yandex.ru → Security → App passwords → Mail.',
    mailru: 'Mail.ru: Settings → Security → Passwords for external applications → create.',
    rambler: 'Rambler: Settings → Mail programs → allow access.',
    gmail: 'Gmail: Google Account → Security → 2-Step Verification → App passwords.',
    outlook: 'Outlook: password sign-in for programs is off, another mailbox is needed.',
    icloud: 'iCloud: account.apple.com → Sign-In and Security → App-Specific Passwords.',
    usual: "Ask the mail's administrator which password programs sign in with.",
  },
  letter: {
    subject: 'Test of sending receipts',
    text: 'This is a test letter. As you can read it, receipts will go out from this mailbox.',
  },
};
