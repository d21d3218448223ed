import type { Texts } from '../ru/index.ts';
import { sms } from './reasons-sms.ts';
import { registerReasons } from './registers.ts';

export const reasons: Texts['reasons'] = {
  email: {
    notConfigured: 'The mailbox of the shop is not set up: fill in login, password and server in the settings.',
    badLogin: 'The login or password is wrong. Check them; Yandex, Mail.ru and Gmail want an app password.',
    appPasswordNeeded: 'The mail wants an app password, not the usual one: make one in its settings.',
    passwordLoginOff: 'The mail no longer lets passwords in: allow programs to sign in or take another mailbox.',
    mailProgramsOff: 'The mail does not let mail programs in: allow them in its settings.',
    loginRateLimited: 'The mail refuses to sign in for now: too many attempts. We wait.',
    loginNeeded: 'The server wants a login: fill in login and password.',
    noAuth: 'The server offers no login by password: check the port and the security.',
    tlsNeeded: 'The server wants a secured connection: switch SSL on.',
    badSender: "The sender was refused: the sender's address must be the login.",
    accountBlocked: 'The mailbox of the shop is blocked: sign in to it and see why.',
    dailyLimit: 'The mailbox has used up its daily limit. The letters wait and go out later.',
    relayDenied: 'The server sends nothing outside in this name: check the login and the server.',
    blockedBySpamList: 'The server takes no connections from this address: it is on a list of spammers.',
    hostNotFound:
      'No server of this name was found, or it is inside a network: check the SMTP address; allow a server of your own when starting (--allow-private).',
    portForbidden:
      'Mail has no such port: take 465, 587, 25 or 2525. Allow a server of your own with another port when starting (--allow-private).',
    dnsDown: 'Names cannot be looked up: check the connection.',
    networkDown: 'The network is out of reach: check the connection.',
    connectionRefused: 'The server does not answer on this port: check the port.',
    connectionLost: 'The connection to the server broke. We try again.',
    silent: 'The server is silent for too long. We try again.',
    certificateExpired: "The server's certificate has expired: the letter was held back so that nobody reads it.",
    certificateOfAnother: 'The certificate belongs to another server: check the SMTP address.',
    certificateUntrusted:
      "Nobody vouches for the server's certificate: the letter was held back so that nobody reads it.",
    noStartTls: 'The server offers no security on this port: try port 465 with SSL.',
    tlsFailed: 'The secured connection failed: check the port and the kind of security.',
    wrongPair: 'The port and the kind of security do not fit each other.',
    greylisted: "The buyer's mail asks to wait. We try again.",
    rateLimited: 'Too many letters at once. We wait and try again.',
    mailboxFull: 'The mailbox is full.',
    mailboxBusy: 'The mailbox is busy. We try again.',
    mailboxDisabled: 'The mailbox is switched off: ask for another address.',
    noSuchMailbox: 'There is no such mailbox: check the address.',
    noSuchDomain: 'There is no such mail domain: check the letters after the @.',
    badRecipient: 'The server does not understand the address: check it.',
    smtpUtf8NotOffered: 'The server cannot send to addresses in Russian letters: ask for another address.',
    tooBig: 'The letter is larger than the server takes.',
    spam: 'The server took the letter for spam and refused it.',
    serverFull: 'The server is out of room. We try again.',
    serverBusy: 'The server is busy. We try again.',
    rejected: 'The server refused the letter.',
    deferred: 'The server asks to try later. We try again.',
    lostAfterDot:
      'The connection broke when the letter had gone: it may have been taken. We repeat it under the same id.',
    stopped: 'The service was stopped. It is sent after the start.',
  },
  sms,
  register: registerReasons,
};
