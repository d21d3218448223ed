import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export interface Service {
  url: string;
  process: ChildProcess;
  /** The token of its data folder, as the command line uses it. */
  token: string;
  /** Asks the API with that token; gives the status and the JSON. */
  call(method: string, path: string, body?: unknown): Promise<{ status: number; json: Record<string, unknown> }>;
  /** All that it has printed. */
  said(): string;
  /** SIGKILL, as a power cut does to a process. */
  kill(): Promise<void>;
  /** SIGTERM; gives the exit code. */
  stop(): Promise<number | null>;
}

const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

/** `bin/kvitok`, which runs the built program where that is fresh. */
export const installed = join(import.meta.dirname, '..', '..', 'bin', 'kvitok');

/** The service as people start it, in a process of its own, on a port chosen by the system. */
export async function startService(
  data: string,
  args: string[] = [],
  env: NodeJS.ProcessEnv = {},
  program = main,
): Promise<Service> {
  const running = join(data, 'service.json');
  rmSync(running, { force: true });
  const child = spawn(process.execPath, [program, '--data', data, '--lang', 'ru', 'serve', '--port', '0', ...args], {
    // The servers that tests start stand on this computer.
    env: { KVITOK_ALLOW_PRIVATE: '127.0.0.1', ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes: Buffer) => (said += bytes));
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const until = Date.now() + 60_000;
  let url = '';
  let token = '';
  while (url === '') {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`the service did not start: ${said}`);
    if (existsSync(running)) {
      const text = readFileSync(running, 'utf8');
      if (text.endsWith('}')) ({ url, token } = JSON.parse(text) as { url: string; token: string });
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return {
    url,
    token,
    process: child,
    call: async (method, path, body) => {
      const answer = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          'accept-language': 'ru',
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
    },
    said: () => said,
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
    stop: async () => {
      child.kill('SIGTERM');
      return gone;
    },
  };
}

/** A small receipt in our own JSON; `number` is its fiscal document number. */
export function receiptNumber(number: number): Record<string, unknown> {
  return {
    form: 3,
    ffd: '1.2',
    calculationType: 1,
    dateTime: '2026-11-20T12:14',
    fiscalDriveNumber: '9999078900001234',
    fiscalDocumentNumber: number,
    fiscalSign: '85813599',
    registrationNumber: '0009990001065348',
    seller: { name: 'ООО «Пример»', inn: '9900001010' },
    items: [
      {
        name: `Товар ${number}`,
        price: 1_500,
        quantity: '1',
        sum: 1_500,
        vatRate: 11,
        vatSum: 270,
        paymentMethod: 4,
        paymentSubject: 1,
      },
    ],
    total: 1_500,
    payments: { cashless: 1_500 },
    vat: [{ rate: 11, sum: 270 }],
  };
}
