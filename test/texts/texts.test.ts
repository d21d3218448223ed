import { expect, test } from 'vitest';
import { en } from '../../src/texts/en/index.ts';
import { languageOf, text } from '../../src/texts/index.ts';
import { ru } from '../../src/texts/ru/index.ts';

const PLURAL = /_(one|few|many|other)$/;

function leaves(node: object, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(node))
    for (const [k, v] of typeof value === 'string'
      ? [[`${path}${key}`, value] as const]
      : leaves(value, `${path}${key}.`))
      found.set(k, v);
  return found;
}
const placeholders = (value: string) => [...value.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '').sort();

test('both languages have every key, with the same placeholders and no empty text', () => {
  const [russian, english] = [leaves(ru), leaves(en)];
  const base = (map: Map<string, string>) => [...new Set([...map.keys()].map((key) => key.replace(PLURAL, '')))].sort();
  expect(base(english)).toEqual(base(russian));
  for (const [key, value] of russian) {
    expect(value.trim(), key).not.toBe('');
    const other = english.get(key);
    if (other !== undefined) expect(placeholders(other), key).toEqual(placeholders(value));
  }
});

test('Russian texts are Russian', () => {
  for (const [key, value] of leaves(ru))
    if (/\p{L}{4,}/u.test(value.replace(/\{\{.*?\}\}/g, '')))
      expect(/[А-Яа-яЁё]|^[\x20-\x7e]*$/.test(value), key).toBe(true);
});

test('a key is filled in the language asked for', () => {
  expect(text('ru', 'problems.internal')).toMatch(/Сбой/);
  expect(text('en', 'problems.internal')).toMatch(/failed/);
  expect(languageOf('ru-RU,ru;q=0.9')).toBe('ru');
  expect(languageOf('de')).toBe('en');
  expect(languageOf(undefined)).toBe('en');
});
