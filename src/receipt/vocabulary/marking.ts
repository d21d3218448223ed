import type { ReceiptItem } from '../receipt.ts';

/** Kinds of a marking code: field of tag 1163 in FNS JSON, its tag, and its name. `legacy` is tag 1162 (up to FFD 1.1). */
export const markingKinds: ReadonlyMap<string, { tag: number; name: string }> = new Map([
  ['undefined', { tag: 1300, name: 'не определён' }],
  ['ean8', { tag: 1301, name: 'EAN-8' }],
  ['ean13', { tag: 1302, name: 'EAN-13' }],
  ['itf14', { tag: 1303, name: 'ITF-14' }],
  ['gs10', { tag: 1304, name: 'GS1.0' }],
  ['gs1m', { tag: 1305, name: 'GS1.M' }],
  ['kmk', { tag: 1306, name: 'КМК' }],
  ['mi', { tag: 1307, name: 'МИ' }],
  ['egais2', { tag: 1308, name: 'ЕГАИС-2.0' }],
  ['egais3', { tag: 1309, name: 'ЕГАИС-3.0' }],
  ['f1', { tag: 1320, name: 'Ф.1' }],
  ['f2', { tag: 1321, name: 'Ф.2' }],
  ['f3', { tag: 1322, name: 'Ф.3' }],
  ['f4', { tag: 1323, name: 'Ф.4' }],
  ['f5', { tag: 1324, name: 'Ф.5' }],
  ['f6', { tag: 1325, name: 'Ф.6' }],
  ['legacy', { tag: 1162, name: '1162' }],
]);

const CHECKED_BY_DRIVE = 1;
const CODE_RIGHT = 2;
const ANSWERED = 4;
const STATUS_RIGHT = 8;

/**
 * The mark printed beside a marked article: `[M+]` code and status confirmed, `[M-]` found wrong, `[M]` not checked to the end.
 * Undefined for an item without a marking code. From the bits of tag 2106.
 */
export function markingMark(item: ReceiptItem): '[M]' | '[M+]' | '[M-]' | undefined {
  const result = item.markingCheckResult;
  if (item.marking === undefined && !result) return undefined;
  if (result === undefined || (result & CHECKED_BY_DRIVE) === 0) return '[M]';
  if ((result & CODE_RIGHT) === 0) return '[M-]';
  if ((result & ANSWERED) === 0) return '[M]';
  return (result & STATUS_RIGHT) === 0 ? '[M-]' : '[M+]';
}
