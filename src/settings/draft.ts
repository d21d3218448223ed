import { valueAt } from './path.ts';
import { type SectionName, type Settings, secretFields } from './sections.ts';

/**
 * A section with what is typed and not kept yet, to be tried before it is. A kept secret goes only where it was kept for: if one of the
 * `destination` paths differs, secrets that aren't typed again are left out, or «Проверить» would carry them to any address. Throws the
 * `Problem` of a wrong field.
 */
export function draftOf<Name extends SectionName>(
  settings: {
    get<One extends SectionName>(section: One, profile?: string): Settings[One];
    preview<One extends SectionName>(section: One, patch: unknown, profile?: string): Settings[One];
  },
  section: Name,
  typed: object,
  { profile, destination }: { profile: string; destination: readonly string[] },
): Settings[Name] {
  const kept = settings.get(section, profile);
  const draft = settings.preview(section, typed, profile);
  const at = (value: object, path: string) => JSON.stringify(valueAt(value, path.split('.')));
  if (destination.every((path) => at(kept, path) === at(draft, path))) return draft;
  const again = secretFields[section].filter((secret) => !Object.hasOwn(typed, secret));
  return { ...draft, ...Object.fromEntries(again.map((secret) => [secret, ''])) };
}
