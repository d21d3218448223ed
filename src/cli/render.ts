import { writeFile } from 'node:fs/promises';
import { Option } from 'commander';
import { readReceipt } from '../formats/index.ts';
import { closePdfPool, renderPage, renderPdf, renderQr, renderSms, renderText } from '../rendering/index.ts';
import type { CommandContext } from './context.ts';
import { readInput } from './send.ts';

type Form = 'html' | 'pdf' | 'text' | 'sms' | 'qr';

interface Wish {
  as: Form;
  qr: boolean;
  template?: string;
  output?: string;
}

/** `kvitok render FILE --as …`: what the buyer would get, to a file or to standard output. */
export function renderCommand({ program, say }: CommandContext): void {
  program
    .command('render')
    .description(say('cli.render.description'))
    .argument('<file>', say('cli.file'))
    .addOption(
      new Option('--as <form>', say('cli.render.as')).choices(['html', 'pdf', 'text', 'sms', 'qr']).default('text'),
    )
    .option('--no-qr', say('cli.noQr'))
    .option('--template <text>', say('cli.render.template'))
    .option('-o, --output <file>', say('cli.render.output'))
    .action(async (file: string, _options, command) => {
      const { as, qr, template, output } = command.optsWithGlobals() as Wish;
      try {
        const bytes = await rendered(as, await readInput(file), !qr, template);
        if (output === undefined) process.stdout.write(bytes);
        else await writeFile(output, bytes);
      } finally {
        await closePdfPool();
      }
    });
}

async function rendered(
  form: Form,
  input: Buffer,
  withoutQr: boolean,
  template: string | undefined,
): Promise<Uint8Array | string> {
  const { receipt, contact } = readReceipt(input);
  const options = { withoutQr, ...(contact === undefined ? {} : { contact }) };
  switch (form) {
    case 'html':
      return renderPage(receipt, options);
    case 'pdf':
      return renderPdf(receipt, options);
    case 'text':
      return renderText(receipt, options);
    case 'sms':
      return `${renderSms(receipt, template)}\n`;
    case 'qr':
      return renderQr(receipt);
  }
}
