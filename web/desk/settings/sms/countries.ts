import { language } from '../../../parts/api.ts';

/** Countries whose people buy in Russian shops most, then the rest of those with mobile networks, ISO 3166. */
const NEAR = ['RU', 'BY', 'KZ', 'AM', 'KG', 'UZ', 'TJ', 'AZ', 'GE', 'MD', 'TM', 'MN', 'UA'];
const OTHERS = (
  'AE AL AR AT AU BA BE BG BR CA CH CL CN CO CU CY CZ DE DK DZ EE EG ES FI FR GB GR HK HR HU ID IE IL IN IQ IR IS IT ' +
  'JO JP KE KR KW LB LK LT LU LV MA ME MK MT MX MY NG NL NO NZ OM PE PH PK PL PT QA RO RS SA SE SG SI SK SY TH TN TR ' +
  'TW US VE VN ZA'
).split(' ');

const names = new Intl.DisplayNames(language, { type: 'region' });

/** Countries to choose from, near ones first, and those that are chosen already. */
export function countryChoices(chosen: readonly string[]): { value: string; label: string }[] {
  const byName = (one: string, other: string) => (names.of(one) ?? one).localeCompare(names.of(other) ?? other);
  return [...new Set([...NEAR, ...OTHERS.sort(byName), ...chosen])].map((code) => ({
    value: code,
    label: names.of(code) ?? code,
  }));
}
