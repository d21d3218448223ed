import type { DeliveryView } from '../../src/server/api.ts';
import { language } from '../parts/api.ts';
import { words } from '../parts/words.ts';

const signs: Record<DeliveryView['status'], string> = {
  queued: '◷',
  sending: '◷',
  sent: '✓',
  delivered: '✓',
  failed: '✕',
  bounced: '✕',
  expired: '✕',
  cancelled: '–',
};

/** One line that says what became of the delivery. */
export function Outcome({ delivery }: { delivery: DeliveryView }) {
  const { status, sentAt, createdAt } = delivery;
  const seconds = sentAt === undefined ? undefined : (sentAt - createdAt) / 1000;
  const took =
    seconds === undefined
      ? ''
      : ` ${words('took', { seconds: new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(seconds) })}`;
  return (
    <p className={`outcome ${status}`}>
      {signs[status]} {delivery.contact}:{' '}
      {words(status === 'sent' && delivery.channel === 'sms' ? 'status.sentSms' : `status.${status}`)}
      {took}
      {delivery.explanation !== undefined && <span className="why"> {delivery.explanation}</span>}
    </p>
  );
}
