import type { TObject, TSchema } from 'typebox';
import type { SettingsRoom } from '../settings/index.ts';
import { type SectionName, sections } from '../settings/sections.ts';

/** Texts that are nobody's data: names of a provider and of known ways to speak with it. */
const PLAIN: readonly string[] = ['email.host', 'sms.provider', 'sms.countries'];

/**
 * Settings with nothing in them that could be a secret or somebody's data: switches, numbers and choices as they are, of every text only
 * whether it is filled in.
 */
export function plainSettings(settings: SettingsRoom, profile: string): Record<string, unknown> {
  return Object.fromEntries(
    (Object.keys(sections) as SectionName[]).map((name) => [
      name,
      plain(sections[name], settings.get(name, profile), name),
    ]),
  );
}

/** Every text that somebody typed into the settings; none of them may be seen outside. */
export function textsOfSettings(settings: SettingsRoom, profiles: readonly string[]): string[] {
  const found: string[] = [];
  const collect = (value: unknown, path: string): void => {
    if (typeof value === 'string') {
      if (!PLAIN.includes(path)) found.push(value);
    } else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) collect(inner, Array.isArray(value) ? path : `${path}.${key}`);
  };
  for (const profile of profiles)
    for (const name of Object.keys(sections) as SectionName[]) collect(settings.get(name, profile), name);
  return found;
}

function plain(schema: TSchema, value: unknown, path: string): unknown {
  if (typeof value === 'boolean' || typeof value === 'number' || value === null) return value;
  if (PLAIN.includes(path) || isChoice(schema)) return value;
  if (typeof value === 'string') return { set: value !== '' };
  if (Array.isArray(value)) {
    const row = (schema as { items?: TSchema }).items;
    return row === undefined ? { length: value.length } : value.map((one) => plain(row, one, path));
  }
  if (typeof value !== 'object') return undefined;
  const { properties } = schema as Partial<TObject>;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, plain(properties?.[key] ?? {}, inner, `${path}.${key}`)]),
  );
}

const isChoice = (schema: TSchema): boolean => {
  const { anyOf } = schema as { anyOf?: { const?: unknown }[] };
  return anyOf?.every((one) => one.const !== undefined) ?? false;
};
