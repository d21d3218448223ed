import { domainToASCII } from 'node:url';

/** A domain as it goes over the wire: `почта.рф` → `xn--80a1acny.xn--p1ai`. */
export function asciiDomain(domain: string): string {
  return domainToASCII(domain) || domain;
}

/** An address with its domain in ASCII; the local part stays as it is, because nothing may be made of it (RFC 6531). */
export function addressOnWire(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}@${asciiDomain(address.slice(at + 1))}`;
}

/** A local part outside ASCII can be carried only by a server that offers SMTPUTF8. */
export function needsSmtpUtf8(address: string): boolean {
  return /[^\x20-\x7e]/.test(address.slice(0, address.lastIndexOf('@')));
}
