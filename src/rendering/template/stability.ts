import { advertisingWords } from './advertising.ts';
import type { TemplateNote } from './note.ts';
import type { ParsedTemplate, Place } from './parse.ts';

/** The law's short form with the two numbers that the check on the site asks for has eight. */
const MANY_VARIABLES = 8;
const FEW_WORDS = 2;
const ADDRESS =
  /(?:https?:\/\/|www\.)[^\s{}]+|(?<![\p{L}\d-])[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.(?:ru|su|рф|com|net|org|info|me|io|cc|ly|link|site|online|app|shop)(?![\p{L}\d-])(?:\/[^\s{}]*)?/giu;
/** The tax service's own site, which the law wants in the text. */
const TAX_SITE = /^(?:https?:\/\/)?(?:[a-z-]+\.)*nalog(?:\.gov)?\.ru(?:\/|$)/i;
const EMOJI = /\p{Extended_Pictographic}(?:\ufe0f|\u200d\p{Extended_Pictographic}|\p{Emoji_Modifier})*/gu;
const PLAIN_PICTOGRAPHS = '©®™';

/** What makes operators refuse a template or price its messages as advertising: they know a text by its fixed words. */
export function stabilityNotes(source: string, { placeholders, names }: ParsedTemplate): TemplateNote[] {
  const fixed = withoutPlaceholders(source, placeholders);
  return [
    ...advertisingWords(fixed).map(({ word, ...place }) => warning('advertising', place, { word })),
    ...matches(fixed, ADDRESS)
      .filter(({ found }) => !TAX_SITE.test(found))
      .map(({ found, ...place }) => warning('link', place, { link: found })),
    ...matches(fixed, EMOJI)
      .filter(({ found }) => !PLAIN_PICTOGRAPHS.includes(found))
      .map(({ found, ...place }) => warning('emoji', place, { sign: found })),
    ...startNotes(source, placeholders),
    ...wordNotes(fixed, placeholders),
    ...(names.length > MANY_VARIABLES
      ? [warning('manyVariables', names[MANY_VARIABLES], { count: names.length, limit: MANY_VARIABLES })]
      : []),
  ];
}

function startNotes(source: string, placeholders: readonly Place[]): TemplateNote[] {
  const [first] = placeholders;
  return first && source.slice(0, first.from).trim() === '' ? [warning('startsWithVariable', first)] : [];
}

function wordNotes(fixed: string, placeholders: readonly Place[]): TemplateNote[] {
  const words = fixed.match(/\p{L}{2,}/gu)?.length ?? 0;
  return placeholders.length > 0 && words < FEW_WORDS ? [warning('fewWords', { from: 0, to: fixed.length })] : [];
}

/** The fixed text at its places: placeholders are blanked, so that an index in it is an index in the source. */
export function withoutPlaceholders(source: string, placeholders: readonly Place[]): string {
  let fixed = source;
  for (const { from, to } of placeholders) fixed = `${fixed.slice(0, from)}${' '.repeat(to - from)}${fixed.slice(to)}`;
  return fixed;
}

const matches = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(({ 0: found, index }) => ({ found, from: index, to: index + found.length }));

function warning(
  code: TemplateNote['code'],
  place: Place | undefined,
  params: TemplateNote['params'] = {},
): TemplateNote {
  return { level: 'warning', code, params, ...(place && { from: place.from, to: place.to }) };
}
