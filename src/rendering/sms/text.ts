import { printedTime } from '../../receipt/date-time.ts';
import type { Receipt } from '../../receipt/receipt.ts';
import { Problem } from '../../texts/problem.ts';
import { parseTemplate } from '../template/parse.ts';
import { renderTemplate } from '../template/template.ts';
import { type Fact, namesOfFact, templateVariables } from '../template/variables.ts';

/**
 * The law's short form: registration number, total, date and time, fiscal sign, site (229@, table 49), with the document and drive
 * numbers that the check on the site asks for. Two parts for any total below 100 million roubles.
 */
export const DEFAULT_SMS =
  'ККТ {{ рн_ккт }} ИТОГО {{ сумма }} ДАТА {{ день }} ВРЕМЯ {{ время }} ФП {{ фп }} ФД {{ фд }} ФН {{ фн }} САЙТ {{ сайт }}';

/** The template that goes out: an empty one stands for the default. */
export function smsTemplate(template: string): string {
  return template.trim() === '' ? DEFAULT_SMS : template;
}

/**
 * The SMS of a receipt. An empty template is the default one. Providers refuse texts with spaces at their ends and control signs, so
 * those go; line ends stay. Throws a `Problem` where the template is at fault, or names what the receipt lacks and the buyer needs.
 */
export function renderSms(receipt: Receipt, template: string = DEFAULT_SMS): string {
  const source = smsTemplate(template);
  const text = renderTemplate(source, templateVariables(receipt));
  const missing = missingFacts(receipt, source);
  if (missing.length > 0)
    throw new Problem('receiptWithoutSms', { status: 422, params: { missing: missing.join(', ') } });
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n]+/gu, ' ')
    .trim();
}

/** Facts by which the buyer finds the receipt, that the template names and the register did not give: an SMS with a gap identifies nothing. */
function missingFacts(receipt: Receipt, source: string): string[] {
  const named = new Set(parseTemplate(source).names.map(({ name }) => name));
  const gaps: [Fact[], string, boolean][] = [
    [['registrationNumber'], 'РН ККТ (1037)', receipt.registrationNumber === undefined],
    [['dateTime', 'time'], 'время расчёта (1012)', printedTime(receipt.dateTime) === undefined],
    [['fiscalSign'], 'ФП (1077)', receipt.fiscalSign === undefined],
    [['fiscalDocumentNumber'], 'ФД (1040)', receipt.fiscalDocumentNumber === undefined],
    [['fiscalDriveNumber'], 'ФН (1041)', receipt.fiscalDriveNumber === undefined],
  ];
  return gaps
    .filter(([facts, , missing]) => missing && facts.flatMap(namesOfFact).some((name) => named.has(name)))
    .map(([, tag]) => tag);
}
