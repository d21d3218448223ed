import { contact as contactEn } from '../../src/texts/en/contact.ts';
import { form as formEn } from '../../src/texts/en/form.ts';
import { contact as contactRu } from '../../src/texts/ru/contact.ts';
import { form as formRu } from '../../src/texts/ru/form.ts';

/** The whole catalogue would weigh more than the rest of this page, so it takes only what it says. */
const catalogues = { ru: { form: formRu, contact: contactRu }, en: { form: formEn, contact: contactEn } };

export const language: 'ru' | 'en' = /^ru\b/i.test(navigator.language) ? 'ru' : 'en';

type Leaves<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`>;
}[keyof T & string];
type Catalogue = (typeof catalogues)['ru'];

/** A text of the form or about a contact (`contact.…`) in the cashier's language, with its `{{places}}` filled. */
export function words(
  key: Leaves<Catalogue['form']> | `contact.${Leaves<Catalogue['contact']>}`,
  params: Record<string, string | number> = {},
): string {
  const path = key.startsWith('contact.') ? key : `form.${key}`;
  let found: unknown = catalogues[language];
  for (const name of path.split('.')) found = (found as Record<string, unknown> | undefined)?.[name];
  return String(found ?? key).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));
}

export const money = (kopecks: number): string =>
  (kopecks / 100).toLocaleString(language === 'ru' ? 'ru-RU' : 'en-GB', { style: 'currency', currency: 'RUB' });
