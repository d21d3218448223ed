import { Problem } from '../texts/problem.ts';
import { isSection, type SectionName } from './sections.ts';

/** Splits `email.port` into its section and the keys below it. Throws a `Problem` if there is no such section. */
export function splitPath(path: string): { section: SectionName; keys: string[] } {
  const [section = '', ...keys] = path.split('.');
  if (!isSection(section)) throw new Problem('settingUnknown', { path, params: { path }, status: 404 });
  return { section, keys };
}

/** The value below `keys`, or undefined where there is none. */
export function valueAt(value: unknown, keys: string[]): unknown {
  return keys.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key)
        ? (at as Record<string, unknown>)[key]
        : undefined,
    value,
  );
}

/** `{ a: { b: value } }` for the keys `a`, `b`. */
export function nested(keys: string[], value: unknown): unknown {
  return keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}

/** `base` with the fields of `patch` laid over it, objects merged field by field, everything else replaced. */
export function merged(base: unknown, patch: unknown): unknown {
  if (!isPlain(base) || !isPlain(patch)) return patch;
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(patch))
    result[key] = Object.hasOwn(base, key) ? merged(base[key], value) : value;
  return result;
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
