import { readReceipts } from '../formats/index.ts';
import { qrText } from '../receipt/qr.ts';
import { requisites } from '../receipt/requisites.ts';
import { isTextKey, text } from '../texts/index.ts';
import { Problem } from '../texts/problem.ts';
import type { CommandContext } from './context.ts';
import { Exit, print } from './io.ts';
import { readInput } from './send.ts';

/** `kvitok inspect FILE`: the format found, requisites present and missing with their tags, warnings, the QR text. Exit 0 complete, 1 incomplete, 2 unreadable. */
export function inspectCommand({ program, language, say }: CommandContext): void {
  program
    .command('inspect')
    .description(say('cli.inspect.description'))
    .argument('<file>', say('cli.file'))
    .option('--json', say('cli.json'))
    .action(async (file: string, _options, command) => {
      const { json } = command.optsWithGlobals() as { json?: boolean };
      let complete = true;
      for (const { format, receipt, contact, warnings } of readReceipts(await readInput(file))) {
        const list = requisites(receipt, contact, language);
        const missing = list.filter((one) => one.required === 'always' && !one.present);
        const qr = qrOf(() => qrText(receipt));
        complete &&= missing.length === 0 && qr !== undefined;
        const told = warnings.map(({ code, params, path }) => {
          const key = `formats.${code}`;
          return `${isTextKey(key) ? text(language, key, params) : code}${path ? ` (${path})` : ''}`;
        });
        if (json) {
          print(JSON.stringify({ format, ffd: receipt.ffd, requisites: list, warnings, qr: qr ?? null }));
          continue;
        }
        print(say('cli.inspect.format', { format, ffd: receipt.ffd }));
        for (const one of list)
          if (one.present || one.required === 'always')
            print(
              `${one.present ? '✓' : '✕'} ${String(one.tag).padStart(4)}  ${one.name}${one.present ? `: ${one.value ?? ''}` : ` — ${say('cli.inspect.missing')}`}`,
            );
        const absent = list.filter((one) => one.required === 'conditional' && !one.present);
        if (absent.length > 0)
          print(say('cli.inspect.absent', { list: absent.map(({ tag, name }) => `${name} (${tag})`).join(', ') }));
        for (const sentence of told) print(`! ${sentence}`);
        print(qr === undefined ? say('cli.inspect.noQr') : `QR ${qr}`);
      }
      if (!complete) throw new Exit(1);
    });
}

function qrOf(make: () => string): string | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
