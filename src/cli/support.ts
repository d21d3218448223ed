import type { CommandContext } from './context.ts';
import { agreed, print } from './io.ts';
import { connect } from './service-client.ts';

/** `kvitok support FILE`: what the developers need to understand a fault, with nobody's data in it. */
export function supportCommand({ program, language, say }: CommandContext): void {
  program
    .command('support')
    .description(say('cli.support.description'))
    .argument('<file>', say('cli.backup.file'))
    .action(async (file: string, _options, command) => {
      const service = await connect({ ...(command.optsWithGlobals() as { data: string }), language });
      try {
        const answer = await service.save('POST', '/privacy/support-bundle', file);
        if (answer.status >= 400) agreed(answer);
        print(say('cli.support.done', { file }));
      } finally {
        await service.close();
      }
    });
}
