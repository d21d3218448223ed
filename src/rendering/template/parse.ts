import { LiquidError, type Template } from 'liquidjs';
import { Problem } from '../../texts/problem.ts';
import { engine, filterNames } from './engine.ts';
import { nearestName } from './nearest-name.ts';

const LONGEST_SOURCE = 2_000;
const KEPT = 100;

/** A stretch of the template's source, in UTF-16 code units; `to` is behind its last one. */
export interface Place {
  from: number;
  to: number;
}

export interface ParsedTemplate {
  templates: Template[];
  /** The names that placeholders and their filters use, where they stand; `a.b` for a property, which no variable has. */
  names: (Place & { name: string })[];
  /** The placeholders, with their braces. */
  placeholders: Place[];
}

/** A template that can't be read. `place` is where it is wrong, if the parser knows. */
export class TemplateFault extends Error {
  readonly problem: Problem;
  readonly place: Place | undefined;

  constructor(problem: Problem, place?: Place) {
    super(problem.message);
    this.problem = problem;
    this.place = place;
  }
}

const parsed = new Map<string, ParsedTemplate>();

/** Reads a template of up to 2,000 characters. Throws a `TemplateFault`. */
export function parseTemplate(source: string): ParsedTemplate {
  const known = parsed.get(source);
  if (known) return known;
  if (source.length > LONGEST_SOURCE)
    throw new TemplateFault(new Problem('templateTooLong', { params: { limit: LONGEST_SOURCE } }), {
      from: LONGEST_SOURCE,
      to: source.length,
    });
  const tag = source.indexOf('{%');
  if (tag >= 0) throw new TemplateFault(new Problem('templateTag'), { from: tag, to: tag + 2 });
  try {
    const templates = engine.parse(source);
    const template = { templates, names: namesOf(templates, source), placeholders: placeholdersOf(templates) };
    if (parsed.size >= KEPT) parsed.clear();
    parsed.set(source, template);
    return template;
  } catch (cause) {
    throw faultOf(cause, source);
  }
}

function namesOf(templates: Template[], source: string): ParsedTemplate['names'] {
  const lines = source.split('\n');
  const startOf = (row: number) => lines.slice(0, row - 1).reduce((sum, line) => sum + line.length + 1, 0);
  return Object.values(engine.analyzeSync(templates, { partials: false }).variables)
    .flat()
    .map(({ segments, location }) => {
      const from = startOf(location.row) + location.col - 1;
      return { name: segments.map(String).join('.'), from, to: from + String(segments[0]).length };
    })
    .sort((a, b) => a.from - b.from);
}

function placeholdersOf(templates: Template[]): Place[] {
  return templates
    .map(({ token }) => token)
    .filter((token) => token.input.startsWith('{{', token.begin))
    .map((token) => ({ from: token.begin, to: token.end }));
}

function faultOf(cause: unknown, source: string): TemplateFault {
  const token = LiquidError.is(cause) ? cause.token : undefined;
  const place = token && placeOf(source, token);
  const said = cause instanceof Error ? cause.message : String(cause);
  const filter = /undefined filter: ([^\s,]+)/.exec(said)?.[1];
  if (filter !== undefined) {
    const from = source.indexOf(filter, place?.from ?? 0);
    const nearest = nearestName(filter, filterNames);
    const problem =
      nearest === undefined
        ? new Problem('templateFilterUnknown', { params: { name: filter }, cause })
        : new Problem('templateFilterNear', { params: { name: filter, nearest }, cause });
    return new TemplateFault(problem, from < 0 ? place : { from, to: from + filter.length });
  }
  if (/not closed/.test(said)) return new TemplateFault(new Problem('templateNotClosed', { cause }), place);
  const near = place ? source.slice(place.from, Math.min(place.to, place.from + 40)) : '';
  return new TemplateFault(new Problem('templateBroken', { params: { near }, cause }), place);
}

/** Where a token stands, or the placeholder about it if the parser found nothing there. */
function placeOf(source: string, { begin, end }: { begin: number; end: number }): Place {
  if (begin < end && source.slice(begin, end).trim().length > 1) return { from: begin, to: end };
  const from = Math.max(0, source.lastIndexOf('{{', begin));
  const close = source.indexOf('}}', begin);
  return { from, to: close < 0 ? source.length : close + 2 };
}
