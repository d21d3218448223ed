import punycode from 'punycode.js';
import type { ContactRefusal } from './refusal.ts';

/** RFC 5321, 4.5.3.1: octets of the local part, of a domain, of a whole path without its brackets. */
const LONGEST_LOCAL = 64;
const LONGEST_DOMAIN = 253;
const LONGEST_ADDRESS = 254;
const LONGEST_LABEL = 63;

export interface ParsedEmail {
  /** The local part as given, `@`, the domain in lower case as people read it. */
  value: string;
  /** The local part isn't ASCII, so the mail server must offer SMTPUTF8 (RFC 6531). */
  needsSmtpUtf8: boolean;
}

// RFC 5322, 3.2.3, with the letters and digits of RFC 6532 beside ASCII.
const DOT_ATOM = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
// RFC 5321, 4.1.2: quoted text, where a backslash lets any printable sign through.
const QUOTED = /^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|[\p{L}\p{M}\p{N}]|\\[\x20-\x7e])*"$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/** An address of RFC 5321: a dot-atom or quoted local part and a domain name of two labels or more, which may be written in Cyrillic. */
export function parseEmail(text: string): { ok: true; email: ParsedEmail } | { ok: false; refusal: ContactRefusal } {
  const refuse = (code: ContactRefusal['code'], params: ContactRefusal['params'] = {}) => ({
    ok: false as const,
    refusal: { code, params },
  });
  const at = text.lastIndexOf('@');
  const local = withoutNeedlessQuotes(text.slice(0, at));
  const domain = text.slice(at + 1);
  if (at < 0) return refuse('emailWithoutAt');
  if (local === '' || local === '""') return refuse('emailWithoutLocalPart');
  if (domain === '') return refuse('emailWithoutDomain');
  if (/\s/.test(text) && !local.startsWith('"')) return refuse('emailWithSpace');
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return refuse('emailDots');
  if (!local.startsWith('"') && local.includes('@')) return refuse('emailTwoAts');
  if (!DOT_ATOM.test(local) && !QUOTED.test(local)) return refuse('emailLocalPart', { local });
  if (octets(local) > LONGEST_LOCAL) return refuse('emailLocalPartTooLong', { limit: LONGEST_LOCAL });
  if (!domain.includes('.')) return refuse('emailDomainWithoutDot', { domain });
  const ascii = asciiDomain(domain);
  if (ascii === undefined) return refuse('emailDomain', { domain });
  if (ascii.length > LONGEST_DOMAIN || octets(local) + 1 + ascii.length > LONGEST_ADDRESS)
    return refuse('emailTooLong', { limit: LONGEST_ADDRESS });
  return {
    ok: true,
    email: { value: `${local}@${decoded(ascii) ?? ascii}`, needsSmtpUtf8: /[^\x20-\x7e]/.test(local) },
  };
}

/** An address as it goes over the wire and into tag 1008: the local part as it is, the domain in ASCII. */
export function wireAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  return `${address.slice(0, at)}@${asciiDomain(domain) ?? domain}`;
}

/** A domain as it goes over the wire (`почта.рф` → `xn--80a1acny.xn--p1ai`), or undefined if it is no domain name. */
export function asciiDomain(domain: string): string | undefined {
  // The URL parser would take these for the end of a host or for an address.
  if (/[\s/\\?#@:%[\]]/.test(domain)) return undefined;
  const host = hostOf(domain);
  if (host === undefined) return undefined;
  const labels = host.split('.');
  if (labels.length < 2 || labels.some((label) => label.length > LONGEST_LABEL || !LABEL.test(label))) return undefined;
  // No top-level domain is of one letter or of digits alone: the rest has not been typed yet, or it is an IP address.
  if (/^(?:.|\d+)$/.test(labels.at(-1) ?? '')) return undefined;
  // Not every URL parser looks into a label that is encoded already.
  return host.includes('xn--') && hostOf(decoded(host)) !== host ? undefined : host;
}

function hostOf(domain: string | undefined): string | undefined {
  return domain === undefined ? undefined : URL.parse(`http://${domain}/`)?.hostname;
}

function decoded(ascii: string): string | undefined {
  try {
    return punycode.toUnicode(ascii);
  } catch {
    return undefined;
  }
}

/** One mailbox, one spelling (RFC 5321, 4.1.2): `"ivan"` is `ivan`, `"a\\b"` is `"ab"`. What isn't quoted stays as it is. */
function withoutNeedlessQuotes(local: string): string {
  if (!QUOTED.test(local)) return local;
  const content = local.slice(1, -1).replace(/\\(.)/g, '$1');
  return DOT_ATOM.test(content) ? content : `"${content.replace(/["\\]/g, '\\$&')}"`;
}

const octets = (text: string): number => new TextEncoder().encode(text).length;
