import { addUp, displayRoubles, isCostOf, type Kopecks } from './money.ts';
import type { Receipt, ReceiptItem } from './receipt.ts';
import { vatRate } from './vocabulary/vat.ts';
import type { Warning } from './warning.ts';

/**
 * What does not add up in a receipt. The receipt is fiscal already, so it is told and never corrected: each cost against price × quantity
 * (± 1 kopeck, 229@ table 20), costs against the total in whole roubles (table 19, note 5), payments against the total (not in FFD 1.0),
 * VAT of an item against its rate (± 1 kopeck), the receipt's VAT against its total.
 */
export function checkArithmetic(receipt: Receipt): Warning[] {
  return [
    ...receipt.items.flatMap((item, index) => checkItem(item, `items[${index}]`, receipt.dateTime)),
    ...checkTotal(receipt),
    ...checkPayments(receipt),
    ...checkVat(receipt),
  ];
}

function checkItem(item: ReceiptItem, path: string, dateTime: string): Warning[] {
  const warnings: Warning[] = [];
  if (!isCostOf(item.sum, item.price, item.quantity))
    warnings.push({
      code: 'itemCost',
      path: `${path}.sum`,
      params: { sum: displayRoubles(item.sum), price: displayRoubles(item.price), quantity: item.quantity },
    });
  const share = item.vatRate === undefined ? undefined : vatRate(item.vatRate, dateTime).share;
  if (share !== undefined && item.vatSum !== undefined && !isShare(item.vatSum, item.sum, share, 1))
    warnings.push({
      code: 'itemVat',
      path: `${path}.vatSum`,
      params: {
        vat: displayRoubles(item.vatSum),
        sum: displayRoubles(item.sum),
        rate: `${share.part}/${share.of}`,
      },
    });
  return warnings;
}

function checkTotal({ items, total, form }: Receipt): Warning[] {
  if (items.length === 0 && (form === 31 || form === 41)) return [];
  const sum = addUp(items.map((item) => item.sum));
  if (sum === BigInt(total)) return [];
  // The order asks for equality in roubles without kopecks, so a rounded total is worth a word and not an alarm.
  const code = sum / 100n === BigInt(total) / 100n ? 'totalRounded' : 'totalOfItems';
  return [{ code, path: 'total', params: { items: displayRoubles(sum), total: displayRoubles(total) } }];
}

function checkPayments({ payments, total, ffd }: Receipt): Warning[] {
  const paid = Object.values(payments).filter((sum) => sum !== undefined);
  if (ffd === '1.0' && paid.length === 0) return [];
  const sum = addUp(paid);
  if (sum === BigInt(total)) return [];
  const params = { paid: displayRoubles(sum), total: displayRoubles(total) };
  return [{ code: 'paymentsOfTotal', path: 'payments', params }];
}

function checkVat({ vat, total, dateTime, items }: Receipt): Warning[] {
  // Each item's tax is rounded on its own, half a kopeck at most; a receipt rounded to roubles adds the rounding.
  const tolerance = items.length + 100;
  return vat.flatMap(({ rate, sum }, index): Warning[] => {
    const share = vatRate(rate, dateTime).share ?? WHOLE;
    const told = (code: 'vatOfTotal' | 'vatOfItems', against: Kopecks | bigint): Warning[] => [
      { code, path: `vat[${index}].sum`, params: { vat: displayRoubles(sum), sum: displayRoubles(against) } },
    ];
    if (excess(sum, total, share) > limit(tolerance, share)) return told('vatOfTotal', total);
    if (items.length === 0 || items.some((item) => item.vatRate === undefined)) return [];
    const taxed = addUp(items.filter((item) => item.vatRate === rate).map((item) => item.sum));
    return isShare(sum, taxed, share, tolerance) ? [] : told('vatOfItems', taxed);
  });
}

type Share = { part: number; of: number };
const WHOLE: Share = { part: 1, of: 1 };

/** tax − sum × part/of, multiplied by `of` to stay whole. */
function excess(tax: Kopecks, sum: Kopecks | bigint, { part, of }: Share): bigint {
  return BigInt(tax) * BigInt(of) - BigInt(sum) * BigInt(part);
}

const limit = (tolerance: number, { of }: Share) => BigInt(tolerance) * BigInt(of);

/** |tax − sum × part/of| ≤ tolerance in kopecks. */
function isShare(tax: Kopecks, sum: Kopecks | bigint, share: Share, tolerance: number): boolean {
  const over = excess(tax, sum, share);
  return over <= limit(tolerance, share) && -over <= limit(tolerance, share);
}
