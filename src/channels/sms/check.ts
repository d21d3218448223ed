import type { Money } from '../outcome.ts';
import { createSmsChannel, type SmsChannel, type SmsChannelOptions } from './channel.ts';
import type { SmsAccount, SmsMessage, SmsState } from './provider.ts';
import { isFinal } from './report.ts';

export const smsCheckSteps = ['balance', 'price', 'message', 'delivery'] as const;
export type SmsCheckStepName = (typeof smsCheckSteps)[number];

/**
 * One step of «Проверить». `told`: it went well, with what was learnt. `silent`: the provider has nothing to say about it.
 * `waiting`: still on the way when the time was up. For a failure `reason` is a key of the texts `reasons.…`.
 */
export interface SmsCheckStep {
  step: SmsCheckStepName;
  result: 'told' | 'silent' | 'waiting' | 'failed' | 'skipped';
  milliseconds?: number;
  sum?: Money;
  parts?: number;
  /** What the provider calls the test SMS. */
  id?: string;
  state?: SmsState;
  reason?: string;
  reply?: string;
}

export interface SmsCheckOptions extends SmsChannelOptions {
  /** The SMS that is to arrive. Its id must be new: it is a real message. */
  message: SmsMessage;
  /** Milliseconds for which the delivery is waited for. */
  wait?: number;
  signal?: AbortSignal;
}

/** Five looks within a minute: SMSC answers no more about one message. */
const PAUSES = [3_000, 7_000, 10_000, 20_000, 20_000];
/** Faults of the question rather than of the account: the test SMS may go all the same, and will tell. */
const PASSABLE = ['sms.wrongAddress', 'sms.serviceDown', 'sms.badRequest'];

/** Asks for balance and price, sends one real SMS and follows it for a minute; ends at the first failure. Throws the `Problem` of a field that is missing or wrong. */
export async function* checkSms(account: SmsAccount, options: SmsCheckOptions): AsyncGenerator<SmsCheckStep> {
  const { message, wait = 60_000, signal } = options;
  const channel = createSmsChannel(account, options);
  let before = performance.now();
  const took = () => {
    const milliseconds = Math.round(performance.now() - before);
    before = performance.now();
    return { milliseconds };
  };
  function* failed(step: SmsCheckStepName, reason: { code: string; reply?: string }): Generator<SmsCheckStep> {
    yield { step, result: 'failed', ...took(), reason: reason.code, ...(reason.reply ? { reply: reason.reply } : {}) };
    for (const later of smsCheckSteps.slice(smsCheckSteps.indexOf(step) + 1)) yield { step: later, result: 'skipped' };
  }

  try {
    const balance = await channel.balance();
    if (balance.ok) yield { step: 'balance', result: 'told', ...took(), sum: balance.value };
    else if (stops(balance.reason)) return yield* failed('balance', balance.reason);
    else yield { step: 'balance', result: 'silent' };

    const price = await channel.price({ ...message, ...(account.sender ? { sender: account.sender } : {}) });
    if (price.ok) {
      const { cost, parts } = price.value;
      yield { step: 'price', result: 'told', ...took(), ...(cost ? { sum: cost } : {}), ...(parts ? { parts } : {}) };
    } else if (stops(price.reason)) return yield* failed('price', price.reason);
    else yield { step: 'price', result: 'silent' };

    const outcome = await channel.send(message);
    if (outcome.kind !== 'accepted') return yield* failed('message', outcome.reason);
    const { providerMessageId: id, cost, parts } = outcome;
    yield {
      step: 'message',
      result: 'told',
      ...took(),
      ...(id ? { id } : {}),
      ...(cost ? { sum: cost } : {}),
      ...(parts ? { parts } : {}),
    };
    yield id === undefined
      ? { step: 'delivery', result: 'silent' }
      : await follow(channel, { id, to: message.to }, wait, took, signal);
  } finally {
    await channel.close();
  }
}

const stops = (reason: { code: string } | undefined): reason is { code: string } =>
  reason !== undefined && !PASSABLE.includes(reason.code);

async function follow(
  channel: SmsChannel,
  ref: { id: string; to: string },
  wait: number,
  took: () => { milliseconds: number },
  signal: AbortSignal | undefined,
): Promise<SmsCheckStep> {
  const until = performance.now() + wait;
  for (let looks = 0; ; looks++) {
    const left = until - performance.now();
    await pause(Math.max(Math.min(PAUSES[looks] ?? 20_000, left), 0), signal);
    const [report] = await channel.status([ref]);
    const state = report?.state ?? 'unknown';
    const told = {
      state,
      ...(report?.reply ? { reply: report.reply } : {}),
      ...(report?.reason ? { reason: `sms.${report.reason}` } : {}),
    };
    if (state === 'delivered') return { step: 'delivery', result: 'told', ...took(), ...told };
    if (isFinal(state)) return { step: 'delivery', result: 'failed', ...took(), ...told };
    if (signal?.aborted || performance.now() >= until)
      return { step: 'delivery', result: 'waiting', ...took(), ...told };
  }
}

const pause = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
  });
