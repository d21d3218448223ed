import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { HostGuard } from '../../base/host-guard.ts';
import type { Outcome } from '../outcome.ts';
import { outcomeOf } from './classify.ts';
import { composeLetter } from './compose.ts';
import { type SmtpFailure, SmtpSession, type SmtpTimes, type TlsOptions, usualTimes } from './connection.ts';
import type { EmailAccount, EmailMessage } from './message.ts';
import { reach } from './reach.ts';

export const checkStepNames = ['name', 'connection', 'tls', 'greeting', 'login', 'sender', 'letter'] as const;
export type CheckStepName = (typeof checkStepNames)[number];

/** One step of «Проверить». For a failure `reason` is a key of the texts `reasons.…`, `right` the port and security that would work. */
export interface CheckStep {
  step: CheckStepName;
  result: 'ok' | 'failed' | 'skipped';
  milliseconds?: number;
  reason?: string;
  reply?: string;
  right?: { port: number; security: EmailAccount['security'] };
}

export interface CheckOptions {
  /** The letter that is to arrive. */
  letter: EmailMessage;
  guard?: HostGuard;
  tls?: TlsOptions;
  times?: Partial<SmtpTimes>;
  /** Milliseconds for the whole of it. */
  total?: number;
}

const PROBE_MS = 4_000;
const NO_SOONER_MS = 1_000;
const TOTAL_MS = 60_000;

/** Goes through sending step by step, as a letter would, and ends at the first failure; the steps behind it are skipped. */
export async function* checkEmail(account: EmailAccount, options: CheckOptions): AsyncGenerator<CheckStep> {
  const times = { connect: 10_000, greeting: 10_000, silence: 20_000, ...options.times };
  const started = performance.now();
  let before = started;
  const took = () => {
    const now = performance.now();
    const milliseconds = Math.round(now - before);
    before = now;
    return milliseconds;
  };
  const ok = (step: CheckStepName): CheckStep => ({ step, result: 'ok', milliseconds: took() });
  function* failed(step: CheckStepName, reason: string, more: Partial<CheckStep> = {}): Generator<CheckStep> {
    yield { step, result: 'failed', milliseconds: took(), reason, ...more };
    for (const later of checkStepNames.slice(checkStepNames.indexOf(step) + 1))
      yield { step: later, result: 'skipped' };
  }

  const found = await reach(account, options.guard ?? {});
  if (!found.ok) {
    // A name that isn't there and one that is kept closed take as long to be told.
    await new Promise((resolve) => setTimeout(resolve, NO_SOONER_MS - (performance.now() - started)));
    return yield* failed('name', found.reason);
  }
  yield ok('name');

  let session: SmtpSession;
  try {
    session = await SmtpSession.connect(account, options.tls ?? {}, { ...usualTimes, ...times }, found.address);
  } catch (error) {
    const failure = error as SmtpFailure;
    const outcome = outcomeOf(failure);
    const reason = reasonOf(outcome);
    const told = stepOf(failure, reason);
    // Where the port itself answers, what came after the connection went wrong.
    const answers = told === 'connection' && (await isOpen(found.address, account.port));
    const step = !answers ? told : account.security === 'tls' ? 'tls' : 'greeting';
    const right = await rightPair(account, found.address, reason);
    yield* earlierSteps(step, account, ok);
    return yield* failed(step, right ? 'email.wrongPair' : reason, {
      ...replyOf(outcome, failure),
      ...(right ? { right } : {}),
    });
  }
  let late = false;
  const limit = setTimeout(
    () => {
      late = true;
      session.close();
    },
    started + (options.total ?? TOTAL_MS) - performance.now(),
  );
  const outcomeNow = (error: unknown): Outcome =>
    late ? { kind: 'deferred', reason: { code: 'email.silent' } } : outcomeOf(error as SmtpFailure);
  try {
    yield ok('connection');
    if (account.security === 'none') yield { step: 'tls', result: 'skipped' };
    else yield ok('tls');
    yield ok('greeting');
    try {
      await session.login(account);
    } catch (error) {
      const outcome = outcomeNow(error);
      return yield* failed('login', reasonOf(outcome), replyOf(outcome, error as SmtpFailure));
    }
    yield ok('login');
    try {
      await session.send(account.login, options.letter.to, composeLetter(account, options.letter));
    } catch (error) {
      const outcome = outcomeNow(error);
      const reason = reasonOf(outcome);
      const step = SENDER_REASONS.includes(reason) ? 'sender' : 'letter';
      if (step === 'letter') yield ok('sender');
      return yield* failed(step, reason, replyOf(outcome, error as SmtpFailure));
    }
    yield ok('sender');
    yield ok('letter');
  } finally {
    clearTimeout(limit);
    session.quit();
  }
}

const SENDER_REASONS = [
  'email.badSender',
  'email.accountBlocked',
  'email.dailyLimit',
  'email.relayDenied',
  'email.loginNeeded',
  'email.tlsNeeded',
];
const CERTIFICATE = /^email\.(certificate|tls|noStartTls)/;

const reasonOf = (outcome: Outcome): string => (outcome.kind === 'accepted' ? '' : outcome.reason.code);
const replyOf = (outcome: Outcome, failure: SmtpFailure): { reply?: string } => {
  const reply = failure.reply ?? (outcome.kind === 'accepted' ? undefined : outcome.reason.reply);
  return reply === undefined || reply === '' ? {} : { reply };
};

function stepOf(failure: SmtpFailure, reason: string): CheckStepName {
  if (CERTIFICATE.test(reason) || failure.code === 'ETLS') return 'tls';
  if (
    failure.reply !== undefined ||
    failure.code === 'EPROTOCOL' ||
    (failure.code === 'ETIMEDOUT' && /greeting/i.test(failure.message))
  )
    return 'greeting';
  return 'connection';
}

/** The steps before `step`: those that must have gone well, and TLS, which with STARTTLS comes only after the greeting. */
function* earlierSteps(
  step: CheckStepName,
  { security }: EmailAccount,
  ok: (step: CheckStepName) => CheckStep,
): Generator<CheckStep> {
  if (step === 'connection') return;
  yield ok('connection');
  if (step === 'tls') return;
  yield security === 'tls' ? ok('tls') : { step: 'tls', result: 'skipped' };
}

/** Tries the other way of TLS when the chosen one failed as a wrong pair does, and says which pair would work. */
async function rightPair(account: EmailAccount, address: string, reason: string): Promise<CheckStep['right']> {
  if (
    ![
      'email.tlsFailed',
      'email.silent',
      'email.connectionLost',
      'email.connectionRefused',
      'email.noStartTls',
    ].includes(reason)
  )
    return undefined;
  const { port, security } = account;
  if (security === 'tls' && (await offersStartTls(address, port))) return { port, security: 'starttls' };
  if (security !== 'tls' && (await speaksTls(address, port, account.host))) return { port, security: 'tls' };
  if (port !== 465 && (await speaksTls(address, 465, account.host))) return { port: 465, security: 'tls' };
  if (port !== 587 && (await offersStartTls(address, 587))) return { port: 587, security: 'starttls' };
  return undefined;
}

function offersStartTls(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host, port, timeout: PROBE_MS });
    let said = '';
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('data', (bytes) => {
      said += bytes.toString('latin1');
      if (said.startsWith('220 ') && !said.includes('\r\n250')) socket.write('EHLO kvitok.localdomain\r\n');
      if (/^250 /m.test(said)) end(/^250[ -]STARTTLS\b/im.test(said));
      else if (said.length > 10_000 || !/^(220|\d{0,2}$)/.test(said)) end(false);
    });
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
  });
}

function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host, port, timeout: PROBE_MS });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}

function speaksTls(host: string, port: number, servername: string): Promise<boolean> {
  return new Promise((resolve) => {
    // Only whether TLS is spoken there is asked; nothing is sent, so the certificate needn't be judged.
    const socket = connectTls({
      host,
      port,
      rejectUnauthorized: false,
      ...(/^[\d.]+$|:/.test(servername) ? {} : { servername }),
      timeout: PROBE_MS,
    });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('secureConnect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
  });
}
