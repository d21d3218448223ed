import { Text } from '@mantine/core';
import type { DeliveryView } from '../../../src/server/api.ts';
import type { TextKey } from '../../../src/texts/index.ts';
import { say, when } from '../say.ts';
import './delivery.css';

type Tone = 'good' | 'wait' | 'bad' | 'quiet';

/** A sign, a word and a colour for what became of a delivery; never the colour alone. */
export function StatusLine({ delivery }: { delivery: DeliveryView }) {
  const { sign, tone } = lookOf(delivery);
  const detail = detailOf(delivery);
  return (
    <Text component="span" className="delivery-status" data-tone={tone}>
      <span aria-hidden="true">{sign}</span> {statusWord(delivery)}
      {detail !== '' && <span className="delivery-detail"> {detail}</span>}
    </Text>
  );
}

/** The word alone: «доставлено». */
export const statusWord = ({ status, channel }: DeliveryView): string =>
  say(`journal.status.${status === 'sent' && channel === 'sms' ? 'sentSms' : status}` as TextKey);

function lookOf({ status, outcome, reason }: DeliveryView): { sign: string; tone: Tone } {
  if (status === 'cancelled') return { sign: '–', tone: 'quiet' };
  if (outcome === 'delivered') return { sign: '✓', tone: 'good' };
  if (outcome === 'failed') return { sign: '✕', tone: 'bad' };
  return { sign: '◷', tone: reason === undefined ? 'quiet' : 'wait' };
}

function detailOf({ status, outcome, explanation, createdAt, sentAt, deliveredAt, dueAt }: DeliveryView): string {
  if (outcome === 'delivered') {
    const ended = deliveredAt ?? sentAt;
    return ended === undefined ? '' : say('journal.took', { time: span(ended - createdAt) });
  }
  if (explanation !== undefined) return `· ${explanation}`;
  return status === 'queued' && dueAt !== undefined && dueAt > Date.now() + 60_000
    ? `· ${say('journal.retryAt', { time: when(dueAt) })}`
    : '';
}

/** A span of milliseconds in the largest unit that fits. */
function span(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  if (seconds < 120) return say('journal.tookSeconds', { count: seconds });
  if (seconds < 7_200) return say('journal.tookMinutes', { count: Math.round(seconds / 60) });
  return say('journal.tookHours', { count: Math.round(seconds / 3_600) });
}
