import { Problem, type ProblemCode } from '../texts/problem.ts';
import { addUp, displayRoubles, isCostOf } from './money.ts';
import type { SaleDocument, SaleItem } from './sale.ts';
import * as words from './vocabulary.ts';

const ADVANCE = 3;

/** Where a field of the model stands in the caller's document: `items[2].sum`, `CheckPackage.Positions.FiscalString[2].AmountWithDiscount`. */
export type PathOf = (field: keyof SaleDocument | keyof SaleItem, item?: number) => string;

const ownPath: PathOf = (field, item) => (item === undefined ? field : `items[${item}].${field}`);

/**
 * The sale itself if it can be fiscalised; otherwise throws the Problem with the path of the wrong field: no items, an unknown code, a cost
 * that is not price × quantity (± 1 kopeck), a total that is not that of the items in whole roubles, payments that do not cover it.
 */
export function possible(sale: SaleDocument, pathOf: PathOf = ownPath): SaleDocument {
  checkHead(sale, pathOf);
  for (const [index, item] of sale.items.entries()) checkItem(item, (field) => pathOf(field, index));
  if (sale.items.length > 0) checkTotal(sale, pathOf);
  checkPayments(sale, pathOf);
  return sale;
}

function checkHead(sale: SaleDocument, pathOf: PathOf): void {
  const { correction, items } = sale;
  if (items.length === 0 && correction === undefined) throw refused('saleWithoutItems', pathOf('items'));
  if (correction !== undefined && correction.date === undefined) throw refused('fieldMissing', pathOf('correction'));
  known(words.calculationTypes.keys(), sale.calculationType, pathOf('calculationType'));
  known(words.taxationSystems.keys(), sale.taxationSystem, pathOf('taxationSystem'));
  known(words.correctionTypes.keys(), correction?.type, pathOf('correction'));
}

function checkItem(item: SaleItem, pathOf: (field: keyof SaleItem) => string): void {
  const { name, price, quantity, sum } = item;
  if (name === undefined && item.paymentMethod !== ADVANCE) throw refused('fieldMissing', pathOf('name'));
  if (item.vatRate === undefined) throw refused('fieldMissing', pathOf('vatRate'));
  if (quantity === '0') throw refused('saleQuantityZero', pathOf('quantity'));
  known(words.vatRateCodes.values(), item.vatRate, pathOf('vatRate'));
  known(words.paymentMethods.keys(), item.paymentMethod, pathOf('paymentMethod'));
  known(words.paymentSubjects.keys(), item.paymentSubject, pathOf('paymentSubject'));
  known(words.measures.keys(), item.measure, pathOf('measure'));
  if (!isCostOf(sum, price, quantity))
    throw refused('saleItemCost', pathOf('sum'), {
      sum: displayRoubles(sum),
      price: displayRoubles(price),
      quantity,
    });
}

function checkTotal({ items, total }: SaleDocument, pathOf: PathOf): void {
  const sum = addUp(items.map((item) => item.sum));
  if (sum / 100n !== BigInt(total) / 100n)
    throw refused('saleTotal', pathOf('total'), { total: displayRoubles(total), items: displayRoubles(sum) });
}

function checkPayments({ payments, total }: SaleDocument, pathOf: PathOf): void {
  const { cash: _, ...others } = payments;
  const paid = addUp(Object.values(payments));
  const withoutCash = addUp(Object.values(others));
  const told = (sum: bigint) => ({ paid: displayRoubles(sum), total: displayRoubles(total) });
  if (paid < BigInt(total)) throw refused('saleUnderpaid', pathOf('payments'), told(paid));
  // Change is given from cash only.
  if (withoutCash > BigInt(total)) throw refused('saleOverpaid', pathOf('payments'), told(withoutCash));
}

function known(codes: Iterable<number>, code: number | undefined, path: string): void {
  if (code === undefined) return;
  const allowed = [...codes];
  if (!allowed.includes(code)) throw refused('saleCodeUnknown', path, { value: code, allowed: allowed.join(', ') });
}

function refused(code: ProblemCode, path: string, params: Record<string, string | number> = {}): Problem {
  return new Problem(code, { path, params: { path, ...params } });
}
