import type { Kysely } from 'kysely';
import type { NewSale, SaleRow } from '../sale-rows.ts';
import type { Schema } from '../schema.ts';
import { saleRow, saleRows } from './sale-columns.ts';

/** Keeps a sale, or gives the one that already has its natural key. */
export async function addSale(db: Kysely<Schema>, sale: NewSale): Promise<{ sale: SaleRow; created: boolean }> {
  const inserted = await db
    .insertInto('sales')
    .values({
      id: sale.id,
      natural_key: sale.naturalKey,
      fingerprint: sale.fingerprint,
      document_id: sale.documentId,
      register: sale.register,
      profile: sale.profile,
      format: sale.format,
      body: sale.body,
      total: sale.total,
      calculation_type: sale.calculationType,
      contact_sealed: sale.contactSealed,
      contact_hash: sale.contactHash,
      contact_mask: sale.contactMask,
      contact_problem: sale.contactProblem,
      electronically: Number(sale.electronically),
      state: sale.state,
      version: 1,
      command_id: sale.commandId,
      asked: sale.asked,
      due_at: sale.dueAt,
      reason: sale.reason,
      reply: sale.reply,
      result: sale.result,
      receipt_id: sale.receiptId,
      delivery_problem: sale.deliveryProblem,
      form_opened: 0,
      created_at: sale.createdAt,
      updated_at: sale.createdAt,
    })
    .onConflict((conflict) => conflict.column('natural_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted) return { sale: { ...sale, version: 1, updatedAt: sale.createdAt }, created: true };
  const known = await saleRows(db).where('natural_key', '=', sale.naturalKey).executeTakeFirstOrThrow();
  return { sale: saleRow(known), created: false };
}
