import type { HostGuard } from '../../base/host-guard.ts';
import type { Outcome } from '../outcome.ts';
import { outcomeOf } from './classify.ts';
import { composeLetter } from './compose.ts';
import { SmtpFailure, SmtpSession, type SmtpTimes, type TlsOptions, usualTimes } from './connection.ts';
import type { EmailAccount, EmailMessage, ReadyLetter } from './message.ts';
import { reach } from './reach.ts';

/** Sends letters through one account. */
export interface EmailChannel {
  /** Sends a letter and says what became of it; it never throws for what the other side did. */
  send(message: EmailMessage | ReadyLetter, options?: { signal?: AbortSignal }): Promise<Outcome>;
  /** Ends idle sessions; those under way end with their letter. */
  close(): Promise<void>;
}

export interface EmailChannelOptions {
  maxConnections?: number;
  /** Letters after which a session is renewed: servers dislike endless ones. */
  maxLetters?: number;
  /** Which servers the account may name; without it none inside a network. */
  guard?: HostGuard;
  tls?: TlsOptions;
  times?: Partial<SmtpTimes>;
  /** Milliseconds for one letter, all phases together. */
  total?: number;
}

const IDLE_MS = 15_000;

/** Opens sessions as they are needed, at most `maxConnections`, and uses each for many letters. */
export function createEmailChannel(account: EmailAccount, options: EmailChannelOptions = {}): EmailChannel {
  const { maxConnections = 5, maxLetters = 100, tls = {}, guard = {}, total = 180_000 } = options;
  const times = { ...usualTimes, ...options.times };
  const idle: { session: SmtpSession; timer: NodeJS.Timeout }[] = [];
  const queue: (() => void)[] = [];
  let busy = 0;
  let closed = false;

  const enter = async (): Promise<void> => {
    if (busy >= maxConnections) await new Promise<void>((resolve) => queue.push(resolve));
    else busy++;
  };
  const leave = () => {
    const next = queue.shift();
    if (next) next();
    else busy--;
  };

  const takeIdle = (): SmtpSession | undefined => {
    for (let kept = idle.pop(); kept; kept = idle.pop()) {
      clearTimeout(kept.timer);
      if (kept.session.usable) return kept.session;
    }
    return undefined;
  };
  const keepIdle = (session: SmtpSession) => {
    if (closed || !session.usable || session.sent >= maxLetters) return session.quit();
    const timer = setTimeout(() => {
      idle.splice(
        idle.findIndex((kept) => kept.session === session),
        1,
      );
      session.quit();
    }, IDLE_MS);
    timer.unref();
    idle.push({ session, timer });
  };

  const sendOn = async (session: SmtpSession, { to, bytes }: ReadyLetter): Promise<Outcome> => {
    try {
      const reply = await session.send(account.login, to, bytes);
      keepIdle(session);
      return { kind: 'accepted', reply };
    } catch (error) {
      if (!(error instanceof SmtpFailure)) throw error;
      if (error.reply !== undefined && (await session.reset())) keepIdle(session);
      else session.close();
      throw error;
    }
  };

  const attempt = async (letter: ReadyLetter, hold: (session: SmtpSession) => void): Promise<Outcome> => {
    const kept = takeIdle();
    if (kept) {
      hold(kept);
      try {
        return await sendOn(kept, letter);
      } catch (error) {
        // A server may end a waiting session just as we take it up: nothing of the letter has gone out then, so a fresh one is tried.
        if (
          !(error instanceof SmtpFailure) ||
          error.reply !== undefined ||
          error.stage !== 'envelope' ||
          error.code === 'ENOSMTPUTF8'
        )
          throw error;
      }
    }
    const reached = await reach(account, guard);
    if (!reached.ok) return { kind: 'deferred', reason: { code: reached.reason, account: true } };
    const session = await SmtpSession.open(account, tls, times, reached.address);
    hold(session);
    return sendOn(session, letter);
  };

  return {
    send: async (message, { signal } = {}) => {
      const letter = 'bytes' in message ? message : { to: message.to, bytes: composeLetter(account, message) };
      await enter();
      let session: SmtpSession | undefined;
      let stopped = false;
      const stop = () => {
        stopped = true;
        session?.close();
      };
      const timer = setTimeout(stop, total);
      signal?.addEventListener('abort', stop, { once: true });
      try {
        if (signal?.aborted) return { kind: 'deferred', reason: { code: 'email.stopped' } };
        return await attempt(letter, (used) => {
          session = used;
          if (stopped) used.close();
        });
      } catch (error) {
        if (!(error instanceof SmtpFailure)) throw error;
        if (stopped && error.stage !== 'dot')
          return { kind: 'deferred', reason: { code: signal?.aborted ? 'email.stopped' : 'email.silent' } };
        return outcomeOf(error);
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', stop);
        leave();
      }
    },
    close: async () => {
      closed = true;
      for (const { session, timer } of idle.splice(0)) {
        clearTimeout(timer);
        session.quit();
      }
    },
  };
}
