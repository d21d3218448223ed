import { Problem } from '../../texts/problem.ts';
import type { SmsReason } from './verdict.ts';

/** What is known of a number. `country` is its ISO 3166 code. */
export interface PhoneFacts {
  country: string | undefined;
  line: 'mobile' | 'landline' | 'tollFree' | 'other';
}

export interface DestinationRules {
  /** Countries to which SMS may go, ISO 3166 codes. */
  countries: readonly string[];
  /** Kinds of line beside mobile ones that are allowed; some landlines of companies do take SMS. */
  lines?: readonly PhoneFacts['line'][];
}

/** Russia only, mobile only: what a shop needs, and what leaves nothing to those who earn by calls abroad. */
export const usualDestinations: DestinationRules = { countries: ['RU'] };

/** Why no SMS may go to a number, as a key of `reasons.sms`, or undefined if one may. */
export function destinationRefusal(
  phone: PhoneFacts,
  rules: DestinationRules = usualDestinations,
): SmsReason | undefined {
  if (phone.country === undefined || !rules.countries.includes(phone.country)) return 'foreignNumber';
  if (phone.line === 'mobile' || rules.lines?.includes(phone.line)) return undefined;
  if (phone.line === 'landline') return 'landline';
  return phone.line === 'tollFree' ? 'tollFree' : 'notMobile';
}

/**
 * What is wrong with a sender name, or undefined: up to 11 Latin letters, digits and `.-_&` or a space inside, or a number of up to 15
 * digits. That it must also be registered with each operator is the provider's to say.
 */
export function senderProblem(sender: string): Problem | undefined {
  const path = 'sms.sender';
  const signsOf = (pattern: RegExp) => [...new Set(sender.match(pattern) ?? [])].join(' ');
  const foreign = signsOf(/[^\P{L}a-z]/giu);
  if (foreign !== '') return new Problem('smsSenderLetters', { path, params: { signs: foreign } });
  if (/[^a-z\d._\-& ]|^ | $/i.test(sender)) {
    const signs = signsOf(/[^a-z\d._\-& \p{Cc}]/giu) || '␣';
    return new Problem('smsSenderSigns', { path, params: { signs } });
  }
  if (/^\d+$/.test(sender)) return sender.length > 15 ? new Problem('smsSenderDigits', { path }) : undefined;
  return sender.length > 11 ? new Problem('smsSenderLong', { path }) : undefined;
}
