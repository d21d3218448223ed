import { afterEach, beforeAll, expect, test } from 'vitest';
import {
  createEmailChannel,
  type EmailAccount,
  type EmailChannel,
  type EmailChannelOptions,
  type EmailMessage,
} from '../../../src/channels/email/index.ts';
import type { Outcome } from '../../../src/channels/outcome.ts';
import { isTextKey } from '../../../src/texts/index.ts';
import { type Authority, makeAuthority } from '../../servers/certificates.ts';
import { type Script, type ScriptedSmtp, startScriptedSmtp } from '../../servers/scripted-smtp.ts';

const message: EmailMessage = {
  id: '01a20cbd-e2a0-7eb4-ba9e-33cc1ac27afb',
  date: Date.UTC(2026, 10, 24, 9, 15),
  to: 'buyer@example.ru',
  subject: 'Чек о покупке',
  text: 'Чек\n.точка в начале строки\n',
  html: '<p>Чек</p>',
};

let authority: Authority;
const opened: { close(): Promise<void> }[] = [];
beforeAll(() => {
  authority = makeAuthority();
});
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function serve(script: Script): Promise<ScriptedSmtp> {
  const server = await startScriptedSmtp(script);
  opened.push(server);
  return server;
}

function channelTo(
  server: ScriptedSmtp,
  account: Partial<EmailAccount> = {},
  options: EmailChannelOptions = {},
): EmailChannel {
  const channel = createEmailChannel(
    {
      login: 'shop@example.ru',
      password: 'secret',
      host: '127.0.0.1',
      port: server.port,
      security: 'none',
      ...account,
    },
    // Short only for a server that hangs: others may answer slowly on a machine with other work.
    {
      guard: { allowPrivate: ['127.0.0.1'] },
      times: Object.values(server.script ?? {}).includes('hang')
        ? { connect: 5_000, greeting: 700, silence: 700 }
        : { connect: 20_000, greeting: 20_000, silence: 20_000 },
      ...options,
    },
  );
  opened.push(channel);
  return channel;
}

const told = (outcome: Outcome) => {
  if (outcome.kind === 'accepted') return 'accepted';
  expect(isTextKey(`reasons.${outcome.reason.code}`), outcome.reason.code).toBe(true);
  return `${outcome.kind} ${outcome.reason.code}${outcome.reason.account ? ' account' : ''}`;
};

const stages: [string, Script, string][] = [
  ['all well', {}, 'accepted'],
  ['greeting 421', { greeting: '421 4.3.2 too busy' }, 'deferred email.serverBusy account'],
  ['greeting 554', { greeting: '554 blocked by spamhaus' }, 'deferred email.blockedBySpamList account'],
  ['greeting silence', { greeting: 'hang' }, 'deferred email.silent account'],
  ['greeting cut', { greeting: 'cut' }, 'deferred email.connectionLost account'],
  ['login refused', { auth: '535 5.7.8 Error: authentication failed' }, 'deferred email.badLogin account'],
  [
    'app password wanted',
    { auth: '535 5.7.8 Application-specific password required' },
    'deferred email.appPasswordNeeded account',
  ],
  ['login later', { auth: '454 4.7.0 Temporary authentication failure' }, 'deferred email.loginRateLimited account'],
  ['login cut', { auth: 'cut' }, 'deferred email.connectionLost account'],
  ['no AUTH offered', { extensions: ['PIPELINING'] }, 'deferred email.noAuth account'],
  [
    'sender refused',
    { mail: '553 5.7.1 Sender address rejected: not owned by auth user' },
    'deferred email.badSender account',
  ],
  ['sender later', { mail: '451 4.7.1 try again later' }, 'deferred email.spam'],
  [
    'no such mailbox',
    { rcpt: '550 5.1.1 <buyer@example.ru>: Recipient address rejected: User unknown' },
    'rejected email.noSuchMailbox',
  ],
  ['no such mailbox, words only', { rcpt: '550 No such user!' }, 'rejected email.noSuchMailbox'],
  ['mailbox full, 5xx', { rcpt: '552 5.2.2 Mailbox full' }, 'deferred email.mailboxFull'],
  ['mailbox full, 4xx', { rcpt: '452 4.2.2 Over quota' }, 'deferred email.mailboxFull'],
  ['greylisted', { rcpt: '450 4.2.0 Greylisted, please try again in 5 minutes' }, 'deferred email.greylisted'],
  ['rate limited', { rcpt: '450 4.7.1 Too many recipients, throttled' }, 'deferred email.rateLimited'],
  [
    "the buyer's own limit",
    { rcpt: '451 4.5.1 The recipient <buyer@example.ru> has exceeded their message rate limit. Try again later.' },
    'deferred email.rateLimited',
  ],
  ['relay denied', { rcpt: '554 5.7.1 Relay access denied' }, 'deferred email.relayDenied account'],
  ['unknown 4xx', { rcpt: '459 strange' }, 'deferred email.deferred'],
  ['unknown 5xx', { rcpt: '599 strange' }, 'rejected email.rejected'],
  ['recipient silence', { rcpt: 'hang' }, 'deferred email.silent'],
  ['recipient cut', { rcpt: 'cut' }, 'deferred email.connectionLost'],
  ['data refused', { data: '554 5.5.1 no valid recipients' }, 'rejected email.rejected'],
  ['data silence', { data: 'hang' }, 'deferred email.silent'],
  ['too big', { dot: '552 5.3.4 message size exceeds limit' }, 'rejected email.tooBig'],
  ['spam', { dot: '554 5.7.1 Message rejected under suspicion of SPAM' }, 'rejected email.spam'],
  ['server full', { dot: '452 4.3.1 insufficient system storage' }, 'deferred email.serverFull'],
  ['cut after the dot', { dot: 'cut' }, 'unknown email.lostAfterDot'],
  ['silence after the dot', { dot: 'hang' }, 'unknown email.lostAfterDot'],
];

test.each(stages)('%s', async (_name, script, expected) => {
  const server = await serve(script);
  expect(told(await channelTo(server).send(message))).toBe(expected);
});

test('a cut in the middle of a letter is no doubt: nothing of it can have been taken', async () => {
  const server = await serve({ body: 'cut' });
  const large = { ...message, text: 'чек '.repeat(2_000_000) };
  expect(told(await channelTo(server).send(large))).toBe('deferred email.connectionLost');
});

test('a wait that the server names is kept', async () => {
  const server = await serve({ rcpt: '451 4.7.1 Greylisting in action, try again in 5 minutes' });
  expect(await channelTo(server).send(message)).toMatchObject({ kind: 'deferred', retryAfter: 300_000 });
});

test('a letter larger than SIZE is refused before it is sent', async () => {
  const server = await serve({ extensions: ['SIZE 1000', 'AUTH PLAIN'] });
  const outcome = await channelTo(server).send({ ...message, text: 'x'.repeat(5_000) });
  expect(told(outcome)).toBe('rejected email.tooBig');
  expect(server.commands.some((line) => line.startsWith('DATA'))).toBe(false);
});

test('a Cyrillic mailbox is tried only where the server offers SMTPUTF8', async () => {
  const to = 'иван@почта.рф';
  const without = await serve({});
  expect(told(await channelTo(without).send({ ...message, to }))).toBe('rejected email.smtpUtf8NotOffered');
  expect(without.commands.some((line) => line.startsWith('MAIL'))).toBe(false);
  const offering = await serve({ extensions: ['SMTPUTF8', '8BITMIME', 'AUTH PLAIN'] });
  expect(told(await channelTo(offering).send({ ...message, to }))).toBe('accepted');
  expect(offering.commands).toContain('RCPT TO:<иван@xn--80a1acny.xn--p1ai>');
});

test('STARTTLS is required, not hoped for', async () => {
  const server = await serve({});
  expect(told(await channelTo(server, { security: 'starttls' }).send(message))).toBe(
    'deferred email.noStartTls account',
  );
  expect(server.commands.some((line) => line.startsWith('AUTH') || line.startsWith('MAIL'))).toBe(false);
});

test.each(['implicit', 'starttls'] as const)('a right certificate lets a letter through, %s', async (tls) => {
  const server = await serve({ tls, certificate: authority.issue('127.0.0.1') });
  const security = tls === 'implicit' ? 'tls' : 'starttls';
  expect(told(await channelTo(server, { security }, { tls: { ca: authority.ca } }).send(message))).toBe('accepted');
});

test('a wrong certificate stops the letter before the login', async () => {
  const cases = [
    [authority.issue('127.0.0.1'), undefined, 'email.certificateUntrusted'],
    [authority.issue('other.example'), authority.ca, 'email.certificateOfAnother'],
    [authority.issue('127.0.0.1', 0), authority.ca, 'email.certificateExpired'],
  ] as const;
  await new Promise((resolve) => setTimeout(resolve, 1_100 - (Date.now() % 1_000)));
  for (const [certificate, ca, reason] of cases) {
    const server = await serve({ tls: 'implicit', certificate });
    expect(told(await channelTo(server, { security: 'tls' }, ca ? { tls: { ca } } : {}).send(message))).toBe(
      `deferred ${reason} account`,
    );
    expect(server.commands).toEqual([]);
  }
});

test('nobody listening, no such host', async () => {
  const server = await serve({});
  const { port } = server;
  await server.close();
  opened.splice(opened.indexOf(server), 1);
  expect(told(await channelTo({ ...server, port }).send(message))).toBe('deferred email.connectionRefused account');
  expect(told(await channelTo(server, { host: 'no-such-host.invalid' }).send(message))).toMatch(
    /^deferred email\.(hostNotFound|dnsDown) account$/,
  );
});

test('one session carries many letters, a refused one does not end it, and a session ended by the server is replaced', async () => {
  const server = await serve({});
  const channel = channelTo(server, {}, { maxConnections: 1 });
  expect(told(await channel.send(message))).toBe('accepted');
  server.script = { rcpt: '550 5.1.1 no such user' };
  expect(told(await channel.send(message))).toBe('rejected email.noSuchMailbox');
  server.script = {};
  expect(told(await channel.send(message))).toBe('accepted');
  expect(server.connections).toBe(1);
  server.script = { mail: 'cut' };
  const cut = channel.send(message);
  expect(told(await cut)).toBe('deferred email.connectionLost');
  server.script = {};
  expect(told(await channel.send(message))).toBe('accepted');
  expect(server.letters).toHaveLength(3);
});

test('a stop of the service is a deferral and frees the place', async () => {
  const server = await serve({ rcpt: 'hang' });
  const stop = new AbortController();
  const sent = channelTo(server, {}, { times: { connect: 5_000, greeting: 5_000, silence: 60_000 } }).send(message, {
    signal: stop.signal,
  });
  while (!server.commands.some((line) => line.startsWith('RCPT')))
    await new Promise((resolve) => setImmediate(resolve));
  stop.abort();
  expect(told(await sent)).toBe('deferred email.stopped');
});

test('the total time bounds a server that drips', async () => {
  const server = await serve({ rcpt: 'hang' });
  const channel = channelTo(server, {}, { times: { connect: 60_000, greeting: 60_000, silence: 60_000 }, total: 300 });
  expect(told(await channel.send(message))).toBe('deferred email.silent');
});
