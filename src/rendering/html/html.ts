/** A piece of HTML that is safe to put into a page as it is. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | Html | undefined | readonly (string | Html)[];

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text with the signs of HTML made harmless, in content and in quoted attributes alike. */
export function escapeHtml(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign) : text;
}

/** A template whose values are escaped unless they are `Html` themselves; undefined is nothing, a list is its parts one after another. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  let text = strings[0] ?? '';
  for (let at = 0; at < values.length; at++) text += rendered(values[at]) + (strings[at + 1] ?? '');
  return new Html(text);
}

/** An attribute's value that stands in many places: escaped once. */
export const attribute = (value: string): Html => new Html(escapeHtml(value));

function rendered(value: Value): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value !== 'object') return escapeHtml(String(value));
  let text = '';
  for (const part of value) text += rendered(part);
  return text;
}
