import { digitsOf } from './answer.ts';
import { numericId } from './own-id.ts';
import type { SmsMessage } from './provider.ts';
import { addressType, senderType } from './smpp-address.ts';
import type { SmppSettings } from './smpp-settings.ts';

/** The header of a part in its text, GSM 03.40 section 9.2.3.24.1, is announced by this bit of `esm_class`. */
const WITH_HEADER = 0x40;

/** Our 16 bits of `user_message_reference` for a part, the same at every attempt. */
export const markOf = (messageId: string, part: number): number => Number(numericId(`${messageId} ${part}`)) & 0xffff;

/** `source_addr` and its type. */
export function sourceOf(sender: string, { senderType: wanted }: SmppSettings): Record<string, unknown> {
  const [ton, npi] = senderType(sender, wanted);
  return { source_addr_ton: ton, source_addr_npi: npi, source_addr: sender };
}

export interface Piece {
  dataCoding: number;
  bytes: Buffer;
  /** From 0. */
  part: number;
  parts: number;
  reference: number;
}

/** The fields of the `submit_sm` of one part, SMPP 3.4 section 4.4.1. */
export function submitFields(message: SmsMessage, piece: Piece, settings: SmppSettings): Record<string, unknown> {
  const [ton, npi] = addressType(settings.phoneType);
  return {
    ...sourceOf(message.sender ?? '', settings),
    dest_addr_ton: ton,
    dest_addr_npi: npi,
    destination_addr: digitsOf(message.to),
    validity_period: validityOf(settings.validityHours),
    registered_delivery: 1,
    data_coding: piece.dataCoding,
    ...textFields(piece, settings.long),
    ...(settings.ownMark ? { user_message_reference: markBytes(markOf(message.id, piece.part)) } : {}),
  };
}

function textFields({ bytes, part, parts, reference }: Piece, long: SmppSettings['long']): Record<string, unknown> {
  if (long === 'payload' && bytes.length > 140) return { short_message: Buffer.alloc(0), message_payload: bytes };
  if (parts === 1) return { short_message: bytes };
  if (long === 'udh') {
    const header = Buffer.from([5, 0, 3, reference, parts, part + 1]);
    return { esm_class: WITH_HEADER, short_message: Buffer.concat([header, bytes]) };
  }
  return {
    short_message: bytes,
    sar_msg_ref_num: reference,
    sar_total_segments: parts,
    sar_segment_seqnum: part + 1,
  };
}

const markBytes = (mark: number): Buffer => Buffer.from([mark >> 8, mark & 0xff]);

/** A relative time, SMPP 3.4 section 7.1.1: `YYMMDDhhmmsstnnR`. */
const validityOf = (hours: number): string =>
  hours === 0 ? '' : `0000${two(Math.floor(hours / 24))}${two(hours % 24)}0000000R`;

const two = (count: number): string => String(count).padStart(2, '0');
