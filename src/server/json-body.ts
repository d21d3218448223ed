import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../texts/problem.ts';

/** Bytes. */
export const LARGEST_BODY = 1 << 20;
const DEEPEST = 32;

/** Bytes of a JSON text as a value. A byte order mark is skipped; text that isn't JSON, or is nested deeper than 32, throws a `Problem`. */
export function parseJsonBody(bytes: Buffer): unknown {
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  refuseDeep(text);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Problem('bodyNotJson', { cause });
  }
}

function refuseDeep(text: string): void {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    if (quoted) {
      if (sign === 0x5c) i++;
      else if (sign === 0x22) quoted = false;
    } else if (sign === 0x22) quoted = true;
    else if (sign === 0x7b || sign === 0x5b) {
      if (++depth > DEEPEST) throw new Problem('bodyTooDeep', { params: { limit: DEEPEST } });
    } else if (sign === 0x7d || sign === 0x5d) depth--;
  }
}

/** Nothing, or a byte order mark alone, which 1C 8.1 and 8.2 send where a body is left empty. */
const isBlank = (body: Buffer): boolean => body.length < 4 && body.toString('utf8').replace(/^\ufeff/, '') === '';

/** Routes of this scope take JSON bodies; an empty one may be of any type. */
export function acceptJson(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    ['application/json', 'text/plain'],
    readBytes((body) => (isBlank(body) ? undefined : parseJsonBody(body))),
  );
  scope.addContentTypeParser(
    '*',
    readBytes((body) => {
      if (!isBlank(body)) throw new Problem('bodyNotJson', { status: 415 });
    }),
  );
}

/** Routes of this scope take a body of any type as bytes, because its format is found by its content. */
export function acceptBytes(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  // JSON by its name too, though it is read no differently: Fastify remembers the reader of a type that was named, and looks for that of any other each time.
  scope.addContentTypeParser(
    ['application/json', '*'],
    readBytes((body) => body),
  );
}

type Done = (error: Error | null, body?: unknown) => void;

/**
 * Reads a body and makes something of it. Fastify's own reader hangs each listener on and takes it off again, which costs the hot path
 * a twelfth of its time.
 */
function readBytes(made: (body: Buffer) => unknown) {
  return ({ headers }: FastifyRequest, payload: IncomingMessage, done: Done): void => {
    let ended = false;
    const end: Done = (error, body) => {
      if (ended) return;
      ended = true;
      done(error, body);
    };
    if (Number(headers['content-length']) > LARGEST_BODY) {
      end(tooLarge());
      return;
    }
    const chunks: Buffer[] = [];
    let length = 0;
    payload.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > LARGEST_BODY) end(tooLarge());
      else chunks.push(chunk);
    });
    payload.on('error', (cause) => end(new Problem('requestMalformed', { status: 400, cause })));
    payload.on('end', () => {
      const [only = NOTHING] = chunks;
      let body: unknown;
      try {
        body = made(chunks.length < 2 ? only : Buffer.concat(chunks, length));
      } catch (error) {
        end(error as Error);
        return;
      }
      // Outside the try: what comes after it has errors of its own.
      end(null, body);
    });
  };
}

const NOTHING = Buffer.alloc(0);
const tooLarge = () => new Problem('bodyTooLarge', { status: 413 });
