import { mailDomains, otherDomains, quickDomains } from './mail-domains.ts';

/** Slips that a finger does not make by chance but a person by habit. */
const habits: Record<string, string> = {
  'gmail.ru': 'gmail.com',
  'gmail.su': 'gmail.com',
  'icloud.ru': 'icloud.com',
  'yandeks.ru': 'yandex.ru',
  'jandex.ru': 'yandex.ru',
  'iandex.ru': 'yandex.ru',
  'ramler.ru': 'rambler.ru',
};

const ROWS = ['1234567890-', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm,.'];
const places = new Map(ROWS.flatMap((row, y) => Array.from(row, (key, x) => [key, { x: x + y * 0.4, y }] as const)));

/** Costs of a slip. A sign that lies nowhere near is hardly a slip. */
const NEIGHBOUR = 0.8;
const SWAPPED = 0.8;
const DOUBLED = 0.6;
const MISSED = 0.9;
const STRANGER = 1.6;
/** What a name of a few letters may differ by, and a longer one. */
const SHORT_SLIP = 1;
const LONG_SLIP = 1.8;
const LONG = 8;

/**
 * The address with the domain that was probably meant (`ivan@gmial.com` → `ivan@gmail.com`), to be offered and never applied by itself.
 * Undefined where the domain is one that people use, or no slip away from a known one.
 */
export function suggestAddress(text: string): string | undefined {
  const at = text.lastIndexOf('@');
  const domain = text
    .slice(at + 1)
    .trim()
    .toLowerCase();
  const typed = domain.replace(/[.,]+$/, '');
  if (at < 1 || typed.length < 4) return undefined;
  const known = mailDomains.includes(typed) || otherDomains.has(typed);
  if (known && typed === domain) return undefined;
  const meant = known ? typed : (habits[typed] ?? named(typed) ?? nearest(typed));
  return meant === undefined ? undefined : `${text.slice(0, at).trim()}@${meant}`;
}

/** Domains to be chosen by one key after `@`: the most used, or those that begin as typed. Empty without `@`. */
export function domainsToChoose(text: string, count = 5): string[] {
  const at = text.lastIndexOf('@');
  if (at < 1) return [];
  const typed = text.slice(at + 1).toLowerCase();
  if (typed === '') return quickDomains.slice(0, count);
  return mailDomains.filter((domain) => domain.startsWith(typed) && domain !== typed).slice(0, count);
}

/** The name of a service without what follows its dot. */
const named = (typed: string): string | undefined => mailDomains.find((domain) => domain.split('.')[0] === typed);

function nearest(typed: string): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const domain of mailDomains) {
    const cost = slip(typed, domain);
    if (cost <= (domain.length >= LONG ? LONG_SLIP : SHORT_SLIP) && cost < least && comparable(typed, domain)) {
      best = domain;
      least = cost;
    }
  }
  return best;
}

/** Names of two letters are all taken: only the part after the dot may be wrong. */
function comparable(typed: string, domain: string): boolean {
  const name = domain.split('.')[0] ?? '';
  return name.length > 2 || typed.startsWith(`${name}.`);
}

/** Edit distance with swapped letters (optimal string alignment), weighed by how a finger slips. */
function slip(typed: string, meant: string): number {
  if (Math.abs(typed.length - meant.length) > 2) return Number.POSITIVE_INFINITY;
  const costs: number[][] = [Array.from({ length: meant.length + 1 }, (_, at) => at * MISSED)];
  const cost = (i: number, j: number) => costs[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= typed.length; i += 1) {
    const row = [i * MISSED];
    costs.push(row);
    for (let j = 1; j <= meant.length; j += 1) {
      const [a = '', b = ''] = [typed[i - 1], meant[j - 1]];
      row[j] = Math.min(
        cost(i - 1, j) + (a === typed[i - 2] || a === typed[i] ? DOUBLED : MISSED),
        cost(i, j - 1) + MISSED,
        cost(i - 1, j - 1) + (a === b ? 0 : near(a, b) ? NEIGHBOUR : STRANGER),
        i > 1 && j > 1 && a === meant[j - 2] && b === typed[i - 2]
          ? cost(i - 2, j - 2) + SWAPPED
          : Number.POSITIVE_INFINITY,
      );
    }
  }
  return cost(typed.length, meant.length);
}

function near(a: string, b: string): boolean {
  const [one, other] = [places.get(a), places.get(b)];
  return one !== undefined && other !== undefined && Math.abs(one.y - other.y) <= 1 && Math.abs(one.x - other.x) <= 1.1;
}
