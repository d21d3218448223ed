import type { Delivery, Wish } from '../delivery/index.ts';
import { Problem } from '../texts/problem.ts';
import { receiptOf, type Sale } from './sale.ts';

/** What handing a receipt over brought: `receiptId` of the kept receipt, `problem` the code of why it isn't sent or even kept. */
export interface HandedOver {
  receiptId?: string;
  problem?: string;
}

/**
 * Gives the receipt of a fiscalised sale to delivery, with the contact where we deliver. It may be done any number of times: the same receipt
 * to the same contact is one delivery. A delivery that is refused never fails the sale. Throws where it is worth trying again.
 */
export async function handOver(
  sale: Sale,
  delivery: Pick<Delivery, 'accept'>,
  delivers: 'we' | 'ofd' | 'both',
): Promise<HandedOver> {
  const receipt = receiptOf(sale);
  if (!receipt) return {};
  const { format, profile, contact } = sale;
  const wishes: Wish[] = contact && delivers !== 'ofd' ? [{ to: contact.value }] : [];
  try {
    return { receiptId: (await delivery.accept({ receipt, format, profile, wishes })).receiptId };
  } catch (error) {
    const problem = refusalOf(error);
    if (wishes.length === 0) return { problem };
    try {
      return { receiptId: (await delivery.accept({ receipt, format, profile, wishes: [] })).receiptId, problem };
    } catch (second) {
      return { problem: refusalOf(second) };
    }
  }
}

/** The code of a refusal that stays; what may pass (a full disk) is thrown on. */
function refusalOf(error: unknown): string {
  if (error instanceof Problem && error.status < 500) return error.code;
  throw error;
}
