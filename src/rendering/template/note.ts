import { isTextKey, type Language, type TextParams, text } from '../../texts/index.ts';
import type { ProblemCode } from '../../texts/problem.ts';
import type { template } from '../../texts/ru/template.ts';
import type { Place } from './parse.ts';

/** Something to say of a template. An error stops every SMS; a warning is for the shop to weigh. `from` and `to` are UTF-16 indices in the template. */
export interface TemplateNote extends Partial<Place> {
  level: 'error' | 'warning';
  code: keyof (typeof template)['note'] | ProblemCode;
  params: TextParams;
}

/** A note in one sentence: what is wrong and what to do. */
export function noteText({ code, params }: TemplateNote, language: Language): string {
  const key = `template.note.${code}`;
  return isTextKey(key) ? text(language, key, params) : text(language, `problems.${code as ProblemCode}`, params);
}
