import type { Clock } from '../base/clock.ts';
import { Problem } from '../texts/problem.ts';
import { checkSection } from './check-section.ts';
import { rowSecretsApart, withRowSecrets, withRowSecretsHidden, withWholeRows } from './lists.ts';
import { merged } from './path.ts';
import { defaultsOf, listFields, type SectionName, type Settings, secretFields, sections } from './sections.ts';

export { draftOf } from './draft.ts';
export { parseSettingValue } from './parse-value.ts';
export { nested, splitPath, valueAt } from './path.ts';
export { isSection, type RegisterSettings, type SectionName, type Settings } from './sections.ts';

/** Where sections are kept. `secrets` is sealed; `value` never holds a secret. */
export interface SettingsStore {
  readSettings(): Promise<StoredSection[]>;
  writeSettings(section: StoredSection): Promise<void>;
}

export interface StoredSection {
  profile: string;
  section: string;
  value: Record<string, unknown>;
  secrets: Uint8Array | null;
  changedAt: number;
  changedBy: string;
}

export interface SecretBox {
  seal(plain: string, context: string): Uint8Array;
  open(bytes: Uint8Array, context: string): string;
}

/** A section as outsiders see it: a secret is only whether it is set. */
export type PublicSection = Record<string, unknown>;

/** What the shop has configured. Kept in memory whole, because every delivery asks for it. */
export interface SettingsRoom {
  get<Name extends SectionName>(section: Name, profile?: string): Settings[Name];
  shown(section: SectionName, profile?: string): PublicSection;
  /** Lays the patch over the section. An absent secret stays, an empty one is removed. Throws a `Problem` and changes nothing if a field is wrong. */
  change(section: SectionName, patch: unknown, by: string, profile?: string): Promise<PublicSection>;
  /** The section as it would be after the patch, checked but not kept. */
  preview<Name extends SectionName>(section: Name, patch: unknown, profile?: string): Settings[Name];
  onChange(listener: (section: SectionName, profile: string) => void): () => void;
}

/** What another room has to say against a section that fits its schema; it throws a `Problem`. */
export type SectionRule = { [Name in SectionName]?: (value: Settings[Name]) => void };

export const DEFAULT_PROFILE = 'default';

export async function openSettings(options: {
  store: SettingsStore;
  vault: SecretBox;
  clock: Clock;
  rules?: SectionRule;
  /** Values that stand in for what the shop hasn't set, as the demo's mailbox. They are never written to the store. */
  standIns?: { [Name in SectionName]?: Partial<Settings[Name]> };
}): Promise<SettingsRoom> {
  const { store, vault, clock, rules = {}, standIns = {} } = options;
  const kept = new Map<string, Settings[SectionName]>();
  const listeners = new Set<(section: SectionName, profile: string) => void>();
  const keyOf = (section: string, profile: string) => `${profile}/${section}`;

  const initial = <Name extends SectionName>(section: Name): Settings[Name] => ({
    ...defaultsOf(section),
    ...standIns[section],
  });

  for (const row of await store.readSettings()) {
    if (!Object.hasOwn(sections, row.section)) continue;
    const section = row.section as SectionName;
    const opened = row.secrets
      ? (JSON.parse(vault.open(row.secrets, keyOf(section, row.profile))) as Record<string, unknown>)
      : {};
    const secrets = Object.fromEntries(Object.entries(opened).filter(([key]) => secretFields[section].includes(key)));
    const value = { ...initial(section), ...known(section, row.value), ...secrets };
    kept.set(keyOf(section, row.profile), withRowSecrets(section, value, opened) as Settings[SectionName]);
  }

  const get = <Name extends SectionName>(section: Name, profile = DEFAULT_PROFILE): Settings[Name] =>
    (kept.get(keyOf(section, profile)) ??
      kept.get(keyOf(section, DEFAULT_PROFILE)) ??
      initial(section)) as Settings[Name];

  const preview = <Name extends SectionName>(
    section: Name,
    patch: unknown,
    profile = DEFAULT_PROFILE,
  ): Settings[Name] => {
    const [list] = Object.keys(listFields[section] ?? {});
    const wanted = Array.isArray(patch) && list !== undefined ? { [list]: patch } : patch;
    if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted))
      throw new Problem('fieldNotObject', { path: section, params: { path: section } });
    const before = get(section, profile);
    const next = withWholeRows(section, before, merged(before, wanted) as object) as Settings[Name];
    checkSection(section, next);
    rules[section]?.(next);
    return next;
  };

  const shown = (section: SectionName, profile = DEFAULT_PROFILE): PublicSection => {
    const value: Record<string, unknown> = { ...get(section, profile) };
    for (const secret of secretFields[section]) value[secret] = { set: value[secret] !== '' };
    return withRowSecretsHidden(section, value);
  };

  /** A profile without a section of its own goes by the default one, so a change of that is its change too. */
  const heirs = (section: SectionName, profile: string): string[] =>
    profile === DEFAULT_PROFILE
      ? [...new Set(get('registers').list.map((register) => register.profile))].filter(
          (other) => other !== profile && !kept.has(keyOf(section, other)),
        )
      : [];

  return {
    get,
    shown,
    preview,
    change: async (section, patch, by, profile = DEFAULT_PROFILE) => {
      const next = preview(section, patch, profile);
      const isSecret = (key: string) => secretFields[section].includes(key);
      const standIn: Record<string, unknown> = standIns[section] ?? {};
      const entries = Object.entries(next).filter(([key, field]) => field !== standIn[key]);
      const apart = rowSecretsApart(section, Object.fromEntries(entries.filter(([key]) => !isSecret(key))));
      const secrets = { ...Object.fromEntries(entries.filter(([key]) => isSecret(key))), ...apart.secrets };
      await store.writeSettings({
        profile,
        section,
        value: apart.value,
        secrets: Object.keys(secrets).length > 0 ? vault.seal(JSON.stringify(secrets), keyOf(section, profile)) : null,
        changedAt: clock.now(),
        changedBy: by,
      });
      kept.set(keyOf(section, profile), next);
      for (const listener of listeners)
        for (const changed of [profile, ...heirs(section, profile)]) listener(section, changed);
      return shown(section, profile);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The fields of a stored section that still exist. */
function known(section: SectionName, value: Record<string, unknown>): Record<string, unknown> {
  const fields = sections[section].properties;
  return {
    ...defaultsOf(section),
    ...Object.fromEntries(Object.entries(value).filter(([key]) => Object.hasOwn(fields, key))),
  };
}
