import { readFile } from 'node:fs/promises';
import { Option } from 'commander';
import { readReceipts } from '../formats/index.ts';
import type { AcceptedView, DeliveryView } from '../server/api.ts';
import { Problem } from '../texts/problem.ts';
import type { CommandContext } from './context.ts';
import { agreed, Exit, failure, print } from './io.ts';
import { progressBar } from './progress.ts';
import { connect, type ServiceClient } from './service-client.ts';

interface SendOptions {
  data: string;
  to: string;
  channel?: 'email' | 'sms';
  as?: 'html' | 'pdf';
  qr: boolean;
  wait: string;
  json?: boolean;
}

const ENDED: readonly DeliveryView['status'][] = ['sent', 'delivered', 'failed', 'bounced', 'expired', 'cancelled'];
const GOOD: readonly DeliveryView['status'][] = ['sent', 'delivered'];

/** `kvitok send FILE… --to CONTACT`: accepts receipts and waits for the outcome of each. Exit 0 all sent, 1 some failed, 2 bad input. */
export function sendCommand({ program, language, say }: CommandContext): void {
  program
    .command('send')
    .description(say('cli.send.description'))
    .argument('<file...>', say('cli.file'))
    .requiredOption('--to <contact>', say('cli.send.to'))
    .addOption(new Option('--channel <channel>', say('cli.send.channel')).choices(['email', 'sms']))
    .addOption(new Option('--as <form>', say('cli.send.as')).choices(['html', 'pdf']))
    .option('--no-qr', say('cli.noQr'))
    .option('--wait <seconds>', say('cli.send.wait'), '60')
    .option('--json', say('cli.json'))
    .action(async (files: string[], _options, command) => {
      const options = command.optsWithGlobals() as SendOptions;
      const receipts = await readAll(files);
      const service = await connect({ ...options, language });
      try {
        const bar = await progressBar(receipts.length);
        let failed = 0;
        for (const { file, receipt } of receipts) {
          const delivery = await sendOne(service, receipt, options);
          if (!GOOD.includes(delivery.status)) failed++;
          bar.step();
          bar.note(() => print(options.json ? JSON.stringify({ file, ...delivery }) : told(file, delivery, say)));
        }
        bar.end();
        if (failed > 0) throw new Exit(1);
      } catch (error) {
        if (error instanceof Exit) throw error;
        const { status, sentence } = failure(error, language);
        throw new Exit(status, sentence);
      } finally {
        await service.close();
      }
    });
}

const told = (file: string, delivery: DeliveryView, say: CommandContext['say']): string =>
  [
    `${GOOD.includes(delivery.status) ? '✓' : '✕'} ${file}`,
    delivery.contact,
    say(`delivery.status.${delivery.status}`),
    delivery.explanation,
  ]
    .filter(Boolean)
    .join('  ');

async function sendOne(service: ServiceClient, receipt: unknown, options: SendOptions): Promise<DeliveryView> {
  const accepted = agreed<AcceptedView>(
    await service.call('POST', '/receipts', {
      receipt,
      to: options.to,
      ...(options.channel ? { channel: options.channel } : {}),
      ...(options.as ? { as: options.as } : {}),
      ...(options.qr ? {} : { withoutQr: true }),
    }),
  );
  const id = accepted.deliveries[0]?.id ?? '';
  const until = Date.now() + secondsOf(options.wait) * 1000;
  for (;;) {
    const wait = Math.max(0, Math.min(25, Math.ceil((until - Date.now()) / 1000)));
    const delivery = agreed<DeliveryView>(await service.call('GET', `/deliveries/${id}?wait=${wait}`));
    if (ENDED.includes(delivery.status) || Date.now() >= until) return delivery;
  }
}

function secondsOf(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new Problem('fieldNotWhole', { path: '--wait', params: { path: '--wait' } });
  return Number(text);
}

async function readAll(files: string[]): Promise<{ file: string; receipt: unknown }[]> {
  const found = [];
  for (const file of files)
    for (const { receipt } of readReceipts(await readInput(file))) found.push({ file, receipt });
  return found;
}

/** The bytes of a file that a person named. Throws a `Problem` with the file's name if it can't be read. */
export async function readInput(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    throw new Problem(code === 'ENOENT' ? 'fileMissing' : code === 'EISDIR' ? 'fileIsFolder' : 'fileUnreadable', {
      params: { file },
      cause,
    });
  }
}
