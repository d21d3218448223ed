import type { Texts } from '../ru/index.ts';

export const delivery: Texts['delivery'] = {
  status: {
    queued: 'waits',
    sending: 'is being sent',
    sent: 'sent',
    delivered: 'delivered',
    failed: 'not delivered',
    bounced: 'returned',
    expired: 'not delivered in time',
    cancelled: 'cancelled',
  },
  again: 'We try again.',
  retryAt: 'Tried again at {{time}}.',
  internal: 'The program failed and will try again by itself.',
};
