import type { Socket } from 'node:net';
import { refusalOfQuestion } from './outcome.ts';
import { Refused } from './refused.ts';
import type { SmppSession } from './smpp-session.ts';
import { refusalOfCommand } from './smpp-status.ts';
import { type Refusal, refusal } from './verdict.ts';

export interface LinkOptions {
  connect: () => Promise<Socket>;
  open: (socket: Socket) => SmppSession;
  /** The fields of `bind_transceiver`. */
  bind: Record<string, unknown>;
  errors: readonly string[];
  /** Milliseconds before the first new connection after a lost one. */
  rebindAfter: number;
}

/** A bound session that is made anew whenever it is lost, since receipts come only over one. */
export interface SmppLink {
  /** Waits for a bound session until the given time of `performance.now()`; throws `Refused` if there is none, at once while it is known why. */
  ready(until: number): Promise<SmppSession>;
  close(): Promise<void>;
}

const LONGEST_PAUSE = 300_000;
const LONGEST_FAREWELL = 5_000;

export function openLink({ connect, open, bind, errors, rebindAfter }: LinkOptions): SmppLink {
  let session: SmppSession | undefined;
  let failure: Refusal | undefined;
  let pause = rebindAfter;
  let nextAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of waiting) look();
  };

  const attempt = async (): Promise<void> => {
    failure = undefined;
    try {
      const fresh = await bound();
      if (closed) return fresh.drop();
      session = fresh;
      pause = rebindAfter;
      void fresh.ended.then(() => {
        session = undefined;
        again();
      });
    } catch (error) {
      failure = refusalOfBind(error);
      again(failure.retryAfter);
    }
    wake();
  };
  const again = (atLeast = 0): void => {
    if (closed) return;
    const wait = Math.max(pause, atLeast);
    nextAt = performance.now() + wait;
    timer = setTimeout(() => void attempt(), wait);
    pause = Math.min(pause * 1.5, LONGEST_PAUSE);
  };
  const bound = async (): Promise<SmppSession> => {
    const fresh = open(await connect());
    try {
      const { command_status: status } = await fresh.ask('bind_transceiver', bind);
      if (status === 0) return fresh;
      throw new Refused({ ...refusalOfCommand(status, errors), account: true });
    } catch (error) {
      fresh.drop();
      throw error;
    }
  };
  void attempt();

  return {
    ready: (until) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const why = closed ? refusal('TEMP', 'stopped', undefined, { account: true }) : failure;
          if (session && !closed) resolve(session);
          else if (why)
            reject(new Refused({ ...why, retryAfter: Math.max(Math.ceil(nextAt - performance.now()), 1_000) }));
          else return;
          clearTimeout(limit);
          waiting.delete(look);
        };
        const limit = setTimeout(
          () => {
            waiting.delete(look);
            reject(new Refused(refusal('TEMP', 'notConnected', undefined, { account: true })));
          },
          Math.max(until - performance.now(), 0),
        );
        waiting.add(look);
        look();
      }),
    close: async () => {
      closed = true;
      clearTimeout(timer);
      wake();
      const last = session;
      if (!last) return;
      const limit = setTimeout(() => last.drop(), LONGEST_FAREWELL);
      await Promise.race([last.ask('unbind').catch(() => {}), last.ended]);
      clearTimeout(limit);
      last.drop();
      await last.ended;
    },
  };
}

/** A connection that isn't opened leaves no message in doubt; one that is cut before its answer is how many providers meet a foreign IP address. */
function refusalOfBind(error: unknown): Refusal {
  const refused = refusalOfQuestion(error);
  const cut = refused.class === 'TEMP' && refused.reason === 'serviceDown' && !(error instanceof Refused);
  return { ...refused, ...(cut ? { reason: 'smppBindCut' } : {}), account: true };
}
