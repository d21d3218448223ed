/** The codes of the fiscal format with the wording the order prints (229@, 662@ and the changes to them through 2026). */
export * from './vocabulary/item.ts';
export * from './vocabulary/item-name.ts';
export * from './vocabulary/marking.ts';
export * from './vocabulary/settlement.ts';
export * from './vocabulary/term.ts';
export * from './vocabulary/vat.ts';
