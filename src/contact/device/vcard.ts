import type { Found } from './mecard.ts';

/** A device may leave out line ends: each property begins a line all the same. */
const PROPERTY = /(?<=[^\n;.:])(?=(?:item\d+\.)?(?:VERSION|FN|ORG|TITLE|ADR|URL|NOTE|BDAY|PHOTO|TEL|EMAIL|END)[;:])/g;

/** E-mails and telephones of a vCard 2.1, 3.0 or 4.0 (RFC 6350), preferred and mobile ones first. Undefined if it is none. */
export function readVcard(text: string): Found | undefined {
  if (!/^\s*BEGIN:VCARD/i.test(text)) return undefined;
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/=\n/g, '')
    .replace(/\n[ \t]/g, '')
    .replace(PROPERTY, '\n')
    .split('\n');
  const properties = lines.flatMap((line) => {
    const [, name = '', params = '', value = ''] = /^\s*(?:item\d+\.)?(TEL|EMAIL)((?:;[^:]*)?):(.*)$/i.exec(line) ?? [];
    return name === '' ? [] : [{ name: name.toUpperCase(), rank: rankOf(params), value: decoded(params, value) }];
  });
  properties.sort((one, other) => one.rank - other.rank);
  const of = (name: string) => properties.filter((property) => property.name === name).map(({ value }) => value);
  return { emails: of('EMAIL'), phones: of('TEL') };
}

function rankOf(params: string): number {
  if (/PREF/i.test(params)) return 0;
  if (/CELL/i.test(params)) return 1;
  return /FAX|PAGER/i.test(params) ? 3 : 2;
}

function decoded(params: string, value: string): string {
  const plain = /QUOTED-PRINTABLE/i.test(params)
    ? value.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : value.replace(/\\(.)/g, '$1');
  return plain
    .trim()
    .replace(/^(?:tel|mailto):/i, '')
    .replace(/;.*$/s, '');
}
