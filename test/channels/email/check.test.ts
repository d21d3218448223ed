import { afterEach, beforeAll, expect, test } from 'vitest';
import { type CheckStep, checkEmail, type EmailAccount } from '../../../src/channels/email/index.ts';
import { type Authority, makeAuthority } from '../../servers/certificates.ts';
import { type Script, type ScriptedSmtp, startScriptedSmtp } from '../../servers/scripted-smtp.ts';

let authority: Authority;
const opened: ScriptedSmtp[] = [];
beforeAll(() => {
  authority = makeAuthority();
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function check(
  script: Script,
  security: EmailAccount['security'],
): Promise<{ steps: CheckStep[]; port: number }> {
  const hangs = Object.values(script).includes('hang');
  const certificate = script.tls ? { certificate: authority.issue('127.0.0.1') } : {};
  const server = await startScriptedSmtp({ ...certificate, ...script });
  opened.push(server);
  const account: EmailAccount = {
    login: 'shop@example.ru',
    password: 'secret',
    host: '127.0.0.1',
    port: server.port,
    security,
  };
  const letter = { id: '1', date: 0, to: 'shop@example.ru', subject: 'x', text: 'x' };
  const times = hangs ? { connect: 1_500, greeting: 700, silence: 5_000 } : {};
  const steps: CheckStep[] = [];
  for await (const step of checkEmail(account, {
    letter,
    guard: { allowPrivate: true },
    tls: { ca: authority.ca },
    times,
  }))
    steps.push(step);
  return { steps, port: server.port };
}

const signs = { ok: '+', failed: '!', skipped: '-' };
/** In the order of the steps: name, connection, TLS, greeting, login, sender, letter. */
const row = (steps: CheckStep[]) => steps.map(({ result }) => signs[result]).join('');

test.each<[string, Script, EmailAccount['security'], string, string?]>([
  ['TLS, all well', { tls: 'implicit' }, 'tls', '+++++++'],
  ['STARTTLS, all well', { tls: 'starttls' }, 'starttls', '+++++++'],
  ['no security, all well', {}, 'none', '++-++++'],
  ['a greeting that does not come', { greeting: 'hang' }, 'none', '++-!---', 'email.silent'],
  ['TLS that does not come', { greeting: 'hang' }, 'tls', '++!----', 'email.silent'],
  ['TLS where the server speaks in the clear only', {}, 'tls', '++!----', 'email.tlsFailed'],
  ['STARTTLS that is not offered', {}, 'starttls', '++!----', 'email.noStartTls'],
  ['a connection cut before the greeting', { greeting: 'cut' }, 'none', '++-!---', 'email.connectionLost'],
  ['a refused greeting', { greeting: '554 no' }, 'starttls', '++-!---', 'email.serverBusy'],
  ['a refused login', { auth: '535 5.7.8 no' }, 'none', '++-+!--', 'email.badLogin'],
  ['a refused sender', { mail: '553 5.7.1 Sender address rejected' }, 'none', '++-++!-', 'email.badSender'],
  ['a refused letter', { dot: '554 5.7.1 looks like SPAM' }, 'none', '++-+++!', 'email.spam'],
])('%s', async (_name, script, security, expected, reason) => {
  const { steps } = await check(script, security);
  expect(row(steps)).toBe(expected);
  const failed = steps.find(({ result }) => result === 'failed');
  expect(failed?.reason).toBe(reason);
  // What only a programmer reads stays away from the shop.
  expect(failed?.reply ?? '').not.toMatch(/error:|Node\.js|\n/);
  expect(failed?.right).toBeUndefined();
});

test.each<[Script, EmailAccount['security'], EmailAccount['security'], string]>([
  [{ tls: 'starttls' }, 'tls', 'starttls', '++!----'],
  [{ tls: 'implicit' }, 'starttls', 'tls', '++-!---'],
  [{ tls: 'implicit' }, 'none', 'tls', '++-!---'],
])('a server with %o does not go with %s: the right pair is found', async (script, chosen, right, expected) => {
  // The greeting that never comes has a name of its own here, so that it is not waited for long.
  const { steps, port } = await check({ ...script, rset: 'hang' }, chosen);
  expect(row(steps)).toBe(expected);
  expect(steps.find(({ result }) => result === 'failed')).toMatchObject({
    reason: 'email.wrongPair',
    right: { port, security: right },
  });
});
