import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { ListedDocument } from '../../src/registers/index.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

/** The emulator as people start it, in a process of its own. */
export interface EmulatorProcess {
  url: string;
  port: number;
  process: ChildProcess;
  gone: Promise<unknown>;
  documents(): Promise<ListedDocument[]>;
  /** SIGKILL, as a power cut does to a process. */
  kill(): Promise<void>;
}

export async function startEmulator(drive: string, port = 0, args: string[] = []): Promise<EmulatorProcess> {
  const words = [main, '--lang', 'en', 'emulator', 'atol', '--port', String(port), '--drive', drive, ...args];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    const read = (bytes: Buffer) => {
      said += String(bytes);
      const found = /http:\/\/[\d.]+:\d+/.exec(said)?.[0];
      if (found) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void gone.then(() => reject(new Error(`the emulator did not start: ${said}`)));
  });
  return {
    url,
    port: Number(new URL(url).port),
    process: child,
    gone,
    documents: async () => (await (await fetch(`${url}/emulator/documents`)).json()) as ListedDocument[],
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
