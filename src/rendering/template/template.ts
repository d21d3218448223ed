import { Liquid, type Template } from 'liquidjs';
import { Problem } from '../../texts/problem.ts';
import { nearestName } from './nearest-name.ts';
import type { Variables } from './variables.ts';

const LONGEST_SOURCE = 2_000;
const LONGEST_RESULT = 4_000;
const PARSE_LIMIT = 4_000;
const RENDER_MS = 50;
const MEMORY_LIMIT = 100_000;

// Without `templates` the library would read files by `include`; the rest keeps a template to its variables and its bounds.
const engine = new Liquid({
  templates: {},
  ownPropertyOnly: true,
  strictVariables: true,
  strictFilters: true,
  parseLimit: PARSE_LIMIT,
  renderLimit: RENDER_MS,
  memoryLimit: MEMORY_LIMIT,
});

const parsed = new Map<string, Template[]>();

/**
 * Fills a template: text with `{{ name }}` placeholders and filters, nothing else. Throws a `Problem` for a tag, a broken placeholder,
 * an unknown variable (with the nearest known one), or a result over 4,000 characters.
 */
export function renderTemplate(source: string, variables: Variables): string {
  const template = parsed.get(source) ?? parse(source);
  try {
    const result = engine.renderSync(template, variables) as string;
    if (result.length > LONGEST_RESULT) throw new Problem('templateTooLong', { params: { limit: LONGEST_RESULT } });
    return result;
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw failure(cause, variables);
  }
}

/** A template filled for one line, as a subject or a file name is: line ends become spaces, the length is bounded. */
export function renderLine(source: string, variables: Variables, longest: number): string {
  const line = renderTemplate(source, variables)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return [...line].slice(0, longest).join('');
}

function parse(source: string): Template[] {
  if (source.length > LONGEST_SOURCE) throw new Problem('templateTooLong', { params: { limit: LONGEST_SOURCE } });
  if (source.includes('{%')) throw new Problem('templateTag');
  try {
    const template = engine.parse(source);
    if (parsed.size > 100) parsed.clear();
    parsed.set(source, template);
    return template;
  } catch (cause) {
    throw failure(cause, {});
  }
}

function failure(cause: unknown, variables: Variables): Problem {
  const said = cause instanceof Error ? cause.message : String(cause);
  const unknown = /undefined variable: ([^\s,]+)/.exec(said)?.[1];
  if (unknown !== undefined) {
    const nearest = nearestName(unknown, Object.keys(variables));
    return nearest === undefined
      ? new Problem('templateVariableUnknown', { params: { name: unknown }, cause })
      : new Problem('templateVariableNear', { params: { name: unknown, nearest }, cause });
  }
  const filter = /undefined filter: ([^\s,]+)/.exec(said)?.[1];
  if (filter !== undefined) return new Problem('templateFilterUnknown', { params: { name: filter }, cause });
  return new Problem('templateBroken', { params: { said: said.split('\n')[0] ?? '' }, cause });
}
