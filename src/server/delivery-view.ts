import { type DeliveryRow, outcomeOf } from '../delivery/index.ts';
import { isTextKey, type Language, text } from '../texts/index.ts';
import type { DeliveryView } from './api.ts';

/** A delivery as the outside sees it: contact masked, the reason in words, with the time of the next attempt. */
export function deliveryView(row: DeliveryRow, language: Language): DeliveryView {
  const explanation = explain(row, language);
  const outcome = outcomeOf(row.status, row.channel);
  return {
    id: row.id,
    receiptId: row.receiptId,
    channel: row.channel,
    contact: row.contactMask,
    status: row.status,
    ...(outcome === undefined ? {} : { outcome }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(explanation === undefined ? {} : { explanation }),
    ...(row.reply === null ? {} : { reply: row.reply }),
    attempts: row.attempts,
    createdAt: row.createdAt,
    ...(row.dueAt === null ? {} : { dueAt: row.dueAt }),
    ...(row.sentAt === null ? {} : { sentAt: row.sentAt }),
    ...(row.deliveredAt === null ? {} : { deliveredAt: row.deliveredAt }),
    ...(row.parts === null ? {} : { parts: row.parts }),
    ...(row.cost === null ? {} : { cost: row.cost }),
    total: row.total,
    dateTime: row.dateTime,
    fiscalDocumentNumber: row.fiscalDocumentNumber,
  };
}

/** The words for a reason code such as `email.mailboxFull`. */
export function reasonText(code: string, language: Language): string {
  const key = code === 'internal' ? 'delivery.internal' : `reasons.${code}`;
  return isTextKey(key) ? text(language, key) : code;
}

function explain(row: DeliveryRow, language: Language): string | undefined {
  const said = row.reason === null ? undefined : reasonText(row.reason, language);
  // What has ended is not tried again by itself.
  const reason = row.status === 'queued' ? said : said?.replace(text(language, 'delivery.again'), '').trim();
  if (row.status !== 'queued' || row.dueAt === null || row.attempts === 0) return reason;
  const time = new Date(row.dueAt).toLocaleTimeString(language === 'ru' ? 'ru-RU' : 'en-GB', {
    hour: '2-digit',
    minute: '2-digit',
  });
  return [reason, text(language, 'delivery.retryAt', { time })].filter(Boolean).join(' ');
}
