import { type TextKey, type TextParams, text } from '../../src/texts/index.ts';
import { language } from './api.ts';

type HomeKey = TextKey extends infer Key ? (Key extends `home.${infer Rest}` ? Rest : never) : never;

/** A text of the demo's pages in the reader's language. */
export function words(key: HomeKey, params?: TextParams): string {
  return text(language, `home.${key}`, params);
}
