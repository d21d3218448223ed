import i18next from 'i18next';
import { en } from './en/index.ts';
import { ru, type Texts } from './ru/index.ts';

export type Language = 'ru' | 'en';

type Leaves<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? Plural<`${P}${K}`> : Leaves<T[K], `${P}${K}.`>;
}[keyof T & string];
type Plural<K extends string> = K extends `${infer Base}_${'one' | 'few' | 'many' | 'other'}` ? Base : K;

/** Path of a text in the catalogue, such as `contact.phoneTooShort`. Plural forms (`_one`, `_few`, `_many`, `_other`) share one key. */
export type TextKey = Leaves<Texts>;
export type TextParams = Record<string, string | number>;

const catalogue = i18next.createInstance();
void catalogue.init({
  lng: 'ru',
  fallbackLng: false,
  resources: { ru: { translation: ru }, en: { translation: en } },
  interpolation: { escapeValue: false },
  initAsync: false,
});

/** The text of a key in a language, with `{{name}}` filled from `params`; `count` chooses the plural form. */
export function text(language: Language, key: TextKey, params: TextParams = {}): string {
  return catalogue.t(key, { ...params, lng: language });
}

/** True if the catalogue has the key; for codes that come from data. */
export function isTextKey(key: string): key is TextKey {
  return catalogue.exists(key, { lng: 'ru' }) || catalogue.exists(key, { lng: 'ru', count: 1 });
}

/** `ru` where the locale or the Accept-Language value begins with Russian, else `en`. */
export function languageOf(locale: string | undefined): Language {
  return /^\s*ru(?![a-z])/i.test(locale ?? '') ? 'ru' : 'en';
}
