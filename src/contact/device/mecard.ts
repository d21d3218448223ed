/** What stands in a code, before it is known to be a contact. */
export interface Found {
  emails: string[];
  phones: string[];
}

/** MECARD (NTT DoCoMo) and MATMSG, SMSTO, `sms:` of the same family: `MECARD:N:Ivanov;TEL:+7916…;EMAIL:…;;`. Undefined if it is none. */
export function readMecard(text: string): Found | undefined {
  const kind = /^\s*(MECARD|MATMSG|SMSTO|SMS):/i.exec(text);
  if (!kind) return undefined;
  const body = text.slice(kind[0].length);
  if (/SMS/i.test(kind[1] ?? '')) return { emails: [], phones: [body.split(/[:?;]/)[0] ?? ''] };
  const found: Found = { emails: [], phones: [] };
  for (const field of body.split(/(?<!\\);/)) {
    const [, name = '', value = ''] = /^\s*([A-Z-]+):(.*)$/is.exec(field) ?? [];
    const plain = value.replace(/\\(.)/g, '$1').trim();
    if (/^(?:EMAIL|TO)$/i.test(name)) found.emails.push(plain);
    if (/^TEL$/i.test(name)) found.phones.push(plain);
  }
  return found;
}
