import type { Fields } from '../../formats/fields.ts';
import { kkmServerCheck } from '../../formats/index.ts';
import { readAnswer } from '../answer.ts';
import type { Http } from '../http.ts';
import { type Asked, askUntilFinal, type Patience } from '../patience.ts';
import type { Made, Protocol } from '../protocol.ts';
import { type RegisterReason, reason } from '../reason.ts';
import { receiptOutcome, registerState } from './answers.ts';
import { kkmServerError } from './errors.ts';

export interface KkmServerOptions {
  http: Http;
  /** `NumDevice`; empty or not a number: the first that fits. */
  device: string;
  patience: Patience;
  /** Ids for what fiscalises no sale. */
  newId: () => string;
}

/** Seconds that one request waits for the device; what takes longer is asked for by `GetRezult`. */
const LONGEST_REQUEST_S = 30;

type Read<T> = { kind: 'read'; value: T } | { kind: 'unheard'; reason: ReturnType<typeof reason>; written: boolean };

/** KkmServer: `POST /Execute`, an `IdCommand` of our own, results again by `GetRezult`. */
export function kkmServerProtocol({ http, device, patience, newId }: KkmServerOptions): Protocol {
  const numDevice = /^\d{1,6}$/.test(device) ? Number(device) : 0;

  const execute = async <T>(
    command: Record<string, unknown>,
    seconds: number,
    take: (answer: Fields) => T,
    signal: AbortSignal,
  ): Promise<Read<T>> => {
    const json = JSON.stringify(command);
    const total = (seconds + 10) * 1_000;
    const answer = await http.request({ method: 'POST', path: '/Execute', json, total, signal });
    if (!answer.ok) return { kind: 'unheard', written: answer.written, reason: answer.reason };
    const said = `${answer.status} ${answer.text.slice(0, 300)}`;
    const refused = byStatus[answer.status];
    if (refused) return { kind: 'unheard', written: false, reason: reason(refused, said) };
    const value = answer.status === 200 ? readAnswer(answer.text, take) : undefined;
    if (value !== undefined) return { kind: 'read', value };
    const code = answer.status === 200 ? 'unreadable' : 'serverError';
    return { kind: 'unheard', written: true, reason: reason(code, said) };
  };

  const rezult = async (id: string, signal: AbortSignal): Promise<Asked<Made>> => {
    const read = await execute({ Command: 'GetRezult', IdCommand: id }, 5, receiptOutcome, signal);
    return read.kind === 'read' ? read.value : { kind: 'unheard', reason: read.reason };
  };

  return {
    look: async (signal) => {
      const command = { Command: 'GetDataKKT', NumDevice: numDevice, IdCommand: newId(), Timeout: 15 };
      const take = (answer: Fields) => ({ error: errorOf(answer), state: registerState(answer) });
      const read = await execute(command, 15, take, signal);
      if (read.kind === 'unheard') return { ok: false, reason: read.reason };
      const { error, state } = read.value;
      if (error !== undefined) return { ok: false, reason: kkmServerError(error).reason };
      return state ? { ok: true, state } : { ok: false, reason: reason('unreadable') };
    },
    turnShift: async (to, cashier, signal) => {
      const command = {
        Command: to === 'open' ? 'OpenShift' : 'CloseShift',
        NumDevice: numDevice,
        IdCommand: newId(),
        Timeout: LONGEST_REQUEST_S,
        ...(cashier && { CashierName: cashier.name, ...(cashier.inn ? { CashierVATIN: cashier.inn } : {}) }),
      };
      const read = await execute(command, LONGEST_REQUEST_S, (answer) => ({ error: errorOf(answer) }), signal);
      if (read.kind === 'unheard') return { ok: false, reason: read.reason };
      const { error } = read.value;
      return error === undefined ? { ok: true } : { ok: false, reason: kkmServerError(error).reason };
    },
    send: async ({ id, sale }, signal) => {
      const timeout = Math.min(LONGEST_REQUEST_S, patience.limit / 1_000);
      const check = kkmServerCheck(sale, { id, device: numDevice, timeout });
      const read = await execute(check, timeout, receiptOutcome, signal);
      if (read.kind === 'unheard' && !read.written) return { kind: 'refused', reason: read.reason };
      const first: Asked<Made> = read.kind === 'read' ? read.value : read;
      // "Not found" to a command that was just given is said of the device.
      if (first.kind === 'absent') return { kind: 'refused', reason: reason('deviceNotConnected') };
      const outcome = await askUntilFinal(
        firstThen(first, () => rezult(id, signal)),
        patience,
        signal,
      );
      // Taken and then forgotten: it may have been carried out between.
      if (outcome.kind === 'absent' && first.kind === 'running')
        return { kind: 'unknown', reason: reason('forgotten') };
      const noPaperWanted = outcome.kind === 'refused' && sale.electronically === true;
      return noPaperWanted && outcome.reason.code === 'register.notSupported'
        ? { kind: 'refused', reason: reason('electronicRefused', outcome.reason.reply) }
        : outcome;
    },
    ask: (id, signal) =>
      askUntilFinal(() => rezult(id, signal), { ...patience, limit: patience.settle + 1_000 }, signal),
    close: () => http.close(),
  };
}

/** Gives what was already heard, then asks. */
function firstThen<T>(first: T, ask: () => Promise<T>): () => Promise<T> {
  let heard = false;
  return async () => {
    if (heard) return ask();
    heard = true;
    return first;
  };
}

/** The words of the error, or undefined if there is none. */
function errorOf(answer: Fields): string | undefined {
  const status = answer.whole(['Status']) ?? 0;
  const error = answer.text(['Error'], 4_000);
  if (status === 0) return undefined;
  return error ?? (status === 3 ? 'Устройство не найдено' : 'Устройство не отвечает');
}

const byStatus: Record<number, RegisterReason> = {
  400: 'badRequest',
  401: 'badLogin',
  403: 'badLogin',
  404: 'wrongAddress',
  405: 'wrongAddress',
};
