import { Option } from 'commander';
import { readableSecret } from '../access/index.ts';
import type { PersonView } from '../server/api/access.ts';
import { Problem } from '../texts/problem.ts';
import type { CommandContext } from './context.ts';
import { agreed, print, readInput } from './io.ts';
import { connect, type ServiceClient } from './service-client.ts';

interface UserOptions {
  data: string;
  role: PersonView['role'];
  passwordStdin?: boolean;
  json?: boolean;
}

const PASSWORD_SIGNS = 16;

/** `kvitok user add|list|password|remove`: the people who sign in. */
export function userCommand({ program, language, say }: CommandContext): void {
  const user = program.command('user').description(say('cli.user.description'));
  const withService = async (options: UserOptions, work: (service: ServiceClient) => Promise<void>): Promise<void> => {
    const service = await connect({ ...options, language });
    try {
      await work(service);
    } finally {
      await service.close();
    }
  };
  const passwordStdin = () => new Option('--password-stdin', say('cli.user.passwordStdin'));
  const passwordOf = async ({ passwordStdin: given }: UserOptions): Promise<{ password: string; made: boolean }> =>
    given ? { password: await readInput(), made: false } : { password: readableSecret(PASSWORD_SIGNS), made: true };

  user
    .command('add')
    .description(say('cli.user.add'))
    .argument('<name>', say('cli.user.name'))
    .addOption(new Option('--role <role>', say('cli.user.role')).choices(['owner', 'cashier']).default('cashier'))
    .addOption(passwordStdin())
    .action(async (name: string, _options, command) => {
      const options = command.optsWithGlobals() as UserOptions;
      const { password, made } = await passwordOf(options);
      await withService(options, async (service) => {
        const added = agreed<PersonView>(
          await service.call('POST', '/people', { name, role: options.role, password }),
          1,
        );
        print(say('cli.user.added', { name: added.name, role: say(`cli.user.roles.${added.role}`) }));
        if (made) print(say('cli.user.newPassword', { password }));
      });
    });

  user
    .command('list')
    .description(say('cli.user.list'))
    .option('--json', say('cli.json'))
    .action(async (_options, command) => {
      const options = command.optsWithGlobals() as UserOptions;
      await withService(options, async (service) => {
        const people = await all(service);
        for (const { self: _self, ...person } of people)
          print(options.json ? JSON.stringify(person) : `${person.name}  ${say(`cli.user.roles.${person.role}`)}`);
        if (people.length === 0 && !options.json) print(say('cli.user.empty'));
      });
    });

  user
    .command('password')
    .description(say('cli.user.password'))
    .argument('<name>', say('cli.user.name'))
    .addOption(passwordStdin())
    .action(async (name: string, _options, command) => {
      const options = command.optsWithGlobals() as UserOptions;
      const { password, made } = await passwordOf(options);
      await withService(options, async (service) => {
        const { id, name: called } = await one(service, name);
        agreed(await service.call('PUT', `/people/${id}`, { password }), 1);
        print(say('cli.user.changed', { name: called }));
        if (made) print(say('cli.user.newPassword', { password }));
      });
    });

  user
    .command('remove')
    .description(say('cli.user.remove'))
    .argument('<name>', say('cli.user.name'))
    .action(async (name: string, _options, command) => {
      await withService(command.optsWithGlobals() as UserOptions, async (service) => {
        const { id, name: called } = await one(service, name);
        agreed(await service.call('DELETE', `/people/${id}`), 1);
        print(say('cli.user.removed', { name: called }));
      });
    });
}

const all = async (service: ServiceClient): Promise<PersonView[]> =>
  agreed<{ people: PersonView[] }>(await service.call('GET', '/people')).people;

async function one(service: ServiceClient, name: string): Promise<PersonView> {
  const alike = (text: string) => text.normalize('NFKC').trim().toLowerCase();
  const found = (await all(service)).find((person) => alike(person.name) === alike(name));
  if (!found) throw new Problem('personUnnamed', { params: { name } });
  return found;
}
