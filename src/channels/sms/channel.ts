import { type Clock, systemClock } from '../../base/clock.ts';
import { Problem } from '../../texts/problem.ts';
import type { Money, Outcome } from '../outcome.ts';
import { accountProblem } from './account-fields.ts';
import { type HttpOptions, openHttp, usualHttp } from './http.ts';
import { askAgainAfter, outcomeOf, reasonOf, refusalOfError, refusalOfQuestion, splitIds } from './outcome.ts';
import type { Found, SmsAccount, SmsMessage, SmsProvider, SmsRef, SmsReport } from './provider.ts';
import { smsProviders } from './registry.ts';
import { joinedReport } from './report.ts';
import { type Refusal, refusal, type Verdict } from './verdict.ts';

export interface SmsChannelOptions {
  http?: Partial<HttpOptions>;
  clock?: Clock;
  /** When nobody can say whether a message went out: show the doubt (the rule), or send it again. */
  whenUnknown?: 'show' | 'repeat';
  /**
   * A status that came by itself (SMPP). `id` is `Outcome.providerMessageId`, or one of its ids where the message was sent before a
   * restart. It is answered to the provider once this is done; if it throws, the provider brings it again.
   */
  onReport?: (report: SmsReport) => void | Promise<void>;
  /** Told whenever the provider says what is left on the account. */
  onBalance?: (balance: Money) => void;
  /** Instead of the built-in ones. */
  providers?: readonly SmsProvider[];
}

export interface SendOptions {
  /** Time of the earliest attempt whose outcome nobody knows: it is looked for before anything is sent. */
  inDoubtSince?: number;
}

/** Sends messages through one account. What the other side does never throws. */
export interface SmsChannel {
  readonly provider: SmsProvider;
  send(message: SmsMessage, options?: SendOptions): Promise<Outcome>;
  /** Where messages are that were accepted before. In order; asks the provider in batches of its size. `id` is `Outcome.providerMessageId`. */
  status(refs: readonly SmsRef[]): Promise<SmsReport[]>;
  balance(): Promise<Asked<Money>>;
  /** Cost and parts of a message, without sending it; `{ ok: false }` without a reason where the provider has no such request. */
  price(message: SmsMessage): Promise<Asked<{ cost?: Money; parts?: number }>>;
  close(): Promise<void>;
}

const REPEAT_AFTER = 60_000;

export type Asked<T> = { ok: true; value: T } | { ok: false; reason?: { code: string; reply?: string } };

/** Throws the `Problem` of the first field of the account that is missing or wrong. */
export function createSmsChannel(account: SmsAccount, options: SmsChannelOptions = {}): SmsChannel {
  const { clock = systemClock, whenUnknown = 'show', onBalance = () => {}, providers = smsProviders } = options;
  const provider = providers.find(({ id }) => id === account.provider);
  if (!provider) throw new Problem('smsProvider', { path: 'sms.provider' });
  const problem = accountProblem(provider, account);
  if (problem) throw problem;
  const opened: { close(): Promise<void> }[] = [];
  const client = provider.create(account, {
    clock,
    network: { ...usualHttp, ...options.http },
    onReport: options.onReport ?? (() => {}),
    openHttp: (base, more) => {
      const http = openHttp(base, { ...options.http, ...more });
      opened.push(http);
      return http;
    },
  });

  const sendOnce = async (message: SmsMessage): Promise<Verdict> => {
    const verdict = await client.send(message).catch(refusalOfError);
    if (verdict.class === 'OK' && verdict.balance) onBalance(verdict.balance);
    return verdict;
  };

  /**
   * An unknown outcome, with the time after which it is worth coming back: to ask the provider, or, where it can't be asked and the
   * shop wants it, to repeat. A repeat whose answer is lost too is not repeated again.
   */
  const doubt = (reason: Refusal, since: number, repeated = false): Outcome => {
    const canRepeat = whenUnknown === 'repeat' && !repeated;
    const askAfter = client.find ? askAgainAfter(clock.now() - since) : canRepeat ? REPEAT_AFTER : undefined;
    return { kind: 'unknown', reason: reasonOf(reason), ...(askAfter === undefined ? {} : { askAfter }) };
  };

  const sendFor = async (message: SmsMessage, startedAt: number, inDoubt: boolean): Promise<Outcome> => {
    const verdict = await sendOnce(message);
    if (verdict.class === 'AMBIG') return doubt(verdict, startedAt, inDoubt);
    if (verdict.class === 'DUP' && client.find) {
      const found = await client.find(message, startedAt).catch(cannotSay);
      if (found.kind === 'found') return outcomeOf({ class: 'OK', ids: found.ids }, inDoubt);
      if (inDoubt) return doubt(verdict, startedAt);
      return { kind: 'deferred', reason: reasonOf(verdict), retryAfter: verdict.retryAfter ?? 60_000 };
    }
    return outcomeOf(verdict, inDoubt);
  };

  const resolveDoubt = async (message: SmsMessage, since: number): Promise<Outcome> => {
    if (!client.find) {
      return whenUnknown === 'repeat'
        ? sendFor(message, since, true)
        : doubt(refusal('AMBIG', 'cannotAsk'), since, true);
    }
    const found = await client.find(message, since).catch(cannotSay);
    if (found.kind === 'found') return outcomeOf({ class: 'OK', ids: found.ids }, true);
    const now = clock.now();
    if (found.kind === 'notFound') {
      const settled = since + (provider.settles ?? 0);
      if (now >= settled) return sendFor(message, now, false);
      return { kind: 'unknown', reason: { code: 'sms.asking' }, askAfter: settled - now };
    }
    if (askAgainAfter(now - since) === undefined && whenUnknown === 'repeat') return sendFor(message, now, true);
    return doubt(refusal('AMBIG', 'asking'), since);
  };

  return {
    provider,
    send: (message, { inDoubtSince } = {}) => {
      const withSender = { ...(account.sender ? { sender: account.sender } : {}), ...message };
      return inDoubtSince === undefined
        ? sendFor(withSender, clock.now(), false)
        : resolveDoubt(withSender, inDoubtSince);
    },
    status: async (refs) => {
      const unreadable = (ref: SmsRef): SmsReport => ({ id: ref.id, state: 'unknown' });
      const ask = client.status;
      if (!ask) return refs.map(unreadable);
      const single = refs.flatMap((ref) => splitIds(ref.id).map((id) => ({ ...ref, id })));
      const reports: SmsReport[] = [];
      for (let at = 0; at < single.length; at += provider.statusBatch) {
        const batch = single.slice(at, at + provider.statusBatch);
        reports.push(
          ...(await ask(batch).catch((error) => {
            const { reason, reply } = refusalOfQuestion(error);
            return batch.map((ref) => ({ ...unreadable(ref), reason, ...(reply === undefined ? {} : { reply }) }));
          })),
        );
      }
      const byId = new Map(reports.map((report) => [report.id, report]));
      return refs.map((ref) =>
        joinedReport(
          ref.id,
          splitIds(ref.id).map((id) => byId.get(id) ?? { id, state: 'unknown' }),
        ),
      );
    },
    balance: async () => {
      if (!client.balance) return { ok: false };
      return client.balance().then((value) => ({ ok: true, value }), refused);
    },
    price: async (message) => {
      if (!client.price) return { ok: false };
      const verdict = await client.price(message).catch(refusalOfQuestion);
      if (verdict.class !== 'OK') return { ok: false, reason: reasonOf(verdict) };
      const { cost, parts } = verdict;
      return { ok: true, value: { ...(cost ? { cost } : {}), ...(parts ? { parts } : {}) } };
    },
    close: async () => {
      await client.close?.();
      await Promise.all(opened.map((http) => http.close()));
    },
  };
}

const refused = (error: unknown): { ok: false; reason: { code: string; reply?: string } } => ({
  ok: false,
  reason: reasonOf(refusalOfQuestion(error)),
});

const cannotSay = (error: unknown): Found => {
  refusalOfError(error);
  return { kind: 'cannotSay' };
};
