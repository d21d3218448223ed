import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, Refused } from '../../parts/api.ts';
import { useUnsaved } from '../unsaved.tsx';
import { type Draft, isSecret, patchOf, valueAt, withDraft, withoutTyped } from './draft.ts';

/** One section of the settings as its page works with it. */
export interface SectionDraft<T> {
  /** As the service has it; undefined while it is read. */
  saved: T | undefined;
  /** With what was typed and isn't saved. */
  value: T | undefined;
  /** Why it couldn't be read. */
  fault: Error | undefined;
  dirty: boolean;
  saving: boolean;
  /** When it was last saved from this page, milliseconds since 1970. */
  savedAt: number | undefined;
  /** What the service said against the draft as a whole. */
  refusal: string | undefined;
  /** What it said against one field, by dotted path within the section. */
  refusalAt(path: string): string | undefined;
  /** The field that it was said against, by dotted path within the section. */
  refusedPath: string | undefined;
  set(path: string, value: unknown): void;
  /** Several fields in one step, by dotted path. */
  setAll(fields: Record<string, unknown>): void;
  /** What would be sent: only what differs from what is saved. */
  patch(): Record<string, unknown>;
  /** True if the service took it. */
  save(): Promise<boolean>;
  undo(): void;
}

/** Reads a section, keeps what is typed until it is saved, and tells refusals at their fields. The draft outlives leaving the page, secrets excepted. */
export function useSection<T extends object>(section: string, profile = 'default'): SectionDraft<T> {
  const key = `kvitok-draft/${profile}/${section}`;
  const queries = useQueryClient();
  const address = `/settings/${section}?profile=${encodeURIComponent(profile)}`;
  const asked = useQuery({ queryKey: ['settings', section, profile], queryFn: () => call<T>('GET', address) });
  const [draft, setDraft] = useState<Draft>(() => keptDraft(key));
  const [refused, setRefused] = useState<Refused>();
  const [saving, setSaving] = useState(false);
  const [savedAt, setSavedAt] = useState<number>();
  const saved = asked.data;
  const dirty = Object.keys(draft).length > 0;
  useUnsaved(key, dirty);

  const keep = (next: Draft) => {
    setDraft(next);
    const open = Object.entries(next).filter(([path]) => !isSecret(valueAt(saved, path)));
    if (open.length === 0) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(withoutTyped(Object.fromEntries(open))));
  };

  const setAll = (fields: Draft) => {
    const same = ([path, value]: [string, unknown]) => JSON.stringify(value) === JSON.stringify(valueAt(saved, path));
    keep(Object.fromEntries(Object.entries({ ...draft, ...fields }).filter((field) => !same(field))));
    if (refused) setRefused(undefined);
  };

  const at = refused?.path?.replace(new RegExp(`^${section}\\.`), '');
  return {
    saved,
    value: saved && withDraft(saved, draft),
    fault: asked.error ?? undefined,
    dirty,
    saving,
    savedAt,
    refusal: refused && (at === undefined || at === section) ? refused.message : undefined,
    refusalAt: (path) => (at === path ? refused?.beside : undefined),
    refusedPath: at,
    set: (path, value) => setAll({ [path]: value }),
    setAll,
    patch: () => patchOf(draft),
    save: async () => {
      setSaving(true);
      try {
        queries.setQueryData(['settings', section, profile], await call<T>('PUT', address, patchOf(draft)));
        keep({});
        setRefused(undefined);
        setSavedAt(Date.now());
        void queries.invalidateQueries({ queryKey: ['settings'] });
        return true;
      } catch (error) {
        setRefused(error instanceof Refused ? error : new Refused(String(error)));
        return false;
      } finally {
        setSaving(false);
      }
    },
    undo: () => {
      keep({});
      setRefused(undefined);
    },
  };
}

function keptDraft(key: string): Draft {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Draft;
  } catch {
    return {};
  }
}
