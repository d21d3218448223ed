import type { Channel, DeliveryOutcome, DeliveryStatus } from './store.ts';

const STATUSES = ['queued', 'sending', 'sent', 'delivered', 'failed', 'bounced', 'expired', 'cancelled'] as const;
const CHANNELS = ['email', 'sms'] as const;

const outcomes: Record<Exclude<DeliveryStatus, 'sent' | 'cancelled'>, DeliveryOutcome> = {
  queued: 'way',
  sending: 'way',
  delivered: 'delivered',
  failed: 'failed',
  bounced: 'failed',
  expired: 'failed',
};

/**
 * The outcome of a delivery. Mail servers report nothing after they took a letter, so it counts as delivered then; an SMS is on its way
 * until its provider says what became of it.
 */
export function outcomeOf(status: DeliveryStatus, channel: Channel): DeliveryOutcome | undefined {
  if (status === 'cancelled') return undefined;
  if (status === 'sent') return channel === 'email' ? 'delivered' : 'way';
  return outcomes[status];
}

/** Every pair of status and channel that a filter lets through. */
export function pairsOf(filter: {
  status?: DeliveryStatus;
  outcome?: DeliveryOutcome;
  channel?: Channel;
}): { status: DeliveryStatus; channel: Channel }[] {
  return STATUSES.flatMap((status) => CHANNELS.map((channel) => ({ status, channel }))).filter(
    ({ status, channel }) =>
      (filter.status === undefined || filter.status === status) &&
      (filter.channel === undefined || filter.channel === channel) &&
      (filter.outcome === undefined || filter.outcome === outcomeOf(status, channel)),
  );
}
