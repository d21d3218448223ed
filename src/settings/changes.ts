import { listFields, type SectionName, secretFields } from './sections.ts';

/** One field that a change touches. Of a secret only that it changed is told. */
export interface FieldChange {
  /** Dotted path within the section; a row of a list is named by its id, as `list.1.name`. Empty: the section as a whole. */
  path: string;
  from?: unknown;
  to?: unknown;
  secret?: true;
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Field by field what differs between two values of a section, secrets without their values. */
export function changesBetween(section: SectionName, before: object, after: object): FieldChange[] {
  const secretsOf = (path: string): readonly string[] => {
    if (path === '') return secretFields[section];
    const [field = '', , deeper] = path.split('.');
    return deeper === undefined ? (listFields[section]?.[field]?.secrets ?? []) : [];
  };
  const rowsById = (value: unknown): unknown =>
    Array.isArray(value) ? Object.fromEntries(value.map((row) => [String((row as Fields).id), row])) : {};

  const differ = (path: string, from: unknown, to: unknown): FieldChange[] => {
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    if (path !== '' && !path.includes('.') && listFields[section]?.[path] && Array.isArray(to))
      return inner(path, rowsById(from) as Fields, rowsById(to) as Fields);
    if (isFields(from) && isFields(to)) return inner(path, from, to);
    return [{ path, ...bare(path, 'from', from), ...bare(path, 'to', to) }];
  };
  const inner = (path: string, from: Fields, to: Fields): FieldChange[] => {
    const secrets = secretsOf(path);
    return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((key): FieldChange[] => {
      const at = path === '' ? key : `${path}.${key}`;
      if (!secrets.includes(key)) return differ(at, from[key], to[key]);
      return from[key] === to[key] ? [] : [{ path: at, secret: true }];
    });
  };
  /** A whole row that came or went is told without its secrets. */
  const bare = (path: string, name: 'from' | 'to', value: unknown): { from?: unknown; to?: unknown } => {
    if (value === undefined) return {};
    if (!isFields(value)) return { [name]: value };
    const secrets = secretsOf(path);
    return { [name]: Object.fromEntries(Object.entries(value).filter(([key]) => !secrets.includes(key))) };
  };
  return differ('', before, after);
}
