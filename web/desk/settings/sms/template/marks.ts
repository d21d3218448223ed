import type { TemplateNoteView } from '../../../../../src/server/api.ts';

/** A stretch of the template as it is drawn: within a placeholder or not, and the worst note about it. */
export interface Piece {
  from: number;
  text: string;
  placeholder: boolean;
  mark?: 'error' | 'warning';
}

const PLACEHOLDER = /\{\{[^{}]*\}\}/g;

/** The template in stretches that are drawn alike. */
export function piecesOf(template: string, notes: readonly TemplateNoteView[]): Piece[] {
  const placeholders = [...template.matchAll(PLACEHOLDER)].map(({ 0: found, index }) => ({
    from: index,
    to: index + found.length,
  }));
  const places = notes.flatMap(({ from, to, level }) =>
    from === undefined || to === undefined ? [] : [{ from, to: Math.min(to, template.length), level }],
  );
  const edges = [0, template.length, ...[...placeholders, ...places].flatMap(({ from, to }) => [from, to])];
  const sorted = [...new Set(edges)].filter((edge) => edge <= template.length).sort((one, other) => one - other);
  return sorted.slice(0, -1).map((from, at) => {
    const to = sorted[at + 1] ?? template.length;
    const covers = (place: { from: number; to: number }) => place.from <= from && place.to >= to;
    const levels = places.filter(covers).map(({ level }) => level);
    return {
      from,
      text: template.slice(from, to),
      placeholder: placeholders.some(covers),
      ...(levels.includes('error')
        ? { mark: 'error' as const }
        : levels.length > 0
          ? { mark: 'warning' as const }
          : {}),
    };
  });
}

/** What is being typed of a placeholder before the caret: where its braces begin and the name so far; undefined elsewhere. */
export function typedName(template: string, caret: number): { from: number; name: string } | undefined {
  const found = /\{\{[ \t]*([\p{L}\d_]*)$/u.exec(template.slice(0, caret));
  return found ? { from: found.index, name: found[1] ?? '' } : undefined;
}

/** Where a placeholder that is being typed ends: at its closing braces if nothing but a name stands before them. */
export function typedEnd(template: string, caret: number): number {
  const rest = /^[\p{L}\d_]*[ \t]*\}\}?/u.exec(template.slice(caret));
  return caret + (rest?.[0].length ?? 0);
}
