import { join } from 'node:path';
import { Argument, Option } from 'commander';
import { type Fault, faultNames, isFaultName, openEmulator } from '../registers/index.ts';
import { Problem } from '../texts/problem.ts';
import type { CommandContext } from './context.ts';
import { Exit, print } from './io.ts';
import { listenProblem, portOf } from './listen.ts';

interface EmulatorCommandOptions {
  data: string;
  port?: string;
  drive?: string;
  ffd: '1.05' | '1.2';
  fault?: string;
  seconds?: string;
}

const usualPorts: Record<string, number> = { atol: 16_732, kkmserver: 5_893 };

/** `kvitok emulator atol|kkmserver`: a cash register that fiscalises nothing, until SIGTERM or Ctrl+C. Its first line holds its address. */
export function emulatorCommand({ program, say }: CommandContext): void {
  const names = faultNames.join(', ');
  program
    .command('emulator')
    .description(say('registers.emulator.description'))
    .addArgument(new Argument('<kind>', say('registers.emulator.kind')).choices(Object.keys(usualPorts)))
    .addOption(new Option('--port <port>', say('registers.emulator.port')))
    .addOption(new Option('--drive <file>', say('registers.emulator.drive')))
    .addOption(new Option('--ffd <version>', say('registers.emulator.ffd')).choices(['1.05', '1.2']).default('1.2'))
    .addOption(new Option('--fault <name>', say('registers.emulator.fault', { names })))
    .addOption(new Option('--seconds <n>', say('registers.emulator.seconds')))
    .action(async (kind: string, _options, command) => {
      const options = command.optsWithGlobals() as EmulatorCommandOptions;
      const port = portOf(options.port ?? String(usualPorts[kind]));
      const emulator = await openEmulator({
        port,
        file: options.drive ?? join(options.data, 'emulator.jsonl'),
        ffd: options.ffd,
        faults: faultOf(options, say),
        onCrash: () => process.kill(process.pid, 'SIGKILL'),
      }).catch((error: unknown) => {
        throw listenProblem(error, '127.0.0.1', port);
      });
      const { url, registrationNumber: registration, fiscalDriveNumber: drive } = emulator;
      print(say('registers.emulator.ready', { url, registration, drive }));
      const end = () => void emulator.close().then(() => process.exit(0));
      process.on('SIGTERM', end);
      process.on('SIGINT', end);
    });
}

function faultOf({ fault: name, seconds }: EmulatorCommandOptions, say: CommandContext['say']): Fault[] {
  if (name === undefined) return [];
  if (!isFaultName(name))
    throw new Exit(2, say('registers.emulator.faultUnknown', { name, names: faultNames.join(', ') }));
  if (seconds === undefined) return [{ name }];
  if (!/^-?\d{1,7}$/.test(seconds)) throw new Problem('fieldNotWhole', { params: { path: '--seconds' } });
  return [{ name, seconds: Number(seconds) }];
}
