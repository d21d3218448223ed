import { isTextKey, type Language, type TextParams, text } from '../texts/index.ts';
import type { formats } from '../texts/ru/formats.ts';

export type WarningCode = keyof typeof formats;

/** Something odd about a receipt that is told and never corrected: the receipt is already fiscal. */
export interface Warning {
  code: WarningCode;
  params: TextParams;
  /** The field it is about, as `items[2].sum`; in the model's names, or in the source's where the model has no such field. Empty for the whole receipt. */
  path: string;
}

/** The sentence in the person's language. */
export function tellWarning(warning: Warning, language: Language): string {
  const key = `formats.${warning.code}`;
  return isTextKey(key) ? text(language, key, { ...warning.params, path: warning.path }) : warning.code;
}
