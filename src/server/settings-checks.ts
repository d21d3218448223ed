import type { App } from '../app.ts';
import { DEFAULT_PROFILE, type Wish } from '../settings/index.ts';
import { Problem } from '../texts/problem.ts';
import { copiesFault } from '../till/index.ts';
import { refuseToDropInUse } from './routes/register-settings.ts';

/** What the world has to say against a change that fits the schema: sales under way, a folder that can't be written. Throws a `Problem`. */
export async function checkAgainstWorld(app: App, { section, patch }: Pick<Wish, 'section' | 'patch'>): Promise<void> {
  if (section === 'registers') await refuseToDropInUse(app, patch ?? {});
  if (section === 'privacy') await refuseBadFolder(app, patch ?? {});
  if (section === 'profiles') refuseToDropUsed(app, patch ?? {});
}

async function refuseBadFolder(app: App, patch: unknown): Promise<void> {
  const { copiesFolder: folder } = app.settings.preview('privacy', patch);
  // A folder that is away for a while must not stop other settings from being saved.
  if (folder === '' || folder === app.settings.get('privacy').copiesFolder) return;
  const fault = await copiesFault(folder);
  if (fault === undefined) return;
  throw new Problem(fault === 'relative' ? 'copiesFolderRelative' : 'copiesFolderNotWritable', {
    path: 'privacy.copiesFolder',
    params: { folder },
  });
}

function refuseToDropUsed(app: App, patch: unknown): void {
  const left = app.settings.preview('profiles', patch).list.map(({ id }) => id);
  for (const { id, name } of app.settings.get('profiles').list) {
    const users = app.settings.get('registers').list.filter(({ profile }) => profile === id);
    if (!left.includes(id) && users.length > 0)
      throw new Problem('profileInUse', {
        status: 409,
        path: 'profiles.list',
        params: { profile: name || id, registers: users.map((register) => register.name || register.id).join(', ') },
      });
  }
}

/** The wishes that a change brings along: a profile that goes takes the values of its own with it. */
export function withConsequences(app: App, wish: Wish): Wish[] {
  if (wish.section !== 'profiles' || wish.patch === null) return [wish];
  const left = app.settings.preview('profiles', wish.patch).list.map(({ id }) => id);
  const gone = app.settings.get('profiles').list.filter(({ id }) => id !== DEFAULT_PROFILE && !left.includes(id));
  return [
    wish,
    ...gone.flatMap(({ id }) => app.settings.own(id).map((section) => ({ section, profile: id, patch: null }))),
  ];
}
