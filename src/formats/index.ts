export type { ReceiptFormat } from './fns/find.ts';
export { type ReadOptions, type ReadReceipt, readPosted, readReceipt, readReceipts } from './receipt.ts';
