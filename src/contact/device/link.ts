import type { Found } from './mecard.ts';

/** `tel:` (RFC 3966) and `mailto:` (RFC 6068). Undefined if it is neither, or badly encoded. */
export function readLink(text: string): Found | undefined {
  const [, scheme = '', rest = ''] = /^\s*(tel|mailto):(?:\/\/)?([\s\S]*)$/i.exec(text) ?? [];
  if (scheme === '') return undefined;
  let value: string;
  try {
    value = decodeURIComponent(rest.split(/[?;,]/)[0] ?? '');
  } catch {
    return undefined;
  }
  return /tel/i.test(scheme) ? { emails: [], phones: [value] } : { emails: [value], phones: [] };
}
