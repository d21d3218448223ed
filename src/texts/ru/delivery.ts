/** What becomes of a delivery, as people are told. */
export const delivery = {
  status: {
    queued: 'ждёт отправки',
    sending: 'отправляется',
    sent: 'отправлено',
    delivered: 'доставлено',
    failed: 'не доставлено',
    bounced: 'вернулось',
    expired: 'не доставлено за отведённый срок',
    cancelled: 'отменено',
  },
  /** The sentence with which a reason promises another attempt. */
  again: 'Повторим сами.',
  retryAt: 'Повторим в {{time}}.',
  internal: 'Сбой в программе, повторим сами.',
};
