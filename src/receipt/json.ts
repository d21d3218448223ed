import { Compile, type Validator } from 'typebox/compile';
import { Problem } from '../texts/problem.ts';
import { checked } from '../texts/schema.ts';
import { parseDateTime } from './date-time.ts';
import type { Receipt } from './receipt.ts';
import { receiptSchema } from './schema.ts';

let validator: Validator | undefined;

/** The JSON form of a receipt: a plain object of its own, without absent fields. */
export function receiptToJson(receipt: Receipt): Receipt {
  return JSON.parse(JSON.stringify(receipt)) as Receipt;
}

/**
 * A receipt from its JSON form. Throws the Problem of the first wrong field with its path (`items[2].sum`): unknown fields, sums that
 * are not whole kopecks, control signs, impossible dates, more than 1000 items. `root` is put before the path.
 */
export function receiptFromJson(value: unknown, root = ''): Receipt {
  validator ??= Compile(receiptSchema) as unknown as Validator;
  const receipt = checked<Receipt>(validator as Parameters<typeof checked>[0], value, root);
  const path = (field: string) => (root === '' ? field : `${root}.${field}`);
  if (parseDateTime(receipt.dateTime) === undefined)
    throw new Problem('fieldNotDateTime', { path: path('dateTime'), params: { path: path('dateTime') } });
  if (Number(receipt.fiscalSign ?? 0) >= 2 ** 32)
    throw new Problem('fieldTooLarge', {
      path: path('fiscalSign'),
      params: { path: path('fiscalSign'), limit: 2 ** 32 - 1 },
    });
  return receipt;
}
