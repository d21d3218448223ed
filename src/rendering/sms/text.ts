import type { Receipt } from '../../receipt/receipt.ts';
import { renderTemplate } from '../template/template.ts';
import { templateVariables } from '../template/variables.ts';

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
 * those go; line ends stay. Throws a `Problem` where the template is at fault.
 */
export function renderSms(receipt: Receipt, template: string = DEFAULT_SMS): string {
  return renderTemplate(smsTemplate(template), templateVariables(receipt))
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n]+/gu, ' ')
    .trim();
}
