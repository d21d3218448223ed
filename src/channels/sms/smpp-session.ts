import type { Socket } from 'node:net';
import smpp, { type PDU } from 'smpp';
import { HttpFailure } from './http-failure.ts';
import { TRY_DELIVERY_AGAIN, UNKNOWN_COMMAND } from './smpp-status.ts';

// The library would read past the end of an id that lacks its zero, and past that of a field cut short: these are taken as bytes.
const asBytes = { type: smpp.types.tlv.buffer };
smpp.addTLV('receipted_message_id', { id: 0x001e, ...asBytes });
smpp.addTLV('message_state', { id: 0x0427, ...asBytes });
smpp.addTLV('user_message_reference', { id: 0x0204, ...asBytes });
// Receipts are written in ASCII, whatever alphabet the provider takes for its usual one.
smpp.encodings.default = 'LATIN1';

export interface SessionOptions {
  /** Milliseconds for which an answer is waited for. */
  answer: number;
  /** Milliseconds of silence after which the other side is asked whether it is there. */
  keepAlive: number;
  /** A message of the other side. It is answered once this is done; if it fails, the other side shall bring it again. */
  onMessage: (pdu: PDU) => void | Promise<void>;
}

/** One connection, in the protocol's words. */
export interface SmppSession {
  /** The answer to a request. Throws a `HttpFailure` when none comes; `onLate` is called should it come after all. */
  ask(command: string, fields?: Record<string, unknown>, onLate?: (answer: PDU) => void): Promise<PDU>;
  /** Resolves when the link is gone, for whatever reason. */
  readonly ended: Promise<void>;
  readonly over: boolean;
  drop(): void;
}

/** Speaks SMPP over a connected socket until that ends; each request then unanswered fails as one that may have been taken. */
export function openSession(socket: Socket, { answer, keepAlive, onMessage }: SessionOptions): SmppSession {
  const session = new smpp.Session({ socket });
  const waiting = new Set<(failure: HttpFailure) => void>();
  let over = false;
  let heard = performance.now();

  const ask: SmppSession['ask'] = (command, fields = {}, onLate) =>
    new Promise((resolve, reject) => {
      let late = false;
      const fail = (failure: HttpFailure) => {
        waiting.delete(fail);
        clearTimeout(timer);
        late = true;
        reject(failure);
      };
      const timer = setTimeout(() => fail(new HttpFailure('silent', true)), answer);
      waiting.add(fail);
      const sent =
        !over &&
        session.send(new smpp.PDU(command, fields), (pdu) => {
          if (late) return onLate?.(pdu);
          waiting.delete(fail);
          clearTimeout(timer);
          resolve(pdu);
        });
      if (!sent) fail(new HttpFailure('notConnected', false));
    });

  const reply = (pdu: PDU, fields: Record<string, unknown> = {}) => {
    if (!over) session.send(pdu.response(fields));
  };
  const take = async (pdu: PDU): Promise<void> => {
    try {
      await onMessage(pdu);
      reply(pdu);
    } catch {
      reply(pdu, { command_status: TRY_DELIVERY_AGAIN });
    }
  };
  session.on('pdu', (pdu: PDU) => {
    heard = performance.now();
    if (pdu.command === 'deliver_sm' || pdu.command === 'data_sm') void take(pdu);
    else if (pdu.command === 'enquire_link') reply(pdu);
    else if (pdu.command === 'unbind') {
      reply(pdu);
      socket.end();
    } else if (!pdu.isResponse() && pdu.command !== 'alert_notification' && pdu.command !== 'outbind')
      reply(pdu, { command_status: UNKNOWN_COMMAND });
  });

  const pulse = setInterval(() => {
    if (performance.now() - heard >= keepAlive) ask('enquire_link').catch(() => socket.destroy());
  }, keepAlive);
  const ended = new Promise<void>((resolve) => {
    session.on('close', () => {
      over = true;
      clearInterval(pulse);
      for (const fail of waiting) fail(new HttpFailure('lost', true));
      resolve();
    });
  });
  // What can't be read leaves the library at a standstill.
  session.on('error', () => socket.destroy());

  return {
    ask,
    ended,
    get over() {
      return over;
    },
    drop: () => void socket.destroy(),
  };
}
