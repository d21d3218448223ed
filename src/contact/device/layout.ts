// The keys of a US keyboard and what they type under the Russian layout (ЙЦУКЕН, Windows), by places.
const US = 'qwertyuiop[]asdfghjkl;\'zxcvbnm,./`QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?~@#$^&|';
const RU = 'йцукенгшщзхъфывапролджэячсмитьбю.ёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,Ё"№;:?/';

const usOf = new Map(Array.from(RU, (sign, at) => [sign, US[at] ?? sign] as const));

const TYPED_IN_RUSSIAN = /[а-яё"№]/i;

/**
 * What a device may have meant if the Russian layout was on, likeliest first; empty if it can't have been: the layout types no `@`, and
 * always some sign that gives it away. The second reading is that of a hand which found the Russian full stop on its key.
 */
export function underRussianLayout(text: string): string[] {
  if (text.includes('@') || !TYPED_IN_RUSSIAN.test(text)) return [];
  const repair = (keep: string) =>
    Array.from(text, (sign) => (sign === keep ? sign : (usOf.get(sign) ?? sign))).join('');
  return [...new Set([repair(''), repair('.')])];
}
