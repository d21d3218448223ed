import { Option } from 'commander';
import type { DeliveryView } from '../server/api.ts';
import type { CommandContext } from './context.ts';
import { agreed, print } from './io.ts';
import { connect } from './service-client.ts';

/** `kvitok journal`: deliveries, newest first, one line each. */
export function journalCommand({ program, language, say }: CommandContext): void {
  program
    .command('journal')
    .description(say('cli.journal.description'))
    .addOption(
      new Option('--status <status>', say('cli.journal.status')).choices([
        'queued',
        'sending',
        'sent',
        'delivered',
        'failed',
        'bounced',
        'expired',
        'cancelled',
      ]),
    )
    .option('--limit <n>', say('cli.journal.limit'), '50')
    .option('--json', say('cli.json'))
    .action(async (_options, command) => {
      const options = command.optsWithGlobals() as { data: string; status?: string; limit: string; json?: boolean };
      const query = new URLSearchParams({
        limit: options.limit,
        ...(options.status ? { status: options.status } : {}),
      });
      const service = await connect({ ...options, language });
      try {
        const { deliveries } = agreed<{ deliveries: DeliveryView[] }>(
          await service.call('GET', `/deliveries?${query}`),
        );
        for (const delivery of deliveries)
          print(options.json ? JSON.stringify(delivery) : line(delivery, language, say));
        if (deliveries.length === 0 && !options.json) print(say('cli.journal.empty'));
      } finally {
        await service.close();
      }
    });
}

/** One delivery as a line: when, how much, to whom, what became of it and why. */
export function line(delivery: DeliveryView, language: CommandContext['language'], say: CommandContext['say']): string {
  const when = new Date(delivery.createdAt).toLocaleString(language === 'ru' ? 'ru-RU' : 'en-GB');
  const total = delivery.total === undefined ? '' : `${(delivery.total / 100).toFixed(2)} ₽`;
  const status = say(`delivery.status.${delivery.status}`);
  return [when, total, delivery.contact, status, delivery.explanation ?? ''].filter(Boolean).join('  ');
}
