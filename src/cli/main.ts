import { Command, CommanderError, Option } from 'commander';
import { version } from '../base/version.ts';
import { text } from '../texts/index.ts';
import { backupCommand } from './backup.ts';
import { checkCommand } from './check.ts';
import type { CommandContext } from './context.ts';
import { emulatorCommand } from './emulator.ts';
import { eraseCommand } from './erase.ts';
import { inspectCommand } from './inspect.ts';
import { commandLanguage, failure, listOption } from './io.ts';
import { journalCommand } from './journal.ts';
import { renderCommand } from './render.ts';
import { sendCommand } from './send.ts';
import { serveCommand } from './serve.ts';
import { settingsCommand } from './settings.ts';
import { supportCommand } from './support.ts';
import { tokenCommand } from './token.ts';
import { userCommand } from './user.ts';

// A reader that closes early, as `head` does, is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const language = commandLanguage(process.argv, process.env);
const say: CommandContext['say'] = (key, params) => text(language, key, params);
const program = new Command('kvitok')
  .description(say('cli.description'))
  .version(version, '-V, --version', say('cli.version'))
  .helpOption('-h, --help', say('cli.help'))
  .helpCommand(false)
  .addOption(new Option('--data <dir>', say('cli.data')).env('KVITOK_DATA').default('kvitok-data'))
  .addOption(new Option('--key-file <file>', say('cli.keyFile')).env('KVITOK_KEY_FILE'))
  .addOption(listOption('--allow-private <host...>', say('cli.serve.allowPrivate'), 'KVITOK_ALLOW_PRIVATE'))
  .addOption(new Option('--ca-file <file>', say('cli.serve.caFile')).env('KVITOK_CA_FILE'))
  .addOption(new Option('--lang <ru|en>', say('cli.lang')).env('KVITOK_LANG'))
  .showHelpAfterError(false)
  .exitOverride()
  .configureOutput({ outputError: () => {} });

const context: CommandContext = { program, language, say };
for (const command of [
  serveCommand,
  sendCommand,
  renderCommand,
  inspectCommand,
  checkCommand,
  journalCommand,
  settingsCommand,
  userCommand,
  tokenCommand,
  eraseCommand,
  backupCommand,
  supportCommand,
  emulatorCommand,
])
  command(context);
const titles: Record<string, string> = {
  'Usage:': say('cli.helpUsage'),
  'Arguments:': say('cli.helpArguments'),
  'Options:': say('cli.helpOptions'),
  'Commands:': say('cli.helpCommands'),
};
// The descriptions name choices and variables themselves; only a default is added.
const help = {
  styleTitle: (title: string) => titles[title] ?? title,
  optionDescription: ({ description, defaultValue }: Option) =>
    typeof defaultValue === 'string'
      ? `${description}; ${say('cli.helpDefault', { value: defaultValue })}`
      : description,
};
const everyCommand = (command: Command): Command[] => [command, ...command.commands.flatMap(everyCommand)];
for (const command of everyCommand(program))
  command
    .exitOverride()
    .helpCommand(false)
    .helpOption('-h, --help', say('cli.help'))
    .configureOutput({ outputError: () => {} })
    .configureHelp(help);

/** `option '--as <form>' argument 'doc' is invalid. Allowed choices are html, pdf.` */
const NOT_A_CHOICE = /option '([^']+)' argument '([^']*)' is invalid\. Allowed choices are (.*)\.$/;

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    if (error.exitCode !== 0) process.stderr.write(`${usageSentence(error)}\n`);
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    const { status, sentence } = failure(error, language);
    if (sentence !== '') process.stderr.write(`${sentence}\n`);
    process.exitCode = status;
  }
}

function usageSentence(error: CommanderError): string {
  const named = /'([^']+)'/.exec(error.message)?.[1] ?? '';
  if (error.code === 'commander.unknownOption') return say('cli.unknownOption', { named });
  if (error.code === 'commander.unknownCommand') return say('cli.unknownCommand', { named });
  if (error.code === 'commander.missingArgument') return say('cli.missingArgument', { named });
  if (error.code === 'commander.missingMandatoryOptionValue' || error.code === 'commander.optionMissingArgument')
    return say('cli.missingArgument', { named });
  if (error.code === 'commander.help') return '';
  const [, option = '', given = '', allowed = ''] = NOT_A_CHOICE.exec(error.message) ?? [];
  if (allowed !== '') return say('cli.notAChoice', { option: option.split(' ')[0] ?? option, given, allowed });
  return say('cli.badUsage', { said: error.message.replace(/^error: /, '') });
}
