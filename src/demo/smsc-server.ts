import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../base/clock.ts';
import { countSegments } from '../rendering/sms/segments.ts';

/** An SMS as the phone on the screen shows it. `at` is milliseconds since 1970, `to` has 79… as SMSC writes it. */
export interface PhoneMessage {
  id: string;
  at: number;
  to: string;
  sender: string;
  text: string;
  parts: number;
  kopecks: number;
  delivered: boolean;
}

export interface SmscServerOptions {
  login?: string;
  password?: string;
  port?: number;
  clock?: Clock;
  /** Milliseconds from acceptance to delivery. */
  deliversAfter?: number;
  /** Price of a part and the money on the account, kopecks. */
  price?: number;
  balance?: number;
  /** False: the same id for the same phone a second time is a second message, and is charged for. */
  joinsRepeats?: boolean;
  /** False: the answer to a message names no cost. */
  tellsCost?: boolean;
  /** Milliseconds before each answer, and how many requests may run at a time; beyond it code 9. */
  latency?: number;
  concurrency?: number;
  /** A code of SMSC's table with which a message is refused, or undefined to take it. */
  refuse?: (to: string, text: string) => number | undefined;
  /** Called when a message has been taken, before the answer goes out. */
  onMessage?: (message: PhoneMessage) => void;
}

export interface SmscServer {
  port: number;
  /** What to fill in as the server in the settings: `http://127.0.0.1:…`. */
  base: string;
  /** The last 200 messages, newest first. */
  list(): PhoneMessage[];
  /** Throws away the messages to a number, `+7…`. */
  forget(number: string): void;
  /** How many messages were charged for since the start. */
  charged(): number;
  close(): Promise<void>;
}

type Form = Record<string, string>;

const KEPT = 200;
const LARGEST = 64 << 10;
const words: Record<number, string> = {
  1: 'parameters error',
  2: 'authorise error',
  3: 'no money',
  4: 'ip is blocked',
  6: 'message is denied',
  7: 'invalid number',
  8: "message can't be delivered",
  9: 'too many concurrent requests',
};

/** A local provider that speaks SMSC's protocol (smsc.ru/api/http, fmt=3) on a loopback port: it sends nothing, keeps what it took and reports it delivered after a while. */
export async function openSmscServer(options: SmscServerOptions = {}): Promise<SmscServer> {
  const {
    clock = systemClock,
    deliversAfter = 3_000,
    price = 250,
    latency = 0,
    concurrency = Number.POSITIVE_INFINITY,
  } = options;
  const messages = new Map<string, Omit<PhoneMessage, 'delivered'>>();
  let balance = options.balance ?? 100_000;
  let charged = 0;
  let running = 0;

  const shown = (message: Omit<PhoneMessage, 'delivered'>): PhoneMessage => ({
    ...message,
    delivered: clock.now() - message.at >= deliversAfter,
  });
  const sums = (kopecks: number, parts: number) => ({
    cnt: parts,
    ...(options.tellsCost === false ? {} : { cost: roubles(kopecks) }),
    balance: roubles(balance),
  });

  const send = (form: Form): object => {
    const to = (form.phones ?? '').replace(/\D/g, '');
    const text = form.mes ?? '';
    if (text === '') return refusal(1);
    if (!/^\d{10,15}$/.test(to)) return refusal(7);
    const parts = countSegments(text).parts;
    const kopecks = parts * price;
    if (form.cost === '1') return { cost: roubles(kopecks), cnt: parts };
    const id = /^\d{1,10}$/.test(form.id ?? '') ? String(form.id) : String(charged + 1);
    const key = `${to}/${id}`;
    const known = messages.get(key);
    if (known && options.joinsRepeats !== false) return { id: Number(id), ...sums(known.kopecks, known.parts) };
    const code = options.refuse?.(to, text) ?? (balance < kopecks ? 3 : undefined);
    if (code !== undefined) return { ...refusal(code), id: Number(id) };
    balance -= kopecks;
    charged++;
    const message = { id, at: clock.now(), to, sender: form.sender ?? 'SMSC.RU', text, parts, kopecks };
    messages.set(known ? `${key}/${charged}` : key, message);
    for (const old of [...messages.keys()].slice(0, -KEPT)) messages.delete(old);
    options.onMessage?.(shown(message));
    return {
      id: Number(id),
      ...sums(kopecks, parts),
      phones: [{ phone: to, cost: roubles(kopecks), status: '', error: '' }],
    };
  };

  const status = (form: Form): unknown => {
    const split = (list = '') => list.split(',').filter(Boolean);
    const ids = split(form.id);
    const states = split(form.phone).map((phone, at) => {
      const message = messages.get(`${phone.replace(/\D/g, '')}/${ids[at]}`);
      if (!message) return { status: -3 };
      const age = clock.now() - message.at;
      const state = age >= deliversAfter ? 1 : age >= deliversAfter / 3 ? 0 : -1;
      return { status: state, last_timestamp: Math.floor(message.at / 1_000), err: 0 };
    });
    if (ids.length === 0 || states.length !== ids.length) return refusal(1);
    if (!form.id?.includes(',')) return states[0];
    return states.map((state, at) => ({ ...state, id: ids[at], phone: split(form.phone)[at] }));
  };

  const answer = (path: string, form: Form): unknown => {
    const { login = 'demo', password = 'demo' } = options;
    if (form.apikey !== password && (form.login !== login || form.psw !== password)) return refusal(2);
    if (path === '/sys/send.php') return send(form);
    if (path === '/sys/status.php') return status(form);
    if (path === '/sys/balance.php') return { balance: roubles(balance) };
    return undefined;
  };

  const server = createServer((request, response) => {
    running++;
    response.once('close', () => running--);
    const busy = running > concurrency;
    readForm(request, (form) => {
      const value = busy ? refusal(9) : answer((request.url ?? '').split('?')[0] ?? '', form);
      setTimeout(() => write(response, value), latency);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    port,
    base: `http://127.0.0.1:${port}`,
    list: () => [...messages.values()].reverse().map(shown),
    forget: (number) => {
      for (const [key, { to }] of messages)
        if (to.replace(/\D/g, '') === number.replace(/\D/g, '')) messages.delete(key);
    },
    charged: () => charged,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const refusal = (code: number) => ({ error: words[code] ?? 'error', error_code: code });
const roubles = (kopecks: number): string => String(kopecks / 100);

function readForm(request: IncomingMessage, done: (form: Form) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > LARGEST) request.destroy();
    else chunks.push(chunk);
  });
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString('latin1') || ((request.url ?? '').split('?')[1] ?? '');
    // SMSC reads a request as windows-1251 unless told otherwise.
    const utf8 = /(?:^|&)charset=utf-8(?:&|$)/i.test(body);
    done(Object.fromEntries(utf8 ? new URLSearchParams(body) : body.split('&').map(cyrillicPair)));
  });
}

const windows1251 = new TextDecoder('windows-1251');

function cyrillicPair(pair: string): [string, string] {
  const plain = (text = '') => {
    const bytes = text
      .replaceAll('+', ' ')
      .replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    return windows1251.decode(Buffer.from(bytes, 'latin1'));
  };
  const [name, value] = pair.split('=');
  return [plain(name), plain(value)];
}

function write(response: ServerResponse, value: unknown): void {
  if (response.destroyed) return;
  response.writeHead(value === undefined ? 404 : 200, { 'content-type': 'application/json; charset=utf-8' });
  response.end(value === undefined ? '' : JSON.stringify(value));
}
