import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { SaleFields, SaleRow, SaleState } from '../sale-rows.ts';
import type { Schema } from '../schema.ts';

type Stored = Omit<SaleRow, 'electronically' | 'state'> & { electronically: number; state: string };

const columns = [
  'id',
  'natural_key as naturalKey',
  'fingerprint',
  'document_id as documentId',
  'register',
  'profile',
  'format',
  'body',
  'total',
  'calculation_type as calculationType',
  'contact_sealed as contactSealed',
  'contact_hash as contactHash',
  'contact_mask as contactMask',
  'contact_problem as contactProblem',
  'electronically',
  'state',
  'version',
  'command_id as commandId',
  'asked',
  'due_at as dueAt',
  'reason',
  'reply',
  'result',
  'receipt_id as receiptId',
  'delivery_problem as deliveryProblem',
  'created_at as createdAt',
  'updated_at as updatedAt',
] as const;

export function saleRows(db: Kysely<Schema>): SelectQueryBuilder<Schema, 'sales', Stored> {
  return db.selectFrom('sales').select(columns);
}

export function saleRow(stored: Stored): SaleRow {
  return { ...stored, state: stored.state as SaleState, electronically: stored.electronically === 1 };
}

const names = {
  state: 'state',
  contactSealed: 'contact_sealed',
  contactHash: 'contact_hash',
  contactMask: 'contact_mask',
  contactProblem: 'contact_problem',
  electronically: 'electronically',
  commandId: 'command_id',
  asked: 'asked',
  dueAt: 'due_at',
  reason: 'reason',
  reply: 'reply',
  result: 'result',
  receiptId: 'receipt_id',
  deliveryProblem: 'delivery_problem',
} as const satisfies Record<keyof SaleFields, keyof Schema['sales']>;

/** The fields under the names of their columns. */
export function saleColumns(fields: Partial<SaleFields>): Partial<Schema['sales']> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      names[key as keyof SaleFields],
      typeof value === 'boolean' ? Number(value) : value,
    ]),
  );
}
