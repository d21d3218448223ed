import type { App } from '../app.ts';
import { formatPhone } from '../contact/phone.ts';
import type { DeliveryRow, JournalMatch } from '../delivery/index.ts';
import { type Language, text } from '../texts/index.ts';
import { CSV_START, csvLine } from './csv.ts';
import { deliveryView } from './delivery-view.ts';

const PAGE = 500;
const COLUMNS = [
  'createdAt',
  'total',
  'fiscalDocumentNumber',
  'dateTime',
  'channel',
  'contact',
  'status',
  'reason',
  'reply',
  'attempts',
  'sentAt',
  'deliveredAt',
  'parts',
  'cost',
] as const;

/**
 * The deliveries that match as lines of CSV, newest first, read page by page while the file is taken. Russian Excel wants `;` and a decimal
 * comma. `open`: with whole contacts.
 */
export async function* journalCsv(
  { delivery }: Pick<App, 'delivery'>,
  match: JournalMatch,
  { language, open }: { language: Language; open: boolean },
): AsyncGenerator<string> {
  const separator = language === 'ru' ? ';' : ',';
  const line = (fields: readonly string[]) => csvLine(fields, separator);
  yield CSV_START + line(COLUMNS.map((column) => text(language, `journal.csv.${column}`)));
  let before: string | undefined;
  do {
    const rows = await delivery.list({ ...match, limit: PAGE, ...(before === undefined ? {} : { before }) });
    const contacts = open ? await delivery.contacts(rows.map((row) => row.id)) : undefined;
    yield rows
      .map((row) => {
        const contact = contacts?.get(row.id);
        const shown = contact?.kind === 'phone' ? formatPhone(contact.value) : contact?.value;
        return line(fieldsOf(row, shown ?? row.contactMask, language));
      })
      .join('');
    before = rows.length === PAGE ? rows.at(-1)?.id : undefined;
  } while (before !== undefined);
}

function fieldsOf(row: DeliveryRow, contact: string, language: Language): string[] {
  const { channel, status } = row;
  const accepted = status === 'sent' && channel === 'sms' ? 'sentSms' : status;
  const fields: Record<(typeof COLUMNS)[number], string> = {
    createdAt: moment(row.createdAt, language),
    total: money(row.total, language),
    fiscalDocumentNumber: String(row.fiscalDocumentNumber),
    dateTime: row.dateTime.replace('T', ' '),
    channel: text(language, `journal.channel.${channel}`),
    contact,
    status: text(language, `journal.status.${accepted}`),
    reason: deliveryView(row, language).explanation ?? '',
    reply: row.reply ?? '',
    attempts: String(row.attempts),
    sentAt: moment(row.sentAt, language),
    deliveredAt: moment(row.deliveredAt, language),
    parts: row.parts === null ? '' : String(row.parts),
    cost: row.cost === null ? '' : money(row.cost, language),
  };
  return COLUMNS.map((column) => fields[column]);
}

const money = (kopecks: number, language: Language): string =>
  `${Math.floor(kopecks / 100)}${language === 'ru' ? ',' : '.'}${String(kopecks % 100).padStart(2, '0')}`;

/** A moment in this computer's zone, as a spreadsheet of the language reads it as a date. */
function moment(at: number | null, language: Language): string {
  if (at === null) return '';
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const [day, month, year] = [two(date.getDate()), two(date.getMonth() + 1), date.getFullYear()];
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${language === 'ru' ? `${day}.${month}.${year}` : `${year}-${month}-${day}`} ${time}`;
}
