import { Option } from 'commander';
import { scopes } from '../access/index.ts';
import type { NewTokenView, TokenView } from '../server/api/access.ts';
import { Problem } from '../texts/problem.ts';
import type { CommandContext } from './context.ts';
import { agreed, print } from './io.ts';
import { connect, type ServiceClient } from './service-client.ts';

interface TokenOptions {
  data: string;
  scope: string[];
  days?: string;
  json?: boolean;
}

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 36_500;

/** `kvitok token create|list|revoke`: the keys of programs. A token goes to standard output alone, so that it can be piped on. */
export function tokenCommand({ program, language, say }: CommandContext): void {
  const token = program.command('token').description(say('cli.token.description'));
  const withService = async (options: TokenOptions, work: (service: ServiceClient) => Promise<void>): Promise<void> => {
    const service = await connect({ ...options, language });
    try {
      await work(service);
    } finally {
      await service.close();
    }
  };
  const day = (at: number) => new Date(at).toLocaleDateString(language === 'ru' ? 'ru-RU' : 'en-GB');

  token
    .command('create')
    .description(say('cli.token.create'))
    .argument('<name>', say('cli.token.name'))
    .addOption(
      new Option('--scope <scope...>', say('cli.token.scope')).choices([...scopes]).default(['sales', 'receipts']),
    )
    .option('--days <n>', say('cli.token.days'))
    .action(async (name: string, _options, command) => {
      const options = command.optsWithGlobals() as TokenOptions;
      const expiresAt = options.days === undefined ? null : Date.now() + daysOf(options.days) * DAY_MS;
      await withService(options, async (service) => {
        const body = { name, scopes: options.scope, expiresAt };
        const made = agreed<NewTokenView>(await service.call('POST', '/tokens', body), 1);
        print(made.token);
        process.stderr.write(`${say('cli.token.created')}\n`);
      });
    });

  token
    .command('list')
    .description(say('cli.token.list'))
    .option('--json', say('cli.json'))
    .action(async (_options, command) => {
      const options = command.optsWithGlobals() as TokenOptions;
      await withService(options, async (service) => {
        const tokens = await all(service);
        for (const one of tokens) {
          const until = one.expiresAt === null ? say('cli.token.never') : day(one.expiresAt);
          const used = one.usedAt === null ? say('cli.token.unused') : day(one.usedAt);
          print(
            options.json ? JSON.stringify(one) : [one.name, one.hint, one.scopes.join(','), until, used].join('  '),
          );
        }
        if (tokens.length === 0 && !options.json) print(say('cli.token.empty'));
      });
    });

  token
    .command('revoke')
    .description(say('cli.token.revoke'))
    .argument('<name>', say('cli.token.name'))
    .action(async (name: string, _options, command) => {
      await withService(command.optsWithGlobals() as TokenOptions, async (service) => {
        const found = (await all(service)).find((one) => one.name === name || one.id === name);
        if (!found) throw new Problem('tokenUnnamed', { params: { name } });
        agreed(await service.call('DELETE', `/tokens/${found.id}`), 1);
        print(say('cli.token.revoked', { name: found.name }));
      });
    });
}

const all = async (service: ServiceClient): Promise<TokenView[]> =>
  agreed<{ tokens: TokenView[] }>(await service.call('GET', '/tokens')).tokens;

function daysOf(typed: string): number {
  const days = /^\d{1,5}$/.test(typed) ? Number(typed) : 0;
  if (days < 1 || days > LONGEST_DAYS) throw new Problem('tokenDays', { params: { limit: LONGEST_DAYS } });
  return days;
}
