import type { Dispatcher } from 'undici';
import { guardedLookup, type HostGuard, isRefusedAddress } from '../base/host-guard.ts';
import type { Reason } from '../channels/outcome.ts';
import { type RegisterReason, reason } from './reason.ts';

export interface HttpOptions {
  login: string;
  password: string;
  /** Milliseconds to connect. */
  connect?: number;
  /** Bytes of an answer that are read. */
  largest?: number;
}

export interface HttpRequest {
  method: 'GET' | 'POST';
  /** Begins with `/`; comes after the path of the server's address. */
  path: string;
  /** The body, already JSON. */
  json?: string;
  /** Milliseconds for the request as a whole. */
  total: number;
  signal: AbortSignal;
}

/** `written` false: not one byte was handed to the network, so the other side cannot have taken the request. */
export type HttpAnswer = { ok: true; status: number; text: string } | { ok: false; written: boolean; reason: Reason };

/** A register stands in the shop's own network, so any address is allowed but those at which a cloud keeps the secrets of a machine. */
const guard: HostGuard = { allowPrivate: true };

/** Requests to the server of a register. */
export interface Http {
  /** Any answer of the other side is an answer, whatever its status; redirects are not followed. Throws only when `signal` is aborted. */
  request(request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

export function openHttp(base: string, options: HttpOptions): Http {
  const { login, password, connect = 3_000, largest = 4 << 20 } = options;
  const root = new URL(base);
  const prefix = root.pathname.replace(/\/+$/, '');
  let agent: Promise<Dispatcher> | undefined;
  const authorization =
    login === '' && password === ''
      ? {}
      : { authorization: `Basic ${Buffer.from(`${login}:${password}`, 'utf8').toString('base64')}` };

  return {
    request: async ({ method, path, json, total, signal }) => {
      if (isRefusedAddress(root.hostname.replace(/^\[|\]$/g, ''), guard))
        return { ok: false, written: false, reason: reason('hostNotFound', '') };
      agent ??= agentFor(connect);
      return exchange(
        await agent,
        { total, largest, signal },
        {
          origin: root.origin,
          path: `${prefix}${path}`,
          method,
          body: json ?? null,
          headers: {
            accept: 'application/json',
            ...authorization,
            ...(json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
          },
        },
      );
    },
    close: async () => (await agent)?.destroy(),
  };
}

/** The library is large, so a shop without a register never loads it. */
async function agentFor(connect: number): Promise<Dispatcher> {
  const { Agent } = await import('undici');
  return new Agent({
    connections: 8,
    // Each request on a connection of its own: on a kept one that the other side has just closed, nobody could say whether it was taken.
    pipelining: 0,
    allowH2: false,
    connect: { timeout: connect, lookup: guardedLookup(guard) },
  });
}

function exchange(
  agent: Dispatcher,
  limits: { total: number; largest: number; signal: AbortSignal },
  request: Dispatcher.DispatchOptions,
): Promise<HttpAnswer> {
  const { total, largest, signal } = limits;
  return new Promise((resolve, reject) => {
    let running: Dispatcher.DispatchController | undefined;
    let ended = false;
    let status = 0;
    let size = 0;
    const chunks: Buffer[] = [];

    const finish = (): boolean => {
      if (ended) return false;
      ended = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
      return true;
    };
    const fail = (code: RegisterReason, said = '') => {
      if (!finish()) return;
      resolve({ ok: false, written: running !== undefined, reason: reason(code, said) });
      running?.abort(new Error(code));
    };
    const aborted = () => {
      if (!finish()) return;
      reject(signal.reason as Error);
      running?.abort(new Error('aborted'));
    };
    const timer = setTimeout(() => fail(running === undefined ? 'unreachable' : 'silent'), total);
    if (signal.aborted) return aborted();
    signal.addEventListener('abort', aborted);

    agent.dispatch(
      { ...request, headersTimeout: 0, bodyTimeout: 0 },
      {
        // Called in the very turn in which the first byte is handed to the socket: before it, nothing can have been taken.
        onRequestStart: (controller) => {
          if (ended) controller.abort(new Error('too late'));
          else running = controller;
        },
        onResponseStart: (_controller, code) => {
          status = code;
        },
        onResponseData: (_controller, chunk) => {
          size += chunk.length;
          if (size > largest) fail('answerTooBig');
          else chunks.push(chunk);
        },
        onResponseEnd: () => {
          if (finish()) resolve({ ok: true, status, text: Buffer.concat(chunks).toString('utf8') });
        },
        onResponseError: (_controller, error) => {
          const { code = '', message } = error as NodeJS.ErrnoException;
          fail(byCode[code] ?? (running === undefined ? 'unreachable' : 'lost'), code || message);
        },
      },
    );
  });
}

const byCode: Record<string, RegisterReason> = {
  ENOTFOUND: 'hostNotFound',
  EAI_AGAIN: 'hostNotFound',
  EHOSTINNER: 'hostNotFound',
  ENETUNREACH: 'networkDown',
  EHOSTUNREACH: 'networkDown',
  CERT_HAS_EXPIRED: 'certificateWrong',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificateWrong',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificateWrong',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificateWrong',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificateWrong',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificateWrong',
};
