import { Option } from 'commander';
import type { CheckStepView } from '../server/api.ts';
import type { CommandContext } from './context.ts';
import { agreed, Exit, print } from './io.ts';
import { connect } from './service-client.ts';

const signs = { ok: '✓', failed: '✕', skipped: '–' } as const;

/** `kvitok check email|sms`: «Проверить»: each step, and for the failed one what to do. Exit 0 if all went well, else 1. */
export function checkCommand({ program, language, say }: CommandContext): void {
  program
    .command('check')
    .description(say('cli.check.description'))
    .argument('<channel>', 'email | sms')
    .addOption(new Option('--to <contact>', say('cli.check.to')))
    .option('--json', say('cli.json'))
    .action(async (channel: string, _options, command) => {
      if (channel !== 'email' && channel !== 'sms') throw new Exit(2, say('cli.check.channel'));
      const options = command.optsWithGlobals() as { data: string; to?: string; json?: boolean };
      const service = await connect({ ...options, language });
      try {
        const answer = await service.call('POST', `/settings/${channel}/check`, options.to ? { to: options.to } : {});
        const { steps } = agreed<{ steps: CheckStepView[] }>(answer);
        for (const step of steps) {
          if (options.json) print(JSON.stringify(step));
          else
            print([`${signs[step.result]} ${step.title}`, step.explanation, step.reply].filter(Boolean).join('\n    '));
        }
        if (steps.some((step) => step.result === 'failed')) throw new Exit(1);
      } finally {
        await service.close();
      }
    });
}
