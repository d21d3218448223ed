import { Problem } from '../../texts/problem.ts';
import { engine } from './engine.ts';
import { nearestName } from './nearest-name.ts';
import { type ParsedTemplate, parseTemplate, TemplateFault } from './parse.ts';
import type { Variables } from './variables.ts';

const LONGEST_RESULT = 4_000;

/**
 * Fills a template: text with `{{ name }}` placeholders and filters, nothing else. Throws a `Problem` for a tag, a broken placeholder,
 * an unknown variable (with the nearest known one), or a result over 4,000 characters.
 */
export function renderTemplate(source: string, variables: Variables): string {
  const template = parsedOrProblem(source);
  const unknown = template.names.find(({ name }) => !Object.hasOwn(variables, name));
  if (unknown) throw unknownVariable(unknown.name, variables);
  return fill(template, variables);
}

/**
 * A template filled for one line, as a subject or a file name is: line ends become spaces, the length is bounded. The variables are asked
 * for only if the template names any.
 */
export function renderLine(source: string, variables: () => Variables, longest: number): string {
  const line = renderTemplate(source, parsedOrProblem(source).names.length === 0 ? {} : variables())
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return Array.from(line).slice(0, longest).join('');
}

/** Fills a template whose unknown names are left empty. Throws a `Problem` for any other fault. */
export function renderKnown(source: string, variables: Variables): string {
  const template = parsedOrProblem(source);
  const unknown = template.names.filter(({ name }) => !Object.hasOwn(variables, name)).map(({ name }) => [name, '']);
  return fill(template, { ...Object.fromEntries(unknown), ...variables });
}

export function unknownVariable(name: string, variables: Variables): Problem {
  const nearest = nearestName(name, Object.keys(variables));
  return nearest === undefined
    ? new Problem('templateVariableUnknown', { params: { name } })
    : new Problem('templateVariableNear', { params: { name, nearest } });
}

function parsedOrProblem(source: string): ParsedTemplate {
  try {
    return parseTemplate(source);
  } catch (fault) {
    throw fault instanceof TemplateFault ? fault.problem : fault;
  }
}

function fill({ templates }: ParsedTemplate, variables: Variables): string {
  let result: string;
  try {
    result = engine.renderSync(templates, variables) as string;
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : '';
    if (/limit exceeded/.test(said)) throw new Problem('templateTooLong', { params: { limit: LONGEST_RESULT }, cause });
    throw new Problem('templateBroken', { params: { near: nearOf(cause) }, cause });
  }
  if (result.length > LONGEST_RESULT) throw new Problem('templateTooLong', { params: { limit: LONGEST_RESULT } });
  return result;
}

const nearOf = (cause: unknown): string => {
  const token = (cause as { token?: { getText?(): string } }).token;
  return (token?.getText?.() ?? '').slice(0, 40);
};
