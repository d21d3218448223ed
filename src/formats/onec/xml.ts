import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { Problem } from '../../texts/problem.ts';
import type { JsonObject } from '../json-text.ts';

/** An element: its attributes as an object of texts, its children in their order. Text between elements is of no use to us. */
export interface Element {
  name: string;
  attributes: JsonObject;
  children: Element[];
}

const DEEPEST = 16;

// Entities are decoded here, the five of XML and the numbers of signs: nothing a document defines by itself is ever expanded.
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  maxNestedTags: DEEPEST,
});

/** Parses XML without a DTD and without entities of its own. Throws one Problem: `xmlWithDoctype`, `xmlMalformed`, `xmlEntityUnknown`. */
export function parseXml(text: string): Element {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new Problem('xmlWithDoctype');
  try {
    const found = XMLValidator.validate(text);
    if (found !== true) throw new Problem('xmlMalformed', { params: { line: found.err.line } });
    const roots = elementsOf(parser.parse(text));
    const [root] = roots;
    if (root === undefined || roots.length > 1) throw new Problem('xmlMalformed', { params: { line: 1 } });
    return root;
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem('xmlMalformed', { params: { line: 1 }, cause });
  }
}

/**
 * XML as bytes: UTF-8, or windows-1251 where the declaration or the type of the body says so. A declaration that speaks of windows-1251 over a
 * text in UTF-8 is what 1C makes of a string that it sends: text in windows-1251 is never whole UTF-8, so the bytes are believed.
 */
export function decodeXml(bytes: Uint8Array, contentType = ''): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const declared = /<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]{1,40})["']/.exec(head)?.[1];
  const encoding = (declared ?? /charset\s*=\s*"?([\w.-]{1,40})/i.exec(contentType)?.[1] ?? 'utf-8').toLowerCase();
  if (!['utf-8', 'utf8', 'windows-1251', 'cp1251'].includes(encoding))
    throw new Problem('xmlEncodingUnknown', { params: { encoding } });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8, so it is what it says.
  }
  try {
    return new TextDecoder(encoding === 'cp1251' ? 'windows-1251' : encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Problem('textNotUtf8');
  }
}

type Parsed = Record<string, unknown>[];

function elementsOf(nodes: Parsed): Element[] {
  return nodes.flatMap((node): Element[] => {
    const name = Object.keys(node).find((key) => key !== ':@');
    if (name === undefined || name === '#text' || name.startsWith('?')) return [];
    const attributes = (node[':@'] ?? {}) as Record<string, string>;
    const decoded = Object.entries(attributes).map(([key, value]): [string, string] => [key, withoutEntities(value)]);
    return [{ name, attributes: Object.fromEntries(decoded), children: elementsOf(node[name] as Parsed) }];
  });
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function withoutEntities(value: string): string {
  return value.replace(/&([^;\s]{0,40});?/g, (entity, name: string) => {
    const [, hex, decimal] = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const sign = Number.isInteger(point) && point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : named[name];
    if (sign === undefined || !entity.endsWith(';')) throw new Problem('xmlEntityUnknown', { params: { entity } });
    return sign;
  });
}

/** An attribute's value with what XML reserves, and what parsers would turn into a space, written as entities. */
export function escapeXml(value: string): string {
  return value
    .replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '&quot;')
    .replace(/[\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/[\p{Cc}\p{Cs}]/gu, '');
}

/** An element with attributes, absent and empty ones left out. */
export function writeElement(
  name: string,
  attributes: Record<string, string | number | undefined>,
  children = '',
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('');
  return children === '' ? `<${name}${written}/>` : `<${name}${written}>${children}</${name}>`;
}
