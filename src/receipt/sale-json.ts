import { Compile } from 'typebox/compile';
import { checked } from '../texts/schema.ts';
import type { SaleDocument } from './sale.ts';
import { possible } from './sale-check.ts';
import { saleSchema } from './schema.ts';

let validator: Parameters<typeof checked>[0] | undefined;

/**
 * A sale from its JSON form. Throws the Problem of the first wrong field with its path: by the schema, and then where the sale cannot
 * be fiscalised (`possible`).
 */
export function saleFromJson(value: unknown): SaleDocument {
  validator ??= Compile(saleSchema) as unknown as Parameters<typeof checked>[0];
  return possible(checked<SaleDocument>(validator, value));
}
