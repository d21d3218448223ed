import { nested, parseSettingValue, splitPath, valueAt } from '../settings/index.ts';
import { Problem } from '../texts/problem.ts';
import type { CommandContext } from './context.ts';
import { agreed, print, readInput } from './io.ts';
import { connect } from './service-client.ts';

const SECTIONS = ['email', 'sms', 'form', 'registers', 'privacy', 'network', 'profiles'];

/** `kvitok settings get|set PATH [VALUE]`: reads and changes settings; a secret is written, never shown. */
export function settingsCommand({ program, language, say }: CommandContext): void {
  const settings = program.command('settings').description(say('cli.settings.description'));

  settings
    .command('get')
    .description(say('cli.settings.get'))
    .argument('[path]', say('cli.settings.path'))
    .option('--profile <profile>', say('cli.settings.profile'), 'default')
    .action(async (path: string | undefined, _options, command) => {
      const options = command.optsWithGlobals() as { data: string; profile: string };
      const service = await connect({ ...options, language });
      try {
        for (const section of path === undefined ? SECTIONS : [splitPath(path).section]) {
          const value = agreed<Record<string, unknown>>(
            await service.call('GET', `/settings/${section}${of(options)}`),
          );
          const keys = path === undefined ? [] : splitPath(path).keys;
          const found = valueAt(value, keys);
          if (found === undefined) throw new Problem('settingUnknown', { params: { path: path ?? '' } });
          show([section, ...keys].join('.'), found, say('cli.settings.secretSet'), say('cli.settings.secretUnset'));
        }
      } finally {
        await service.close();
      }
    });

  settings
    .command('set')
    .description(say('cli.settings.set'))
    .argument('<path>', say('cli.settings.path'))
    .argument('[value]', say('cli.settings.value'))
    .option('--profile <profile>', say('cli.settings.profile'), 'default')
    .action(async (path: string, typed: string | undefined, _options, command) => {
      const value = parseSettingValue(path, typed ?? (await readInput()));
      const { section, keys } = splitPath(path);
      const options = command.optsWithGlobals() as { data: string; profile: string };
      const service = await connect({ ...options, language });
      try {
        agreed(await service.call('PUT', `/settings/${section}${of(options)}`, nested(keys, value)));
      } finally {
        await service.close();
      }
    });
}

const of = ({ profile }: { profile: string }) => `?profile=${encodeURIComponent(profile)}`;

function show(path: string, value: unknown, set: string, unset: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    print(`${path} = ${Array.isArray(value) ? listed(value) : String(value)}`);
  } else if (Object.keys(value).join() === 'set') {
    print(`${path} = ${(value as { set: boolean }).set ? set : unset}`);
  } else {
    for (const [key, inner] of Object.entries(value)) show(`${path}.${key}`, inner, set, unset);
  }
}

/** Words as they are typed, rows as JSON. */
function listed(values: unknown[]): string {
  return values.some((one) => typeof one === 'object') ? JSON.stringify(values) : values.join(',');
}
