import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Money } from '../outcome.ts';
import type { HttpAnswer } from './http.ts';
import { Unreadable } from './refused.ts';

export type Fields = Record<string, unknown>;

/** The JSON object or list of an answer; throws `Unreadable` for anything else. */
export function jsonOf(answer: HttpAnswer): unknown {
  try {
    const value: unknown = JSON.parse(answer.text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Told below, together with a value that is no object.
  }
  throw new Unreadable(answer);
}

/** The JSON object of an answer. */
export function objectOf(answer: HttpAnswer): Fields {
  const value = jsonOf(answer);
  if (Array.isArray(value)) throw new Unreadable(answer);
  return value as Fields;
}

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#',
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  maxNestedTags: 20,
});

/** An XML answer by its root element; attributes as `@name`, every value a text. One with a DTD, or cut short, is `Unreadable`. */
export function xmlOf(answer: HttpAnswer): Fields {
  const { text } = answer;
  if (/<!DOCTYPE|<!ENTITY/i.test(text) || XMLValidator.validate(text) !== true) throw new Unreadable(answer);
  return xml.parse(text) as Fields;
}

/** A value for XML: the five signs escaped, control characters dropped. */
export function escapeXml(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
  return text.replace(/[^\P{Cc}\n\t]/gu, '').replace(/[&<>"']/g, (sign) => signs[sign] ?? '');
}

/** An object's fields, or none: for a place in an answer that may hold anything. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** A list, one thing as a list of one (XML has no other way to say it), or nothing. */
export const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null || value === '' ? [] : [value];

/** An id, code or word that may come as a number or as a text; anything else is an empty text. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' && Number.isFinite(value) ? String(value) : '';

/** The row of a table for a code from outside; nothing that merely happens to be a property of every object. */
export const rowOf = <T>(table: Readonly<Record<string, T>>, code: unknown): T | undefined =>
  Object.hasOwn(table, textOf(code)) ? table[textOf(code)] : undefined;

export const digitsOf = (phone: string): string => phone.replace(/\D/g, '');

/** A count of parts, or nothing. */
export function partsOf(value: unknown): { parts?: number } {
  const text = textOf(value);
  return /^[1-9]\d{0,2}$/.test(text) ? { parts: Number(text) } : {};
}

/** A sum as a text (`"4.1"`) or a number: `{ [name]: Money }`, or nothing if it isn't one. A third decimal is rounded up. */
export function moneyOf<Name extends string>(name: Name, value: unknown, currency = 'RUB'): { [K in Name]?: Money } {
  const parts = /^(-?)(\d{1,12})(?:[.,](\d+))?$/.exec(textOf(value));
  if (!parts) return {};
  const [, sign, whole = '0', fraction = ''] = parts;
  const rest = /[1-9]/.test(fraction.slice(2)) ? 1 : 0;
  const kopecks = Number(whole) * 100 + Number(fraction.slice(0, 2).padEnd(2, '0')) + rest;
  return { [name]: { kopecks: sign === '-' ? -kopecks : kopecks, currency } } as { [K in Name]?: Money };
}
