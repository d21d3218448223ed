import { exampleReceipt } from './example.ts';
import { renderKnown } from './template.ts';
import { type Fact, templateVariables } from './variables.ts';

/** The five by which a receipt sent as SMS is identified (54-ФЗ, article 1.2): without one of them the receipt was not given. */
export type Requisite = 'registrationNumber' | 'total' | 'dateTime' | 'fiscalSign' | 'site';

/** The variable that fills each of the five. */
export const requisiteFacts: Readonly<Record<Requisite, Fact>> = {
  registrationNumber: 'registrationNumber',
  total: 'total',
  dateTime: 'dateTime',
  fiscalSign: 'fiscalSign',
  site: 'checkSite',
};

export const requisites = Object.keys(requisiteFacts) as Requisite[];

// Begins at the beginning of a word: else a long word would be tried from each of its letters.
const SITE =
  /(?<![\p{L}\d-])[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.(?:ru|su|рф|com|net|org|info|online|site|app)(?![\p{L}\d-])/iu;

/** Digits in their order, whatever stands between groups of them: 1240.50, 1 240,50. */
const digitsOf = (value: string) =>
  new RegExp(`(?<!\\d)${Array.from(value.replace(/\D/g, '')).join('[\\s.,:/-]?')}(?!\\d)`, 'u');

const variables = templateVariables(exampleReceipt);
const marks: Readonly<Record<Requisite, readonly RegExp[]>> = {
  registrationNumber: [digitsOf(variables.registrationNumber ?? '')],
  total: [digitsOf(variables.total ?? '')],
  dateTime: [digitsOf(variables.date ?? ''), digitsOf(variables.time ?? '')],
  fiscalSign: [digitsOf(variables.fiscalSign ?? '')],
  site: [SITE],
};

/** Which of the five a filled template carries, however it came by them: by a variable of any name, through a filter, or in words of its own. */
export function requisitesIn(source: string): Record<Requisite, boolean> {
  const text = renderKnown(source, variables);
  return Object.fromEntries(
    requisites.map((requisite) => [requisite, marks[requisite].every((mark) => mark.test(text))]),
  ) as Record<Requisite, boolean>;
}
