import type { PDU } from 'smpp';
import { digitsOf, textOf as wordOf } from './answer.ts';
import type { SmsState } from './provider.ts';
import { type SmsReason, wordsOf } from './verdict.ts';

/** A delivery receipt. `phone` is whom the message was for, digits alone; `mark` our `user_message_reference`, where it comes back. */
export interface SmppReceipt {
  id: string;
  phone: string;
  state: SmsState;
  reason?: SmsReason;
  reply: string;
  mark?: number;
}

type Meaning = readonly [SmsState, SmsReason?];

/** By `message_state`, SMPP 3.4 section 5.2.28; 0 and 9 by 5.0. */
const states: readonly Meaning[] = [
  ['queued'],
  ['sent'],
  ['delivered'],
  ['expired', 'expired'],
  ['undelivered', 'deleted'],
  ['undelivered', 'notDelivered'],
  ['sent'],
  ['undelivered', 'notDelivered'],
  ['rejected', 'rejectedByOperator'],
  ['undelivered', 'notDelivered'],
];

/** The words of `stat:`, SMPP 3.4 appendix B; the first five letters tell them apart, however they are spelt. */
const words: Readonly<Record<string, number>> = {
  SCHED: 0,
  ENROU: 1,
  DELIV: 2,
  EXPIR: 3,
  DELET: 4,
  UNDEL: 5,
  ACCEP: 6,
  UNKNO: 7,
  REJEC: 8,
  SKIPP: 9,
};

/** What a `message_state` means. */
export const stateOf = (code: number): Meaning => states[code] ?? ['unknown'];

/** The receipt in a `deliver_sm` or `data_sm`, by its own fields or, without them, by its text; undefined for a message of another kind. */
export function readReceipt(pdu: PDU): SmppReceipt | undefined {
  const kind = Number(pdu.esm_class ?? 0) & 0x3c;
  if (kind !== 0x04 && kind !== 0x20) return undefined;
  const text = textOf(pdu.short_message) || textOf(pdu.message_payload);
  const field = (name: string) => new RegExp(`\\b${name}:\\s*(\\S+)`, 'i').exec(text)?.[1] ?? '';
  const id = bytesOf(pdu.receipted_message_id) || field('id');
  if (id === '') return undefined;

  const told = numberOf(pdu.message_state);
  const stat = field('stat');
  const [state, reason] = stateOf(told ?? words[stat.slice(0, 5).toUpperCase()] ?? -1);
  const network = Buffer.isBuffer(pdu.network_error_code) ? `network ${pdu.network_error_code.toString('hex')}` : '';
  const error = field('err');
  const mark = numberOf(pdu.user_message_reference);
  return {
    id,
    phone: digitsOf(wordOf(pdu.source_addr)),
    state,
    ...(reason ? { reason } : {}),
    reply: wordsOf([stat || `state ${told}`, error && `err ${error}`, network].filter(Boolean).join(' ')),
    ...(mark === undefined ? {} : { mark }),
  };
}

/** A text as the library hands it over: decoded, or bytes of an alphabet that it doesn't know; a receipt's own words are ASCII in all. */
function textOf(value: unknown): string {
  const message =
    typeof value === 'object' && value !== null && 'message' in value ? (value as { message: unknown }).message : value;
  if (typeof message === 'string') return message;
  return Buffer.isBuffer(message) ? message.toString('latin1') : '';
}

/** An id as its bytes, with or without the zero that should end it. */
const bytesOf = (value: unknown): string =>
  Buffer.isBuffer(value) ? value.toString('latin1').replace(/\0.*$/s, '').trim() : '';

const numberOf = (value: unknown): number | undefined =>
  Buffer.isBuffer(value) && value.length > 0 && value.length <= 4 ? value.readUIntBE(0, value.length) : undefined;
