import type { TSchema } from 'typebox';
import type { Validator } from 'typebox/compile';
import { idPattern } from '../base/id-pattern.ts';
import { Problem, type ProblemCode } from './problem.ts';

interface SchemaError {
  keyword: string;
  instancePath: string;
  params: Record<string, unknown>;
}

const notOfType: Record<string, ProblemCode> = {
  object: 'fieldNotObject',
  array: 'fieldNotList',
  string: 'fieldNotText',
  number: 'fieldNotNumber',
  integer: 'fieldNotWhole',
  boolean: 'fieldNotYesNo',
};

const ofLimit: Record<string, ProblemCode> = {
  maximum: 'fieldTooLarge',
  minimum: 'fieldTooSmall',
  maxLength: 'fieldTooLong',
  minLength: 'fieldEmpty',
  maxItems: 'fieldTooMany',
  minItems: 'fieldTooFew',
};

/** Patterns that a person can be told in words. */
const ofPattern: Record<string, ProblemCode> = { [idPattern]: 'fieldNotId' };

/**
 * The first fault of a value against its schema as a `Problem` whose `path` is the wrong field (`items[2].sum`), or undefined
 * if there is none. `root` is put before the path, as `email` before `port`.
 */
export function refusal(validator: Validator, value: unknown, root = ''): Problem | undefined {
  if (validator.Check(value)) return undefined;
  const errors = validator.Errors(value) as SchemaError[];
  const first = errors.find((error) => error.keyword === 'additionalProperties') ?? errors[0];
  return first === undefined ? new Problem('fieldWrong', { params: { path: root } }) : problemOf(first, errors, root);
}

/** The value itself if it fits the schema; otherwise throws the `Problem` of its first fault. */
export function checked<T>(validator: Validator<Record<string, TSchema>, TSchema>, value: unknown, root = ''): T {
  const problem = refusal(validator, value, root);
  if (problem) throw problem;
  return value as T;
}

function problemOf(error: SchemaError, all: SchemaError[], root: string): Problem {
  const path = pathOf(error.instancePath, root);
  const told = (code: ProblemCode, extra: Record<string, string | number> = {}, at = path) =>
    new Problem(code, { path: at, params: { path: at || '—', ...extra } });
  const nameIn = (key: string) => String((error.params[key] as string[] | undefined)?.[0] ?? '');

  if (error.keyword === 'required') return told('fieldMissing', {}, joined(path, nameIn('requiredProperties')));
  if (error.keyword === 'additionalProperties')
    return told('fieldUnknown', {}, joined(path, nameIn('additionalProperties')));
  if (error.keyword === 'const' || error.keyword === 'anyOf' || error.keyword === 'enum') {
    const allowed = all
      .filter((other) => other.keyword === 'const' && other.instancePath === error.instancePath)
      .map((other) => String(other.params.allowedValue));
    return allowed.length > 0 ? told('fieldNotAllowed', { allowed: allowed.join(', ') }) : told('fieldWrong');
  }
  if (error.keyword === 'type') return told(notOfType[String(error.params.type)] ?? 'fieldWrong');
  const limit = ofLimit[error.keyword];
  if (limit) return told(limit, { limit: Number(error.params.limit) });
  return told(ofPattern[String(error.params.pattern)] ?? 'fieldForbiddenSigns');
}

function pathOf(pointer: string, root: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : joined(path, part)), root);
}

const joined = (path: string, part: string) => (path && part ? `${path}.${part}` : path || part);
