import { uuidv7 } from '../../src/base/uuid.ts';
import type { FinishedAttempt, NewDelivery, NewReceipt } from '../../src/store/index.ts';

let clock = Date.UTC(2026, 10, 24);

export function newReceipt(number: number, more: Partial<NewReceipt> = {}): NewReceipt {
  return {
    id: uuidv7(++clock),
    fiscalDriveNumber: '7380440900000001',
    fiscalDocumentNumber: number,
    fiscalSign: '85813599',
    dateTime: '2026-11-20T12:14',
    total: 53_125,
    calculationType: 1,
    profile: 'default',
    format: 'kvitok',
    body: `{"number":${number}}`,
    createdAt: clock,
    ...more,
  };
}

export function newDelivery(contact: string, more: Partial<NewDelivery> = {}): NewDelivery {
  return {
    id: uuidv7(++clock),
    channel: 'email',
    profile: 'default',
    account: 'email:default',
    contactSealed: Buffer.from(contact),
    contactHash: `hash of ${contact}`,
    contactMask: `${contact[0]}***`,
    options: '{}',
    dueAt: 1_000,
    expiresAt: 1_000_000,
    createdAt: clock,
    ...more,
  };
}

export function finished(deliveryId: string, more: Partial<FinishedAttempt> = {}): FinishedAttempt {
  return {
    deliveryId,
    owner: 'me',
    number: 1,
    startedAt: 2_000,
    finishedAt: 2_500,
    outcome: 'accepted',
    reason: null,
    reply: '250 ok',
    status: 'sent',
    dueAt: null,
    sentAt: 2_500,
    providerMessageId: null,
    parts: null,
    cost: null,
    ...more,
  };
}
