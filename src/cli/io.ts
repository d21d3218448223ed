import { Option } from 'commander';
import type { ProblemBody } from '../server/problem-reply.ts';
import { type Language, languageOf, text } from '../texts/index.ts';
import { Problem } from '../texts/problem.ts';
import type { Answer } from './service-client.ts';

/** Ends a command with an exit code and one sentence on stderr. */
export class Exit extends Error {
  readonly status: number;
  constructor(status: number, sentence = '') {
    super(sentence);
    this.status = status;
  }
}

/** Language of the command line: `--lang`, else Russian where the locale is Russian, else English. */
export function commandLanguage(argv: readonly string[], env: NodeJS.ProcessEnv): Language {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const asked = at < 0 ? undefined : argv[at]?.includes('=') ? argv[at]?.split('=')[1] : argv[at + 1];
  return languageOf(asked ?? env.KVITOK_LANG ?? env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG);
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The answer's JSON if the service agreed, nothing for an answer without content; otherwise throws an `Exit` with the service's sentence. */
export function agreed<T>(answer: Answer, status = 2): T {
  if (answer.status === 204) return undefined as T;
  if (answer.status < 400) return answer.json<T>();
  const { title, path } = answer.json<ProblemBody>();
  throw new Exit(
    answer.status >= 500 ? 1 : status,
    path === undefined || title.includes(path) ? title : `${title} (${path})`,
  );
}

/** The one sentence for whatever a command threw, and its exit code. */
export function failure(error: unknown, language: Language): { status: number; sentence: string } {
  if (error instanceof Exit) return { status: error.status, sentence: error.message };
  if (error instanceof Problem) return { status: error.status >= 500 ? 1 : 2, sentence: error.tell(language) };
  return {
    status: 1,
    sentence: `${text(language, 'problems.internal')} (${error instanceof Error ? error.message : String(error)})`,
  };
}

/** A value from standard input, so that a password needn't stand in the shell's history. */
export async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

/** An option with several values: given one after the other, or in one, as an environment variable has them, parted by spaces or commas. */
export const listOption = (flags: string, description: string, env: string): Option =>
  new Option(flags, description)
    .env(env)
    .argParser((value: string, before: string[] | undefined): string[] | undefined => [
      ...(before ?? []),
      ...value.split(/[\s,]+/).filter(Boolean),
    ]);
