import { toLatin } from '../sms/latin.ts';
import { parseTemplate } from './parse.ts';
import { renderTemplate } from './template.ts';
import type { Variables } from './variables.ts';

/**
 * The template with its fixed words in Latin letters, and with a filter on each placeholder whose value is not. Throws as `parseTemplate`
 * and `renderTemplate` do.
 */
export function latinTemplate(source: string, variables: Variables): string {
  const { placeholders } = parseTemplate(source);
  let latin = '';
  let at = 0;
  for (const { from, to } of placeholders) {
    latin += toLatin(source.slice(at, from)) + latinPlaceholder(source.slice(from, to), variables);
    at = to;
  }
  return latin + toLatin(source.slice(at));
}

function latinPlaceholder(placeholder: string, variables: Variables): string {
  const value = renderTemplate(placeholder, variables);
  if (toLatin(value) === value) return placeholder;
  const filter = /\p{Script=Cyrillic}/u.test(placeholder) ? 'латиницей' : 'latin';
  return placeholder.replace(/\s*(-?\}\})$/, ` | ${filter} $1`);
}
