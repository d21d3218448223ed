import type { Stage } from './connection.ts';

/** A rule for a server's refusal; the first that fits counts. What isn't given fits anything. */
export interface ReplyRule {
  reason: string;
  stages?: readonly Stage[];
  status?: readonly number[];
  /** Enhanced status code, RFC 3463. */
  enhanced?: RegExp;
  words?: RegExp;
  /** Fault of the account: its letters wait until it is repaired. */
  account?: boolean;
  /** Overrides what the first digit says. */
  permanent?: boolean;
}

/** What servers say, from the most telling to the least. */
export const replyRules: readonly ReplyRule[] = [
  // The session: greeting, TLS, login. All of it is the account's business.
  {
    reason: 'email.appPasswordNeeded',
    stages: ['login'],
    words: /application.?specific|app(lication)? password|парол\S* (для )?(внешнего )?приложени|InvalidSecondFactor/i,
    account: true,
  },
  {
    reason: 'email.passwordLoginOff',
    stages: ['login'],
    words: /5\.7\.(30|139)|basic authentication is disabled|SmtpClientAuthentication is disabled/i,
    account: true,
  },
  {
    reason: 'email.mailProgramsOff',
    stages: ['login'],
    words: /access rights|does not have .*access|IMAP.*disabled|доступ .*(запрещ|отключ)/i,
    account: true,
  },
  { reason: 'email.loginRateLimited', stages: ['login'], status: [421, 454], account: true },
  {
    reason: 'email.loginRateLimited',
    stages: ['login'],
    words: /too many|rate|temporar/i,
    status: [450, 451],
    account: true,
  },
  { reason: 'email.badLogin', stages: ['login'], account: true },
  {
    reason: 'email.blockedBySpamList',
    stages: ['connect'],
    words: /spamhaus|blacklist|blocklist|block list|dnsbl|rbl/i,
    account: true,
  },
  { reason: 'email.serverBusy', stages: ['connect'], account: true },

  // The sender, which is the account's too.
  { reason: 'email.loginNeeded', status: [530], enhanced: /^5\.7\.0$/, words: /auth/i, account: true },
  { reason: 'email.tlsNeeded', status: [530], words: /starttls|tls/i, account: true },
  {
    reason: 'email.badSender',
    words:
      /sender (address )?rejected|not owned by|sender address must (be|match)|must match authori[sz]ed|from address .*(not|mismatch)|sender.*(mismatch|not allowed|denied|verify failed)|отправител\S+ (должен|не)/i,
    account: true,
  },
  { reason: 'email.badSender', enhanced: /^5\.(1\.[78]|7\.60)$/, account: true },
  {
    reason: 'email.accountBlocked',
    words: /account .*(disabled|blocked|suspended|locked)|mailbox .*blocked for sending|sending .*(disabled|blocked)/i,
    account: true,
  },
  // The limit of one buyer's mailbox is nothing to the others.
  {
    reason: 'email.rateLimited',
    words: /recipient .{0,100}(rate|limit)/i,
    status: [421, 450, 451, 452],
  },
  {
    reason: 'email.dailyLimit',
    words:
      /daily .*(limit|quota)|sending (limit|quota)|(limit|quota) .*(sending|per day|exceeded for sender)|too many messages|message rate|sent too many/i,
    account: true,
  },
  { reason: 'email.dailyLimit', enhanced: /^[45]\.4\.5$/, words: /daily|sending/i, account: true },

  // Greylisting says "come back", whatever else it says.
  {
    reason: 'email.greylisted',
    words: /gr[ae]y.?list|try again later.*first|postgrey|deferred.*(first|new) contact/i,
    permanent: false,
  },
  {
    reason: 'email.rateLimited',
    words: /rate.?limit|too (fast|frequent|many (connections|recipients|requests))|throttl|unusual rate/i,
    status: [421, 450, 451, 452, 454],
  },
  { reason: 'email.rateLimited', enhanced: /^4\.7\.(28|650)$/ },

  // The recipient.
  {
    reason: 'email.mailboxFull',
    enhanced: /^[45]\.2\.2$/,
    words:
      /mailbox (is )?full|over ?quota|quota exceed|exceeded (its |the )?(storage|quota)|not enough (disk )?space|ящик переполнен|mailfolder is full/i,
    permanent: false,
  },
  {
    reason: 'email.mailboxDisabled',
    enhanced: /^5\.2\.1$/,
    words: /(mailbox|account|user|recipient).{0,40}(disabled|inactive|suspended|blocked|deactivated)/i,
    status: [550, 552, 553, 554, 525],
  },
  {
    reason: 'email.noSuchDomain',
    enhanced: /^5\.1\.2$|^5\.4\.4$/,
    words:
      /domain (not found|does(n't| not) exist)|host (or domain name )?not found|unrouteable|no such domain|name service error/i,
    status: [550, 551, 553, 554, 512],
  },
  {
    reason: 'email.noSuchMailbox',
    enhanced: /^5\.1\.(1|6|10)$/,
    words:
      /(user|mailbox|recipient|address|account).{0,30}(unknown|not found|doesn't exist|does not exist|unavailable|invalid|rejected: undeliverable)|no such (user|mailbox|recipient|person|address)|unknown (user|local part|recipient)|invalid (mailbox|recipient)|нет такого|не существует/i,
    status: [510, 511, 550, 551, 553, 554, 556],
  },
  { reason: 'email.badRecipient', enhanced: /^5\.1\.3$/, status: [501, 553] },
  { reason: 'email.smtpUtf8NotOffered', enhanced: /^5\.6\.7$/ },
  {
    reason: 'email.relayDenied',
    words: /relay(ing)? (access )?(denied|not permitted|prohibited)|not permitted to relay/i,
    account: true,
  },

  // The letter.
  {
    reason: 'email.tooBig',
    enhanced: /^5\.(2\.3|3\.4)$/,
    words: /(message|size).{0,30}(too (big|large)|exceed|limit)/i,
    status: [552, 554, 523, 534],
  },
  {
    reason: 'email.spam',
    enhanced: /^[45]\.7\.(1|23|26|27|350|509|511)$/,
    words: /spam|unsolicited|blocked using|blacklist|reputation|policy|dmarc|spf|dkim|content (rejected|filter)|virus/i,
    status: [421, 450, 451, 550, 552, 553, 554, 571],
  },

  // The server.
  { reason: 'email.serverFull', enhanced: /^4\.3\.1$/, status: [452] },
  { reason: 'email.serverBusy', status: [421] },
  { reason: 'email.serverBusy', enhanced: /^4\.[34]\.\d+$/ },
  { reason: 'email.mailboxBusy', status: [450] },
];
