import { Problem } from '../../texts/problem.ts';

/** Longest line that a header is folded at; RFC 5322, 2.1.1 allows 78 without its CRLF. */
const FOLD_AT = 76;
/** Octets in an encoded word, so that its line stays within 76 characters beside a header's name (RFC 2047, 2). */
const WORD_OCTETS = 39;

/** Refuses what could end a header line or hide in it. `field` names the value for the `Problem`. */
export function safeLine(value: string, field: string): string {
  if (/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(value))
    throw new Problem('fieldForbiddenSigns', { path: field, params: { path: field } });
  return value;
}

/** Unstructured text for a header: as it is if plain ASCII, else RFC 2047 encoded words of UTF-8 in base64. */
export function encodedText(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes('=?') && text.length <= FOLD_AT - 10) return text;
  return words(text).join('\r\n ');
}

/** A display name for an address: a quoted string if ASCII, else encoded words. */
export function encodedPhrase(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name) && !name.includes('=?')) return `"${name.replace(/(["\\])/g, '\\$1')}"`;
  return words(name).join('\r\n ');
}

/**
 * A parameter of a header: plain if short ASCII, else RFC 2231, long ones in numbered parts. No plain fallback stands beside it, because
 * some readers would take the fallback.
 */
export function parameter(name: string, value: string): string {
  if (/^[\x20-\x7e]{0,60}$/.test(value) && !/["\\]/.test(value)) return `;\r\n ${name}="${value}"`;
  const encoded = [...Buffer.from(value)].map(attributeByte).join('');
  // An escaped octet must not be parted.
  const parts = encoded.match(/.{1,48}(?<!%.?)/g) ?? [''];
  if (parts.length === 1) return `;\r\n ${name}*=utf-8''${parts[0]}`;
  return parts.map((part, number) => `;\r\n ${name}*${number}*=${number === 0 ? "utf-8''" : ''}${part}`).join('');
}

// RFC 2231, 7: attribute characters stand for themselves, every other octet is escaped.
const attributeByte = (byte: number): string =>
  /[A-Za-z0-9!#$&+.^_`|~-]/.test(String.fromCharCode(byte)) && byte < 0x80
    ? String.fromCharCode(byte)
    : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/** Encoded words of whole characters, each within its limit. */
function words(text: string): string[] {
  const found: string[] = [];
  let chunk = '';
  for (const sign of text) {
    if (Buffer.byteLength(chunk + sign) > WORD_OCTETS) {
      found.push(word(chunk));
      chunk = '';
    }
    chunk += sign;
  }
  found.push(word(chunk));
  return found;
}

const word = (chunk: string): string => `=?UTF-8?B?${Buffer.from(chunk).toString('base64')}?=`;
