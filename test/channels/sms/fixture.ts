import type { SmsAccount, SmsState } from '../../../src/channels/sms/index.ts';
import type { Received, Wire } from './fake-provider.ts';

/** The class that the provider's documents give an answer; `OK` for one that accepts. */
export type Class = 'PERM' | 'CONFIG' | 'MONEY' | 'TEMP' | 'DUP' | 'AMBIG';

type Answer = Wire | ((request: Received) => Wire);

/** What one provider says on the wire and what it means. */
export interface ProviderFixture {
  provider: string;
  /** Tells two fixtures of one provider apart. */
  variant?: string;
  account: Omit<SmsAccount, 'provider' | 'host'>;
  /** True for the request that sends, among all others. */
  isSend(request: Received): boolean;
  accepted: {
    wire: Answer;
    /** The id under which the delivery goes on; for one of our own choice it is read from the request. */
    id: string | ((request: Received) => string);
    parts?: number;
    kopecks?: number;
  };
  /** Fails unless the request carries the credentials, the whole text, the number in the provider's form, the sender and our id. */
  checkSend(request: Received, message: { to: string; text: string; sender: string }): void;
  refusals: readonly (readonly [name: string, wire: Wire, kind: Class, reason: string])[];
  /** A state as the provider words it, in the answer to a question about `id`. */
  status?: {
    wire(code: string, id: string): Wire;
    checkRequest?(request: Received, id: string): void;
    codes: Readonly<Record<string, SmsState>>;
    id: string;
    /** An answer about two messages. */
    many?: { ids: [string, string]; wire: Wire; states: [SmsState, SmsState] };
  };
  balance?: { wire: Wire; kopecks: number; checkRequest?(request: Received): void; refused?: Wire };
  price?: { wire: Wire; kopecks: number; parts: number };
  /** Answers to the search for a message whose sending had no answer. */
  find?: { found: Answer; notFound: Wire };
}

export const jsonWire = (value: unknown, status = 200): Wire => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});

export const xmlWire = (body: string, status = 200): Wire => ({
  status,
  type: 'text/xml; charset=utf-8',
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});

/** The text in windows-1251, whose Cyrillic letters lie in one row. */
export const cp1251 = (text: string): Buffer =>
  Buffer.from(
    Array.from(text, (sign) => {
      const code = sign.codePointAt(0) ?? 0;
      if (code >= 0x410 && code <= 0x44f) return code - 0x350;
      return code === 0x451 ? 0xb8 : code === 0x401 ? 0xa8 : code;
    }),
  );
