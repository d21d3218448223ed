import { createHash } from 'node:crypto';
import type { Reason } from '../channels/outcome.ts';
import { compact } from '../formats/compact.ts';
import type { SaleDocument } from '../receipt/sale.ts';
import type { RegisterData } from '../receipt/sale-receipt.ts';
import type { RegisterConfig } from './config.ts';
import type { Outcome } from './patience.ts';
import type { Made, Protocol } from './protocol.ts';
import { isReason, reason } from './reason.ts';
import type { Capabilities, Register, RegisterOutcome, RegisterState } from './register.ts';

type Ready = { ok: true } | { ok: false; reason: Reason };

/**
 * A register over its protocol. What it tells about itself is read before the first sale and again whenever a receipt shows another shift
 * or another fiscal drive; between, a sale costs no question.
 */
export function createRegister(protocol: Protocol, config: RegisterConfig): Register {
  let seen:
    | { shift: RegisterState['shift']; shiftNumber?: number; lastDocument?: number; register: RegisterData }
    | undefined;
  let electronically = config.electronically;
  let ffd = '';
  let tail: Promise<unknown> = Promise.resolve();

  const look = async (signal: AbortSignal) => {
    const looked = await protocol.look(signal);
    if (!looked.ok) return { ok: false as const, reason: beforeSale(looked.reason) };
    ffd = looked.state.register.ffd;
    const { shift, shiftNumber, register } = looked.state;
    seen = compact<NonNullable<typeof seen>>({ shift, shiftNumber, register, lastDocument: looked.lastDocument });
    return looked;
  };

  const forget = () => {
    seen = undefined;
  };

  const isShiftOpen = () => seen?.shift === 'open' || seen?.shift === 'unknown';

  const openShift = async (cashier: SaleDocument['cashier'], signal: AbortSignal): Promise<Ready> => {
    const looked = await look(signal);
    if (!looked.ok) return looked;
    if (isShiftOpen()) return { ok: true };
    if (looked.state.shift === 'expired') {
      if (!config.renewsExpiredShift) return { ok: false, reason: reason('shiftExpired') };
      const closed = await protocol.turnShift('closed', cashier, signal);
      if (!closed.ok) return { ok: false, reason: beforeSale(closed.reason) };
    } else if (!config.opensShift) return { ok: false, reason: reason('shiftClosed') };
    const opened = await protocol.turnShift('open', cashier, signal);
    if (!opened.ok) return { ok: false, reason: beforeSale(opened.reason) };
    const again = await look(signal);
    return again.ok ? { ok: true } : again;
  };

  /** Reads the register and sees that its shift is open; one caller at a time. Nothing of the sale has been sent yet. */
  const makeReady = (cashier: SaleDocument['cashier'], signal: AbortSignal): Promise<Ready> => {
    const turn = tail.then((): Ready | Promise<Ready> => (isShiftOpen() ? { ok: true } : openShift(cashier, signal)));
    tail = turn.catch(() => {});
    return turn;
  };

  const noteDocument = (number: number) => {
    if (seen?.lastDocument !== undefined) seen.lastDocument = Math.max(seen.lastDocument, number);
  };

  const told = async (outcome: Outcome<Made>, signal: AbortSignal): Promise<RegisterOutcome> => {
    if (outcome.kind !== 'done') return outcome as RegisterOutcome;
    const { shiftNumber, fiscalDriveNumber, registrationNumber, fiscalDocumentNumber } = outcome.value.result;
    const sameDrive = fiscalDriveNumber === undefined || fiscalDriveNumber === seen?.register.fiscalDriveNumber;
    if (shiftNumber !== seen?.shiftNumber || !sameDrive) await look(signal);
    // A receipt needs the seller's data as well, so the command is asked for again when the register can tell them.
    if (seen === undefined) return { kind: 'unknown', reason: reason('notHeard') };
    noteDocument(fiscalDocumentNumber);
    return {
      kind: 'made',
      ...outcome.value,
      register: compact<RegisterData>({
        ...seen.register,
        fiscalDriveNumber: fiscalDriveNumber ?? seen.register.fiscalDriveNumber,
        registrationNumber: registrationNumber ?? seen.register.registrationNumber,
      }),
    };
  };

  /** After a command that the register itself ended half-way: if the drive's last document is the one of before, nothing was made. */
  const unlessNothingMade = async (outcome: Outcome<Made>, before: number | undefined, signal: AbortSignal) => {
    if (outcome.kind !== 'unknown' || !isReason(outcome.reason, 'interrupted') || before === undefined) return outcome;
    const looked = await look(signal);
    if (!looked.ok || looked.lastDocument !== before) return outcome;
    return { kind: 'refused' as const, reason: reason('stopped', outcome.reason.reply) };
  };

  const learn = (sale: SaleDocument, outcome: Outcome<Made>): void => {
    if (sale.electronically !== true || config.electronically !== 'unknown') return;
    if (outcome.kind === 'done') electronically = outcome.value.paper === true ? 'no' : 'yes';
    else if (outcome.kind === 'refused' && isReason(outcome.reason, 'electronicRefused')) electronically = 'no';
  };

  const capabilities = (): Capabilities => ({ electronically, ffd });

  return {
    capabilities,
    fiscalise: async (command, signal) => {
      const { id, sale } = command;
      const ready = await makeReady(sale.cashier, signal);
      if (!ready.ok) return { kind: 'refused', reason: ready.reason };
      let before = seen?.lastDocument;
      let outcome = await protocol.send(command, signal);
      if (isForShift(outcome)) {
        forget();
        const again = await makeReady(sale.cashier, signal);
        if (!again.ok) return { kind: 'refused', reason: again.reason };
        before = seen?.lastDocument;
        outcome = await protocol.send({ id: repetitionOf(id), sale }, signal);
      }
      learn(sale, outcome);
      return told(await unlessNothingMade(outcome, before, signal), signal);
    },
    find: async (id, signal) => {
      const outcome = await protocol.ask(id, signal);
      if (!isForShift(outcome)) return told(outcome, signal);
      const repeated = await protocol.ask(repetitionOf(id), signal);
      return told(repeated.kind === 'absent' ? outcome : repeated, signal);
    },
    state: async (signal) => {
      const looked = await look(signal);
      return looked.ok ? { ok: true, state: { ...looked.state, capabilities: capabilities() } } : looked;
    },
    close: () => protocol.close(),
  };
}

/** A fault that would leave a sale's outcome open leaves nothing open here: no sale was sent. */
const beforeSale = (found: Reason): Reason =>
  isReason(found, 'silent', 'lost', 'serverError', 'interrupted') ? reason('notReady', found.reply) : found;

const isForShift = (outcome: Outcome<Made>): boolean =>
  outcome.kind === 'refused' && isReason(outcome.reason, 'shiftExpired', 'shiftClosed');

/**
 * The id of a command's only repetition, after the register refused it for its shift. A refused id is used up at the register; this one
 * follows from it, so that whoever knows the first finds the second. A UUID of version 8.
 */
export function repetitionOf(id: string): string {
  const bytes = createHash('sha256').update(`${id}/2`).digest().subarray(0, 16);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
