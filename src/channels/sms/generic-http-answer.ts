import { createContext, Script } from 'node:vm';
import { jsonOf, textOf } from './answer.ts';
import type { GenericHttpSettings } from './generic-http-settings.ts';
import type { HttpAnswer } from './http.ts';
import { refusalOfStatus, Unreadable } from './refused.ts';
import { refusalMeant, splitLine } from './shop-errors.ts';
import { type Refusal, refusal, wordsOf } from './verdict.ts';

const LONGEST = 65_536;
/** Milliseconds of work for one regular expression: the shop writes them, and some would run for years. */
const PATIENCE = 100;
/** How often it is tried when the machine was too busy to give it its time. */
const TRIES = 5;

const look = new Script('new RegExp(pattern, "iu").exec(text)');
const desk = createContext({ pattern: '', text: '' });

/** The first group of a regular expression in a text, or the whole match without one; undefined without a match, or when it took too long. */
export function matchOf(pattern: string, text: string): string | undefined {
  Object.assign(desk, { pattern, text: text.slice(0, LONGEST) });
  for (let round = 0; round < TRIES; round++) {
    const before = process.threadCpuUsage();
    try {
      const found = look.runInContext(desk, { timeout: PATIENCE }) as (string | undefined)[] | null;
      return found ? (found[1] ?? found[0]) : undefined;
    } catch (error) {
      // The limit is on the clock: an answer must not stay in doubt because other programs had the processor.
      const worked = process.threadCpuUsage(before).user / 1_000;
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT' || worked > PATIENCE / 2)
        return undefined;
    }
  }
  return undefined;
}

/** The value of a JSON field by its path: `id`, `data.0.id`, `$.data[0].id`. */
export function fieldAt(value: unknown, path: string): unknown {
  const keys = path
    .replace(/^\$\.?/, '')
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter((key) => key !== '');
  return keys.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key)
        ? (at as Record<string, unknown>)[key]
        : undefined,
    value,
  );
}

/** A value of an answer as a text; empty where there is none. */
export function valueAt(answer: HttpAnswer, { path, pattern }: { path: string; pattern: string }): string {
  if (path !== '') return wordOf(fieldAt(parsed(answer), path));
  return pattern === '' ? '' : (matchOf(pattern, answer.text) ?? '').trim();
}

const wordOf = (value: unknown): string =>
  typeof value === 'boolean' ? String(value) : typeof value === 'object' && value !== null ? '' : textOf(value);

const parsed = (answer: HttpAnswer): unknown => {
  try {
    return jsonOf(answer);
  } catch {
    return undefined;
  }
};

/** True if a value is one of those that the expression stands for, and nothing more. */
export const isWhole = (pattern: string, value: string): boolean => matchOf(`^(?:${pattern})$`, value) !== undefined;

/** Why an answer is no acceptance, or undefined if it is one. Throws `Unreadable` for one that leaves it open. */
export function refusalIn(answer: HttpAnswer, settings: GenericHttpSettings): Refusal | undefined {
  if (isSuccess(answer, settings.success)) return undefined;
  const { error, errors } = settings;
  const told = wordsOf(valueAt(answer, error));
  const searched = error.path === '' && error.pattern === '' ? wordsOf(answer.text) : told;
  for (const line of errors) {
    const [meaning = '', pattern = ''] = splitLine(line) ?? [];
    const meant = pattern !== '' && matchOf(pattern, searched) !== undefined && refusalMeant(meaning, searched);
    if (meant) return meant;
  }
  const byStatus = refusalOfStatus(answer);
  if (byStatus) return told === '' ? byStatus : { ...byStatus, reply: told };
  if (told === '' || answer.status >= 500) throw new Unreadable(answer);
  return refusal('PERM', 'unknownRefusal', told);
}

function isSuccess(answer: HttpAnswer, { path, pattern, value }: GenericHttpSettings['success']): boolean {
  if (answer.status < 200 || answer.status > 299) return false;
  if (pattern !== '' && matchOf(pattern, answer.text) === undefined) return false;
  if (path === '') return true;
  const found = valueAt(answer, { path, pattern: '' });
  return value === '' ? found !== '' : isWhole(value, found);
}
