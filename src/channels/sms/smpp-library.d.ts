/** What is used of the library `smpp` 0.5, which brings no types. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Socket } from 'node:net';

  export class PDU {
    constructor(command: string, fields?: Record<string, unknown>);
    command: string;
    command_status: number;
    sequence_number: number;
    isResponse(): boolean;
    response(fields?: Record<string, unknown>): PDU;
    [field: string]: unknown;
  }

  export class Session extends EventEmitter {
    constructor(options: { socket: Socket });
    socket: Socket;
    /** False if the socket takes nothing more; the callback is then never called, nor is it when the link ends first. */
    send(pdu: PDU, onAnswer?: (answer: PDU) => void): boolean;
    destroy(): void;
  }

  export interface FieldType {
    read(buffer: Buffer, offset: number, length: number): unknown;
  }

  export const types: { tlv: Record<'int8' | 'int16' | 'int32' | 'cstring' | 'string' | 'buffer', FieldType> };
  /** The alphabet taken for `data_coding` 0. */
  export const encodings: { default: 'ASCII' | 'LATIN1' | 'UCS2' };
  export function addTLV(tag: string, options: { id: number; type: FieldType }): void;
  export function createServer(onSession: (session: Session) => void): import('node:net').Server;
}
