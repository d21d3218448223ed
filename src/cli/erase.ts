import type { ErasedView } from '../server/api/privacy.ts';
import type { CommandContext } from './context.ts';
import { agreed, print } from './io.ts';
import { connect } from './service-client.ts';

/** `kvitok erase CONTACT`: forgets a buyer, tells how much was erased and what can't be reached from here. */
export function eraseCommand({ program, language, say }: CommandContext): void {
  program
    .command('erase')
    .description(say('cli.erase.description'))
    .argument('<contact>', say('cli.erase.contact'))
    .option('--json', say('cli.json'))
    .action(async (contact: string, _options, command) => {
      const options = command.optsWithGlobals() as { data: string; json?: boolean };
      const service = await connect({ ...options, language });
      try {
        const { beyond, ...erased } = agreed<ErasedView>(await service.call('POST', '/privacy/erase', { contact }));
        if (options.json) {
          print(JSON.stringify(erased));
          return;
        }
        const { deliveries, cancelled, sales } = erased;
        if (deliveries + sales === 0) print(say('privacy.erase.nothing'));
        else print(say('privacy.erase.done', { deliveries, cancelled, sales }));
        print(say('privacy.erase.beyond'));
        for (const place of beyond) print(`  · ${place}`);
      } finally {
        await service.close();
      }
    });
}
