import { emptyOf, listFields, type SectionName } from './sections.ts';

type Row = Record<string, unknown>;

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
const rowsOf = (value: unknown): Row[] => (Array.isArray(value) ? value.filter(isRow) : []);

/** The section after a patch with its lists' rows completed: by the row that had the same id, then by the defaults. */
export function withWholeRows(section: SectionName, before: object, next: object): object {
  const whole: Row = { ...next };
  for (const [field, { row }] of Object.entries(listFields[section] ?? {})) {
    if (!Array.isArray(whole[field])) continue;
    const known = new Map(rowsOf((before as Row)[field]).map((one) => [one.id, one]));
    whole[field] = (whole[field] as unknown[]).map((one) =>
      isRow(one) ? { ...emptyOf(row), ...known.get(one.id), ...withoutShown(one) } : one,
    );
  }
  return whole;
}

/** A secret that comes back as outsiders saw it (`{ set: true }`) says nothing. */
function withoutShown(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => !(isRow(value) && 'set' in value)));
}

/** The section as outsiders see it: of a secret in a list only whether it is set. */
export function withRowSecretsHidden(section: SectionName, value: Row): Row {
  return mapRows(section, value, (row, secrets) => ({
    ...row,
    ...Object.fromEntries(secrets.map((secret) => [secret, { set: row[secret] !== '' }])),
  }));
}

/** The section without the secrets of its lists, and these apart, by field and row id. */
export function rowSecretsApart(section: SectionName, value: Row): { value: Row; secrets: Row } {
  const apart: Row = {};
  for (const [field, { secrets }] of Object.entries(listFields[section] ?? {})) {
    const kept = rowsOf(value[field]).map((row) => [
      String(row.id),
      Object.fromEntries(secrets.filter((secret) => row[secret] !== '').map((secret) => [secret, row[secret]])),
    ]);
    if (kept.some(([, own]) => Object.keys(own as Row).length > 0)) apart[field] = Object.fromEntries(kept);
  }
  const bare = mapRows(section, value, (row, secrets) =>
    Object.fromEntries(Object.entries(row).filter(([key]) => !secrets.includes(key))),
  );
  return { value: bare, secrets: apart };
}

/** The opposite of `rowSecretsApart`; fields that a row lacks get their defaults, those that no longer exist go. */
export function withRowSecrets(section: SectionName, value: Row, secrets: Row): Row {
  const whole: Row = { ...value };
  for (const [field, { row: schema }] of Object.entries(listFields[section] ?? {})) {
    const apart = (secrets[field] ?? {}) as Record<string, Row>;
    whole[field] = rowsOf(value[field]).map((row) => ({
      ...emptyOf(schema),
      ...Object.fromEntries(Object.entries(row).filter(([key]) => Object.hasOwn(schema.properties, key))),
      ...apart[String(row.id)],
    }));
  }
  return whole;
}

function mapRows(section: SectionName, value: Row, change: (row: Row, secrets: readonly string[]) => Row): Row {
  const mapped: Row = { ...value };
  for (const [field, { secrets }] of Object.entries(listFields[section] ?? {}))
    mapped[field] = rowsOf(value[field]).map((row) => change(row, secrets));
  return mapped;
}
