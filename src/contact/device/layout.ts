// The keys of a US keyboard and what they type under the Russian layout (ЙЦУКЕН, Windows), by places.
const US = 'qwertyuiop[]asdfghjkl;\'zxcvbnm,./`QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?~@#$^&|';
const RU = 'йцукенгшщзхъфывапролджэячсмитьбю.ёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,Ё"№;:?/';

const usOf = new Map(Array.from(RU, (sign, at) => [sign, US[at] ?? sign] as const));

/** The sign of a US keyboard on the key of a Russian letter; undefined for all that is no such letter. */
export function usOfLetter(letter: string): string | undefined {
  return /[а-яё№]/i.test(letter) ? usOf.get(letter) : undefined;
}

const RUSSIAN = /[а-яё]/i;
const FOREIGN_TO_IT = /[a-z@]/i;

/**
 * What a device may have meant if the Russian layout was on, likeliest first; empty if it can't have been: the layout types
 * no `@` and no Latin letter. The second reading is that of a hand which found the Russian full stop on its key.
 */
export function underRussianLayout(text: string): string[] {
  if (FOREIGN_TO_IT.test(text) || !RUSSIAN.test(text)) return [];
  const repair = (keep: string) =>
    Array.from(text, (sign) => (sign === keep ? sign : (usOf.get(sign) ?? sign))).join('');
  return [...new Set([repair(''), repair('.')])];
}
