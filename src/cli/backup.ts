import type { CommandContext } from './context.ts';
import { agreed, print } from './io.ts';
import { connect } from './service-client.ts';

/** `kvitok backup FILE`: a copy of the database as it is now, beside a running service or without one. */
export function backupCommand({ program, language, say }: CommandContext): void {
  program
    .command('backup')
    .description(say('cli.backup.description'))
    .argument('<file>', say('cli.backup.file'))
    .action(async (file: string, _options, command) => {
      const service = await connect({ ...(command.optsWithGlobals() as { data: string }), language });
      try {
        const answer = await service.save('POST', '/privacy/backup', file);
        if (answer.status >= 400) agreed(answer);
        print(say('cli.backup.done', { file }));
      } finally {
        await service.close();
      }
    });
}
