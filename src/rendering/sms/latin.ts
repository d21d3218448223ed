import { gsmCodes } from '../../base/gsm.ts';

/** The table of Russian passports (ICAO Doc 9303, part 3, section 6 B): plain Latin letters only, so that the text stays in GSM-7. */
const letters: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: 'ie',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'iu',
  я: 'ia',
};

const signs: Readonly<Record<string, string>> = {
  '№': 'N',
  '₽': 'rub.',
  '«': '"',
  '»': '"',
  '„': '"',
  '“': '"',
  '”': '"',
  '’': "'",
  '‘': "'",
  '`': "'",
  '—': '-',
  '–': '-',
  '−': '-',
  '‑': '-',
  '×': 'x',
  '…': '...',
  '•': '*',
  '\t': ' ',
  '\u00a0': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
};

/** What may stand instead of a sign that GSM-7 lacks; undefined where nothing does. */
export function inLatin(sign: string): string | undefined {
  const plain = signs[sign] ?? letters[sign];
  if (plain !== undefined) return plain;
  const [base = '', ...marks] = sign.normalize('NFD');
  return marks.length > 0 && gsmCodes(base) !== undefined ? base : undefined;
}

const CYRILLIC_ADDRESS =
  /(?:https?:\/\/\S+|(?<![\p{L}\d-])[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.(?:рф|рус|москва|дети|онлайн|сайт)(?!\p{L})\S*)/iu;

/**
 * A text in Latin letters, with the typographic signs made plain. Addresses of sites stay as they are: written otherwise they would
 * lead elsewhere. What has no Latin way (emoji, other scripts) stays too.
 */
export function toLatin(text: string): string {
  return text
    .split(new RegExp(`(${CYRILLIC_ADDRESS.source})`, 'iu'))
    .map((piece, index) => (index % 2 === 1 ? piece : plainWords(piece)))
    .join('');
}

function plainWords(text: string): string {
  const all = Array.from(text.normalize('NFC'));
  return all.map((sign, at) => (gsmCodes(sign) ? sign : latinOf(sign, all[at - 1] ?? '', all[at + 1] ?? ''))).join('');
}

function latinOf(sign: string, before: string, after: string): string {
  const small = sign.toLowerCase();
  const plain = sign === small ? inLatin(sign) : letters[small];
  if (plain === undefined) return inLatin(sign) ?? sign;
  if (sign === small || plain === '') return plain;
  // Щ begins a word as Shch and stands in a word of capitals as SHCH.
  const shouted = isCapital(after) || (!/\p{Ll}/u.test(after) && isCapital(before));
  return shouted ? plain.toUpperCase() : `${plain[0]?.toUpperCase()}${plain.slice(1)}`;
}

const isCapital = (sign: string) => /\p{Lu}/u.test(sign);
