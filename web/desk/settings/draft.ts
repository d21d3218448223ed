/** What was typed into a section and isn't saved: values by dotted path, such as `limits.aDay`. */
export type Draft = Record<string, unknown>;

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a dotted path, undefined where there is none. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (isFields(at) ? at[key] : undefined), value);
}

/** The draft as the API takes it: `{ 'limits.aDay': 5 }` becomes `{ limits: { aDay: 5 } }`. */
export function patchOf(draft: Draft): Fields {
  const patch: Fields = {};
  for (const [path, value] of Object.entries(draft)) {
    const keys = path.split('.');
    const last = keys.pop() ?? path;
    let at = patch;
    for (const key of keys) {
      const next = isFields(at[key]) ? at[key] : {};
      at[key] = next;
      at = next;
    }
    at[last] = value;
  }
  return patch;
}

/** The section as it would be after saving. */
export function withDraft<T>(saved: T, draft: Draft): T {
  const laid = (below: unknown, above: unknown): unknown =>
    isFields(below) && isFields(above)
      ? { ...below, ...Object.fromEntries(Object.entries(above).map(([key, value]) => [key, laid(below[key], value)])) }
      : above;
  return laid(saved, patchOf(draft)) as T;
}

/** A secret as the API shows it: only whether it is set. */
export const isSecret = (value: unknown): value is { set: boolean } =>
  isFields(value) && Object.keys(value).length === 1 && typeof value.set === 'boolean';

/** What was typed, less any secret in it, so that it may be kept in the browser. */
export function withoutTyped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTyped);
  if (!isFields(value)) return value;
  const open = Object.entries(value).filter(([key, one]) => !(SECRETS.includes(key) && typeof one === 'string'));
  return Object.fromEntries(open.map(([key, one]) => [key, withoutTyped(one)]));
}

const SECRETS = ['password', 'apiKey'];
