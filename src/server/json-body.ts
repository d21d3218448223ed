import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../texts/problem.ts';

/** In bytes: the most that a request may bring. */
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
  scope.addContentTypeParser(['application/json', 'text/plain'], { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, isBlank(body as Buffer) ? undefined : parseJsonBody(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    if (isBlank(body as Buffer)) done(null, undefined);
    else done(new Problem('bodyNotJson', { status: 415 }));
  });
}

/** Routes of this scope take a body of any type as bytes, because its format is found by its content. */
export function acceptBytes(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  // JSON by its name too, though it is read no differently: Fastify remembers the reader of a named type, and looks for that of any other each time.
  scope.addContentTypeParser(['application/json', '*'], readBytes);
}

/**
 * Reads a body of 1 MiB at most; a larger one and one that breaks off are a `Problem`. Receipts are accepted through it rather than through
 * Fastify's own reader, which takes each of its listeners off again: a twelfth of what a receipt costs.
 */
function readBytes(
  { headers }: FastifyRequest,
  payload: IncomingMessage,
  done: (error: Error | null, body?: Buffer) => void,
): void {
  let ended = false;
  const end = (error: Error | null, body?: Buffer) => {
    if (ended) return;
    ended = true;
    done(error, body);
  };
  const tooLarge = () => end(new Problem('bodyTooLarge', { status: 413 }));
  if (Number(headers['content-length']) > LARGEST_BODY) {
    tooLarge();
    return;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  payload.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > LARGEST_BODY) tooLarge();
    else chunks.push(chunk);
  });
  payload.on('error', (cause) => end(new Problem('requestMalformed', { status: 400, cause })));
  payload.on('end', () => end(null, Buffer.concat(chunks, length)));
}
