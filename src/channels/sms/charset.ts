/** The text of a body by the charset it names. Unnamed, it is UTF-8, or windows-1251 if it isn't valid UTF-8: many Russian gateways send that. */
export function decodeBody(bytes: Uint8Array, contentType: string | string[] | undefined): string {
  const named = /charset\s*=\s*"?([\w-]+)/i.exec(String(contentType ?? ''))?.[1];
  return (
    (named === undefined ? undefined : decode(named, bytes)) ??
    decode('utf-8', bytes) ??
    decode('windows-1251', bytes) ??
    ''
  );
}

function decode(charset: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
