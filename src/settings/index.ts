import type { Clock } from '../base/clock.ts';
import { uuidv7 } from '../base/uuid.ts';
import { Problem } from '../texts/problem.ts';
import { changesBetween, type FieldChange } from './changes.ts';
import { checkSection } from './check-section.ts';
import { rowSecretsApart, withRowSecrets, withRowSecretsHidden, withWholeRows } from './lists.ts';
import { merged } from './path.ts';
import {
  defaultsOf,
  isSection,
  listFields,
  type SectionName,
  type Settings,
  secretFields,
  sectionNames,
  sections,
} from './sections.ts';

export type { FieldChange } from './changes.ts';
export { draftOf } from './draft.ts';
export { parseSettingValue } from './parse-value.ts';
export { nested, splitPath, valueAt } from './path.ts';
export {
  isSection,
  isShared,
  type RegisterSettings,
  type SectionName,
  type Settings,
  sectionNames,
} from './sections.ts';

/** Where sections and their history are kept. */
export interface SettingsStore {
  readSettings(): Promise<StoredSection[]>;
  /** All of them or none. */
  writeSettings(args: { changes: StoredChange[] }): Promise<void>;
  listSettingsHistory(page: HistoryPage): Promise<StoredChange[]>;
  /** A change, and the section of its profile as it was before. */
  findSettingsChange(args: { id: string }): Promise<{ change: StoredChange; before: StoredChange | null } | null>;
}

/** `secrets` is sealed; `value` never holds a secret. */
export interface StoredSection {
  profile: string;
  section: string;
  value: Record<string, unknown>;
  secrets: Uint8Array | null;
  changedAt: number;
  changedBy: string;
}

/** A section as it was written, and what that changed. `dropped`: the profile went back to the common values. */
export interface StoredChange extends StoredSection {
  id: string;
  dropped: boolean;
  changes: FieldChange[];
}

/** Newest first; `before` is the id of the last one seen. */
export interface HistoryPage {
  section?: string;
  before?: string;
  limit: number;
}

/** A wish to change a section of a profile; `null` drops the profile's own values, so that the common ones are in force. */
export interface Wish {
  section: SectionName;
  profile: string;
  patch: unknown;
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
  /** What the wishes would change, checked but not kept. Throws the `Problem` of the first wrong field. */
  wouldChange(wishes: readonly Wish[]): (FieldChange & { section: SectionName; profile: string })[];
  /** Fulfils all wishes or, if one is wrong, none. */
  changeAll(wishes: readonly Wish[], by: string): Promise<void>;
  /** Profiles other than the common one: those in the list, those that registers use, those with values of their own. */
  profiles(): string[];
  /** Sections that a profile has its own values of. */
  own(profile: string): SectionName[];
  history(page: HistoryPage): Promise<StoredChange[]>;
  /** The wish that takes a change back, secrets excepted. Throws a `Problem` for one that isn't known. */
  undoOf(id: string): Promise<Wish>;
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

  const initials = new Map(
    (Object.keys(sections) as SectionName[]).map((name) => [name, { ...defaultsOf(name), ...standIns[name] }]),
  );
  const initial = <Name extends SectionName>(section: Name) => initials.get(section) as Settings[Name];

  for (const row of await store.readSettings()) {
    if (!Object.hasOwn(sections, row.section)) continue;
    const section = row.section as SectionName;
    const opened = row.secrets
      ? (JSON.parse(vault.open(row.secrets, keyOf(section, row.profile))) as Record<string, unknown>)
      : {};
    const secrets = Object.fromEntries(Object.entries(opened).filter(([key]) => secretFields[section].includes(key)));
    const value = { ...(merged(initial(section), known(section, row.value)) as object), ...secrets };
    kept.set(keyOf(section, row.profile), withRowSecrets(section, value, opened) as Settings[SectionName]);
  }

  const get = <Name extends SectionName>(section: Name, profile = DEFAULT_PROFILE): Settings[Name] =>
    (kept.get(keyOf(section, profile)) ??
      kept.get(keyOf(section, DEFAULT_PROFILE)) ??
      initial(section)) as Settings[Name];

  const over = <Name extends SectionName>(section: Name, before: Settings[Name], patch: unknown): Settings[Name] => {
    const [list] = Object.keys(listFields[section] ?? {});
    const wanted = Array.isArray(patch) && list !== undefined ? { [list]: patch } : patch;
    if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted))
      throw new Problem('fieldNotObject', { path: section, params: { path: section } });
    const next = withWholeRows(section, before, merged(before, wanted) as object) as Settings[Name];
    checkSection(section, next);
    rules[section]?.(next);
    return next;
  };

  const preview = <Name extends SectionName>(section: Name, patch: unknown, profile = DEFAULT_PROFILE) =>
    over(section, get(section, profile), patch);

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

  /** The wishes one on top of another, each checked, as what is in force before and after. */
  const planned = (wishes: readonly Wish[]) => {
    const laid = new Map<string, Settings[SectionName] | undefined>();
    const now = (section: SectionName, profile: string) => {
      const key = keyOf(section, profile);
      return laid.has(key) ? laid.get(key) : kept.get(key);
    };
    return wishes.map(({ section, profile, patch }) => {
      const common = now(section, DEFAULT_PROFILE) ?? initial(section);
      const before = now(section, profile) ?? common;
      const next = patch === null ? undefined : over(section, before as never, patch);
      laid.set(keyOf(section, profile), next);
      return { section, profile, next, changes: changesBetween(section, before, next ?? common) };
    });
  };

  const stored = (section: SectionName, profile: string, next: Settings[SectionName] | undefined) => {
    if (!next) return { value: {}, secrets: null };
    const isSecret = (key: string) => secretFields[section].includes(key);
    const standIn: Record<string, unknown> = standIns[section] ?? {};
    const entries = Object.entries(next).filter(([key, field]) => field !== standIn[key]);
    const apart = rowSecretsApart(section, Object.fromEntries(entries.filter(([key]) => !isSecret(key))));
    const secrets = { ...Object.fromEntries(entries.filter(([key]) => isSecret(key))), ...apart.secrets };
    return {
      value: apart.value,
      secrets: Object.keys(secrets).length > 0 ? vault.seal(JSON.stringify(secrets), keyOf(section, profile)) : null,
    };
  };

  let newest = 0;
  /** Later than every id before it, though two changes fall into one millisecond. */
  const nextId = () => {
    newest = Math.max(clock.now(), newest + 1);
    return uuidv7(newest);
  };

  const fulfil = async (wishes: readonly Wish[], by: string): Promise<void> => {
    const plan = planned(wishes);
    const changedAt = clock.now();
    await store.writeSettings({
      changes: plan.map(({ section, profile, next, changes }) => ({
        id: nextId(),
        section,
        profile,
        ...stored(section, profile, next),
        changedAt,
        changedBy: by,
        dropped: next === undefined,
        changes,
      })),
    });
    for (const { section, profile, next } of plan)
      if (next) kept.set(keyOf(section, profile), next);
      else kept.delete(keyOf(section, profile));
    for (const { section, profile } of plan)
      for (const listener of listeners)
        for (const changed of [profile, ...heirs(section, profile)]) listener(section, changed);
  };

  let last: Promise<unknown> = Promise.resolve();
  /** One after another: each is checked against what the one before has made. */
  const changeAll = (wishes: readonly Wish[], by: string): Promise<void> => {
    const mine = last.then(() => fulfil(wishes, by));
    last = mine.catch(() => {});
    return mine;
  };

  return {
    get,
    shown,
    preview,
    changeAll,
    wouldChange: (wishes) =>
      planned(wishes).flatMap(({ section, profile, changes }) =>
        changes.map((change) => ({ section, profile, ...change })),
      ),
    change: async (section, patch, by, profile = DEFAULT_PROFILE) => {
      await changeAll([{ section, profile, patch: patch ?? {} }], by);
      return shown(section, profile);
    },
    profiles: () => {
      const named = get('profiles').list.map(({ id }) => id);
      const used = get('registers').list.map(({ profile }) => profile);
      const withOwn = [...kept.keys()].map((key) => key.slice(0, key.indexOf('/')));
      return [...new Set([...named, ...used, ...withOwn])].filter((profile) => profile !== DEFAULT_PROFILE);
    },
    own: (profile) => sectionNames.filter((section) => kept.has(keyOf(section, profile))),
    history: (page) => store.listSettingsHistory(page),
    undoOf: async (id) => {
      const found = await store.findSettingsChange({ id });
      if (!found || !isSection(found.change.section)) throw new Problem('changeUnknown', { status: 404 });
      const { section, profile, changes, dropped } = found.change;
      const before = found.before?.dropped ? undefined : found.before?.value;
      if (profile !== DEFAULT_PROFILE && !before) return { section, profile, patch: null };
      const then = merged(initial(section), known(section, before ?? {})) as Record<string, unknown>;
      const fields = new Set(changes.filter((change) => !change.secret).map((change) => change.path.split('.')[0]));
      const patch = dropped ? then : Object.fromEntries(Object.entries(then).filter(([key]) => fields.has(key)));
      for (const secret of secretFields[section]) delete patch[secret];
      return { section, profile, patch };
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
  return Object.fromEntries(Object.entries(value).filter(([key]) => Object.hasOwn(fields, key)));
}
