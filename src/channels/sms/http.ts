import type { Dispatcher } from 'undici';
import { guardedLookup, type HostGuard, isListed, isRefusedAddress } from '../../base/host-guard.ts';
import { decodeBody } from './charset.ts';
import { HttpFailure } from './http-failure.ts';
import { type HttpProxy, proxyFor, refuseInnerName } from './proxy.ts';

export interface HttpOptions {
  guard: HostGuard;
  /** Requests go through it by CONNECT, so that it learns the host and nothing else. */
  proxy?: HttpProxy;
  /** Certificates to trust beside the system's, PEM. */
  ca?: string;
  /** Milliseconds to connect, and for a request as a whole. */
  connect: number;
  total: number;
  /** Connections open at a time. */
  connections: number;
  /** Bytes of an answer that are read. */
  largest: number;
}

export const usualHttp: HttpOptions = {
  guard: {},
  connect: 10_000,
  total: 45_000,
  connections: 10,
  largest: 1 << 20,
};

export interface HttpRequest {
  method?: 'GET' | 'POST';
  query?: Record<string, string>;
  /** One of the three bodies; text goes as UTF-8. */
  form?: Record<string, string>;
  json?: unknown;
  xml?: string;
  headers?: Record<string, string>;
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** Requests to one provider over kept connections. */
export interface Http {
  /** Any answer of the other side is an answer, whatever its status; redirects are not followed. Throws a `HttpFailure` when there is none. */
  request(path: string, request?: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** `base` is an address with or without a path: `https://smsc.ru/sys/`. In the clear only to an address that the guard allows as private. */
export function openHttp(base: string, given: Partial<HttpOptions> = {}): Http {
  const options = { ...usualHttp, ...given };
  const root = new URL(base.endsWith('/') ? base : `${base}/`);
  const proxy = proxyFor(hostOf(root), options.proxy, options.guard);
  let agent: Promise<Dispatcher> | undefined;

  return {
    request: async (path, request = {}) => {
      const url = new URL(path, root);
      for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.append(name, value);
      refuseForeign(url, root, options.guard);
      const { body, contentType } = bodyOf(request);
      if (proxy) await refuseInnerName(hostOf(url), options.guard);
      agent ??= agentFor(options, proxy);
      return exchange(
        await agent,
        { ...options, proxied: proxy !== undefined },
        {
          origin: url.origin,
          path: `${url.pathname}${url.search}`,
          method: request.method ?? 'POST',
          body,
          headers: {
            accept: '*/*',
            'accept-encoding': 'identity',
            ...(contentType ? { 'content-type': contentType } : {}),
            ...request.headers,
          },
        },
      );
    },
    close: async () => (await agent)?.close(),
  };
}

/** The library is large, so a shop that sends no SMS never loads it. */
async function agentFor(
  { connect, connections, ca, guard }: HttpOptions,
  proxy: HttpProxy | undefined,
): Promise<Dispatcher> {
  const { Agent, ProxyAgent } = await import('undici');
  const tls = ca === undefined ? {} : { ca };
  const shared = { connections, pipelining: 1, allowH2: false, connectTimeout: connect, keepAliveTimeout: 4_000 };
  if (proxy !== undefined) {
    const { url: uri, login = '', password = '' } = proxy;
    const token = login === '' && password === '' ? {} : { token: basicAuth(login, password) };
    return new ProxyAgent({
      ...shared,
      uri,
      ...token,
      proxyTunnel: true,
      requestTls: tls,
      proxyTls: { ...tls, lookup: guardedLookup({ allowPrivate: true }) },
    });
  }
  return new Agent({ ...shared, connect: { ...tls, timeout: connect, lookup: guardedLookup(guard) } });
}

function refuseForeign(url: URL, root: URL, guard: HostGuard): void {
  const host = hostOf(url);
  if (url.origin !== root.origin || isRefusedAddress(host, guard)) throw new HttpFailure('hostInner', false);
  if (url.protocol !== 'https:' && !isListed(host, guard)) throw new HttpFailure('notSecure', false);
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

function bodyOf({ form, json, xml }: HttpRequest): { body: string | null; contentType?: string } {
  if (form) {
    return {
      body: new URLSearchParams(form).toString(),
      contentType: 'application/x-www-form-urlencoded; charset=utf-8',
    };
  }
  if (json !== undefined) return { body: JSON.stringify(json), contentType: 'application/json; charset=utf-8' };
  if (xml !== undefined) return { body: xml, contentType: 'text/xml; charset=utf-8' };
  return { body: null };
}

function exchange(
  agent: Dispatcher,
  { total, largest, proxied }: HttpOptions & { proxied: boolean },
  request: Dispatcher.DispatchOptions,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let running: Dispatcher.DispatchController | undefined;
    let ended = false;
    let answer: Omit<HttpAnswer, 'text'> | undefined;
    const chunks: Buffer[] = [];
    let size = 0;

    const end = (failure?: HttpFailure) => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      if (failure) {
        running?.abort(failure);
        reject(failure);
      } else if (answer) {
        resolve({ ...answer, text: decodeBody(Buffer.concat(chunks), answer.headers['content-type']) });
      }
    };
    const timer = setTimeout(() => end(new HttpFailure('silent', running !== undefined)), total);

    agent.dispatch(
      { ...request, headersTimeout: 0, bodyTimeout: 0 },
      {
        // Called in the very turn in which the first byte is handed to the socket: before it, nothing can have been taken.
        onRequestStart: (controller) => {
          if (ended) return controller.abort(new Error('too late'));
          running = controller;
          // It may have waited for a connection.
          timer.refresh();
        },
        onResponseStart: (_controller, status, headers) => {
          answer = { status, headers };
        },
        onResponseData: (_controller, chunk) => {
          size += chunk.length;
          if (size > largest) end(new HttpFailure('answerTooBig', true));
          else chunks.push(chunk);
        },
        // What waits for the connection goes out before this answer is looked at: the connection comes free in the next round of the loop.
        onResponseEnd: () => {
          clearTimeout(timer);
          setImmediate(() => setImmediate(end));
        },
        onResponseError: (_controller, error) => end(HttpFailure.of(error, running !== undefined, proxied)),
      },
    );
  });
}

/** The Authorization header of RFC 7617; the login may hold an `@`, so it never goes into the address. */
export const basicAuth = (login: string, password: string): string =>
  `Basic ${Buffer.from(`${login}:${password}`, 'utf8').toString('base64')}`;
