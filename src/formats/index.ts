export { atolTask } from './atol/write.ts';
export type { ReceiptFormat } from './fns/find.ts';
export { type KkmServerCommand, kkmServerCheck } from './kkmserver/write.ts';
export { type ReadOptions, type ReadReceipt, readPosted, readReceipt, readReceipts } from './receipt.ts';
export { type ReadSale, readSale, type SaleFormat } from './sale/read.ts';
export { writeSaleResult } from './sale/result.ts';
