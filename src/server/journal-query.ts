import { type Static, Type } from 'typebox';
import { parseContact } from '../contact/parse-contact.ts';
import type { JournalMatch } from '../delivery/index.ts';
import { type Language, text } from '../texts/index.ts';
import type { SearchedView } from './api/journal.ts';
import { boundsOf, typedDay } from './api/typed-day.ts';

const oneOf = <Value extends string>(...values: Value[]) => Type.Union(values.map((one) => Type.Literal(one)));

/** What the journal is narrowed by, in an address as in a body. */
export const matchFields = {
  status: Type.Optional(oneOf('queued', 'sending', 'sent', 'delivered', 'failed', 'bounced', 'expired', 'cancelled')),
  outcome: Type.Optional(
    Type.Union([Type.Literal('way'), Type.Literal('delivered'), Type.Literal('failed')], {
      description: 'В пути, доставлено, не доставлено',
    }),
  ),
  channel: Type.Optional(oneOf('email', 'sms')),
  reason: Type.Optional(Type.String({ maxLength: 64, description: 'Код причины, например email.mailboxFull' })),
  q: Type.Optional(
    Type.String({
      maxLength: 254,
      description: 'Контакт целиком, сумма (1240,50), номер ФД или день (24.11.2026)',
    }),
  ),
  receipt: Type.Optional(Type.String({ maxLength: 64 })),
  from: Type.Optional(Type.Integer({ description: 'Не раньше, мс с 1970 года' })),
  until: Type.Optional(Type.Integer({ description: 'Раньше, мс с 1970 года' })),
};
const matchSchema = Type.Object(matchFields);
export type MatchFields = Static<typeof matchSchema>;

/** The deliveries that are asked for, and how the search field was understood. */
export function matchOf(
  { q, receipt, ...fields }: MatchFields,
  language: Language,
): { match: JournalMatch; searched?: SearchedView } {
  const match = { ...fields, ...(receipt === undefined ? {} : { receiptId: receipt }) } as JournalMatch;
  const found = readSearch(q ?? '', new Date());
  if (!found) return { match };
  const { as: _as, from, until, ...rest } = found;
  // Both the day that was typed and the range that was chosen hold.
  const later = Math.max(from ?? 0, match.from ?? 0);
  const earlier = Math.min(until ?? Number.MAX_SAFE_INTEGER, match.until ?? Number.MAX_SAFE_INTEGER);
  const range = {
    ...(from === undefined && match.from === undefined ? {} : { from: later }),
    ...(until === undefined && match.until === undefined ? {} : { until: earlier }),
  };
  return { match: { ...match, ...range, ...rest }, searched: searchedView(found, language) };
}

interface Search
  extends Pick<JournalMatch, 'contact' | 'total' | 'fiscalDocumentNumber' | 'numberOrTotal' | 'from' | 'until'> {
  as: SearchedView['as'];
}

/**
 * What a person typed into the search field, or undefined where it is empty. A sum has a comma (`1 240,50`) or a currency; a day has points;
 * up to nine digits alone are a document's number or a sum in whole roubles; ten and more are a telephone.
 */
export function readSearch(text: string, now: Date): Search | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const day = typedDay(trimmed, now);
  if (day) return { as: 'day', ...boundsOf(day) };
  const typed = trimmed.replace(/[\s\u00a0\u202f]/g, '');
  const sum = /^(\d{1,10})(?:[.,](\d{1,2}))?(₽|руб\.?|р\.?|rub)?$/i.exec(typed);
  if (sum && (sum[2] !== undefined || sum[3] !== undefined))
    return { as: 'total', total: Number(sum[1]) * 100 + Number((sum[2] ?? '').padEnd(2, '0')) };
  const number = /^(?:№|#|фд|n|no\.?)+(\d{1,10})$/i.exec(typed);
  if (number) return { as: 'number', fiscalDocumentNumber: Number(number[1]) };
  if (/^\d{1,9}$/.test(typed)) {
    const value = Number(typed);
    return { as: 'numberOrTotal', numberOrTotal: { fiscalDocumentNumber: value, total: value * 100 } };
  }
  return { as: parseContact(trimmed).ok ? 'contact' : 'nothing', contact: trimmed };
}

function searchedView(
  { as, contact, total, fiscalDocumentNumber, numberOrTotal, from }: Search,
  language: Language,
): SearchedView {
  const parsed = as === 'nothing' ? parseContact(contact ?? '') : undefined;
  return {
    as,
    ...(total === undefined ? {} : { total }),
    ...(fiscalDocumentNumber === undefined ? {} : { fiscalDocumentNumber }),
    ...numberOrTotal,
    ...(from === undefined ? {} : { from }),
    ...(parsed && !parsed.ok ? { problem: text(language, `contact.${parsed.reason.code}`, parsed.reason.params) } : {}),
  };
}
