import { Liquid } from 'liquidjs';
import { toLatin } from '../sms/latin.ts';

const PARSE_LIMIT = 4_000;
const MEMORY_LIMIT = 100_000;
/** Without tags there are no loops, so no template comes near; a limit that a busy machine could reach would refuse good ones. */
const RENDER_MS = 1_000;

/** Filters of text. The library's others read the clock, run expressions or compute with fractions. */
export const filterNames = [
  'append',
  'capitalize',
  'default',
  'downcase',
  'latin',
  'латиницей',
  'lstrip',
  'prepend',
  'remove',
  'remove_first',
  'remove_last',
  'replace',
  'replace_first',
  'replace_last',
  'rstrip',
  'slice',
  'strip',
  'truncate',
  'upcase',
] as const;

/** The template language: placeholders with filters of text. Without `templates` the library would read files by `include`. */
export const engine = new Liquid({
  templates: {},
  ownPropertyOnly: true,
  strictVariables: true,
  strictFilters: true,
  parseLimit: PARSE_LIMIT,
  renderLimit: RENDER_MS,
  memoryLimit: MEMORY_LIMIT,
});

for (const name of Object.keys(engine.tags)) delete engine.tags[name];
for (const name of Object.keys(engine.filters))
  if (!filterNames.some((known) => known === name)) delete engine.filters[name];
for (const name of ['latin', 'латиницей']) engine.registerFilter(name, (value: unknown) => toLatin(String(value)));
