import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type App, type AppOptions, openApp } from '../app.ts';
import { createServer } from '../server/index.ts';
import type { Language } from '../texts/index.ts';
import { Problem } from '../texts/problem.ts';

/** An answer of the service: its status, and its body as JSON or as bytes. */
export interface Answer {
  status: number;
  json<T>(): T;
  bytes: Buffer;
}

/** The service, whether it runs beside or was opened in this process for one command. */
export interface ServiceClient {
  call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<Answer>;
  /** Asks and writes what is answered into a new file that its owner alone may read; a refusal is given as it comes and no file is made. */
  save(method: 'POST', path: string, file: string): Promise<Answer>;
  close(): Promise<void>;
}

/** What a running service leaves in its data folder, readable by its user alone, so that commands find it. */
export interface RunningService {
  pid: number;
  url: string;
  token: string;
}

export const runningFile = (data: string) => join(data, 'service.json');

/**
 * Speaks to the service that runs on the data folder; if none does, opens the folder in this process and speaks to that, so that a
 * command works the same in both cases.
 */
export async function connect(options: AppOptions & { language: Language }): Promise<ServiceClient> {
  const running = await findRunning(options.data);
  return running
    ? remote(running, options.language)
    : inProcess(await openApp({ ...options, quiet: true }), options.language);
}

async function findRunning(data: string): Promise<RunningService | undefined> {
  try {
    const service = JSON.parse(await readFile(runningFile(data), 'utf8')) as RunningService;
    const answer = await fetch(`${service.url}/healthz`, { signal: AbortSignal.timeout(3_000) });
    return answer.ok ? service : undefined;
  } catch {
    return undefined;
  }
}

const headersOf = (language: Language, token: string, body: unknown) => ({
  'accept-language': language,
  authorization: `Bearer ${token}`,
  ...(body === undefined ? {} : { 'content-type': 'application/json' }),
});

const answerOf = (status: number, bytes: Buffer): Answer => ({
  status,
  bytes,
  json: <T>() => JSON.parse(bytes.toString('utf8')) as T,
});

function remote({ url, token }: RunningService, language: Language): ServiceClient {
  return {
    call: async (method, path, body) => {
      const answer = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: headersOf(language, token, body),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return answerOf(answer.status, Buffer.from(await answer.arrayBuffer()));
    },
    save: async (method, path, file) => {
      const answer = await fetch(`${url}/api/v1${path}`, { method, headers: headersOf(language, token, undefined) });
      if (!answer.ok || !answer.body) return answerOf(answer.status, Buffer.from(await answer.arrayBuffer()));
      await writeNew(file, Readable.from(answer.body));
      return answerOf(answer.status, Buffer.alloc(0));
    },
    close: async () => {},
  };
}

async function inProcess(app: App, language: Language): Promise<ServiceClient> {
  const token = 'in-process';
  const server = await createServer(app, { token });
  return {
    call: async (method, path, body) => {
      const answer = await server.inject({
        method,
        url: `/api/v1${path}`,
        headers: { host: 'localhost', ...headersOf(language, token, body) },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      });
      return answerOf(answer.statusCode, answer.rawPayload);
    },
    save: async (method, path, file) => {
      const answer = await server.inject({
        method,
        url: `/api/v1${path}`,
        headers: { host: 'localhost', ...headersOf(language, token, undefined) },
        payloadAsStream: true,
      });
      if (answer.statusCode >= 400) return answerOf(answer.statusCode, Buffer.concat(await answer.stream().toArray()));
      await writeNew(file, answer.stream());
      return answerOf(answer.statusCode, Buffer.alloc(0));
    },
    close: async () => {
      await server.close();
      await app.close();
    },
  };
}

/** Writes a file that isn't there yet; half a file is never left under its name. */
async function writeNew(file: string, content: Readable): Promise<void> {
  const part = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    await pipeline(content, createWriteStream(part, { mode: 0o600, flags: 'wx' }));
    await link(part, file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new Problem('fileExists', { params: { file }, cause });
    throw new Problem('fileNotWritten', { params: { file }, cause });
  } finally {
    await rm(part, { force: true });
  }
}
