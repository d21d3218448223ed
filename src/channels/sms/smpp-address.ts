import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

export interface SmppServer {
  host: string;
  port: number;
}

/** `smpp.example.ru`, `smpp.example.ru:2775`, `[::1]:2775`; undefined for what is no server. The usual port is 2775, over TLS 3550. */
export function readServer(given: string, tls: boolean): SmppServer | undefined {
  const parts = /^(?:smpp:\/\/)?(\[[\da-f:.]+\]|[^\s/@:[\]]+)(?::(\d{1,5}))?\/?$/iu.exec(given.trim());
  if (!parts) return undefined;
  const name = (parts[1] ?? '').replace(/^\[|\]$/g, '');
  const host = isIP(name) === 0 ? domainToASCII(name) : name;
  const port = parts[2] === undefined ? (tls ? 3_550 : 2_775) : Number(parts[2]);
  return host === '' || port < 1 || port > 65_535 ? undefined : { host, port };
}

/** TON and NPI of a sender by its kind: a name, a short number, a number. */
export function senderType(sender: string, wanted: string): [ton: number, npi: number] {
  if (wanted !== 'auto') return addressType(wanted);
  if (sender === '') return [0, 0];
  if (!/^\d+$/.test(sender)) return [5, 0];
  return sender.length <= 6 ? [3, 0] : [1, 1];
}

export function addressType(wanted: string): [ton: number, npi: number] {
  const [ton = 1, npi = 1] = wanted === 'auto' ? [] : wanted.split('/').map(Number);
  return [ton, npi];
}
