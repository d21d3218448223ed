import { atolTask } from '../../formats/index.ts';
import type { SaleDocument } from '../../receipt/sale.ts';
import { orUndefined } from '../answer.ts';
import { type Asked, askUntilFinal, type Outcome, type Patience } from '../patience.ts';
import type { Made, Protocol } from '../protocol.ts';
import { isReason, reason } from '../reason.ts';
import { fiscalResult, questions, registerState } from './answers.ts';
import type { AtolClient, TaskResult } from './client.ts';
import { atolError } from './errors.ts';

/** Milliseconds to wait for what fiscalises no sale. */
const LOOK_MS = 15_000;

export interface AtolOptions {
  client: AtolClient;
  patience: Patience;
  /** Ids for what fiscalises no sale. */
  newId: () => string;
  close: () => Promise<void>;
}

/** ATOL's web server. It never carries out one uuid twice, and keeps results for 12 hours. */
export function atolProtocol({ client, patience, newId, close }: AtolOptions): Protocol {
  const receiptOf = async (id: string, signal: AbortSignal): Promise<Asked<Made>> => {
    const asked = await client.results(id, signal);
    if (asked.kind !== 'results') return asked;
    const stopped = asked.results.map(faultOf).find((fault) => fault !== undefined);
    if (stopped) return stopped;
    const receipt = asked.results.find(({ result }) => result?.has('fiscalParams'))?.result;
    const result = receipt && orUndefined(() => fiscalResult(receipt));
    return result ? { kind: 'done', value: { result } } : { kind: 'unknown', reason: reason('madeUnreadable') };
  };

  const carryOut = async (tasks: unknown[], signal: AbortSignal): Promise<Outcome<TaskResult[]>> => {
    const id = newId();
    const posted = await client.post(id, tasks, signal);
    if (posted.kind === 'refused') return { kind: 'refused', reason: posted.reason };
    const ask = async (): Promise<Asked<TaskResult[]>> => {
      const asked = await client.results(id, signal);
      if (asked.kind !== 'results') return asked;
      return asked.results.map(faultOf).find((fault) => fault !== undefined) ?? { kind: 'done', value: asked.results };
    };
    return askUntilFinal(ask, { ...patience, limit: Math.min(patience.limit, LOOK_MS) }, signal);
  };

  return {
    look: async (signal) => {
      const outcome = await carryOut(
        questions.map((type) => ({ type })),
        signal,
      );
      if (outcome.kind !== 'done') return { ok: false, reason: reasonOf(outcome) };
      const looked = orUndefined(() => registerState(outcome.value.map(({ result }) => result)));
      return looked ? { ok: true, ...looked } : { ok: false, reason: reason('unreadable') };
    },
    turnShift: async (to, cashier, signal) => {
      const outcome = await carryOut([shiftTask(to, cashier)], signal);
      return outcome.kind === 'done' ? { ok: true } : { ok: false, reason: reasonOf(outcome) };
    },
    send: async ({ id, sale }, signal) => {
      const posted = await client.post(id, [atolTask(sale)], signal);
      if (posted.kind === 'refused') return { kind: 'refused', reason: posted.reason };
      const outcome = await askUntilFinal(() => receiptOf(id, signal), patience, signal);
      // Taken and then forgotten: it may have been carried out between.
      if (outcome.kind === 'absent' && posted.kind !== 'lost') return { kind: 'unknown', reason: reason('forgotten') };
      if (outcome.kind !== 'refused' || sale.electronically !== true || !isReason(outcome.reason, 'notSupported'))
        return outcome;
      return { kind: 'refused', reason: reason('electronicRefused', outcome.reason.reply) };
    },
    ask: (id, signal) =>
      askUntilFinal(() => receiptOf(id, signal), { ...patience, limit: patience.settle + 1_000 }, signal),
    close,
  };
}

/** Why a task is not done; undefined where it is. */
function faultOf({ status, code, description }: TaskResult): Exclude<Outcome<never>, { kind: 'done' }> | undefined {
  switch (status) {
    case 'ready':
      return undefined;
    case 'wait':
    case 'inProgress':
    // The server itself finds out what became of a receipt during which the link to the register broke, and then unblocks.
    case 'blocked':
      return { kind: 'running' };
    case 'canceled':
      return { kind: 'refused', reason: reason('cancelled', description) };
    // Not begun, because an earlier task of the request ended with an error.
    case 'interrupted':
      return { kind: 'refused', reason: reason('earlierFault', description) };
    case 'error': {
      const error = atolError(code, description);
      return { kind: error.certain ? 'refused' : 'unknown', reason: error.reason };
    }
    default:
      return { kind: 'unknown', reason: reason('interrupted', `${status} ${description}`) };
  }
}

function reasonOf(outcome: Exclude<Outcome<unknown>, { kind: 'done' }>) {
  return 'reason' in outcome ? outcome.reason : reason(outcome.kind === 'running' ? 'busy' : 'lost');
}

function shiftTask(to: 'open' | 'closed', cashier: SaleDocument['cashier']) {
  const operator = cashier && { name: cashier.name, ...(cashier.inn === undefined ? {} : { vatin: cashier.inn }) };
  return { type: to === 'open' ? 'openShift' : 'closeShift', ...(operator && { operator }) };
}
