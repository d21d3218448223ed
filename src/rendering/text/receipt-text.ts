import type { Line, ReceiptLayout } from '../layout.ts';

const WIDTH = 42;

/** A receipt as plain text, 42 characters wide like a slip; long names are wrapped, never cut. */
export function receiptText(layout: ReceiptLayout): string {
  const rule = '-'.repeat(WIDTH);
  const out: string[] = [
    ...layout.seller.flatMap((line) => wrapped(line).map(centred)),
    '',
    ...wrapped(layout.headline).map(centred),
    ...wrapped(layout.kind).map(centred),
    rule,
    ...layout.head.flatMap(pair),
    rule,
  ];
  for (const item of layout.items) {
    out.push(
      ...wrapped(`${item.number}. ${item.name}`),
      ...pair({ label: item.amount.replaceAll('\u00a0', ' '), value: item.sum }),
    );
    for (const note of item.notes) out.push(...wrapped(note, WIDTH - 2).map((line) => `  ${line}`));
  }
  out.push(rule, ...pair(layout.total), ...layout.payments.flatMap(pair), ...layout.vat.flatMap(pair));
  if (layout.details.length > 0) out.push(rule, ...layout.details.flatMap(pair));
  out.push(rule, ...layout.fiscal.flatMap(pair));
  if (layout.qr !== undefined) out.push('', 'QR:', layout.qr);
  if (layout.qrMissing !== undefined) out.push('', ...wrapped(layout.qrMissing));
  return `${out.join('\n')}\n`;
}

/** A heading on the left and its value on the right; both wrap when they don't fit side by side. */
function pair({ label, value }: Line): string[] {
  const heading = /[×]/.test(label) ? label : `${label}:`;
  const gap = WIDTH - heading.length - value.length;
  if (gap >= 1) return [heading + ' '.repeat(gap) + value];
  return [...wrapped(heading), ...wrapped(value, WIDTH - 2).map((line) => `  ${line}`)];
}

const centred = (line: string): string => ' '.repeat(Math.max(0, Math.floor((WIDTH - line.length) / 2))) + line;

/** Lines of at most `width` characters, broken between words, and within a word only where it is longer than a line. */
export function wrapped(text: string, width = WIDTH): string[] {
  const found: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      found.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
    while (line.length > width) {
      const cut = cutAt(line, width);
      found.push(line.slice(0, cut));
      line = line.slice(cut);
    }
  }
  if (line !== '') found.push(line);
  return found;
}

// A cut must not part the two halves of one character.
const cutAt = (line: string, width: number): number =>
  /[\ud800-\udbff]/.test(line.charAt(width - 1)) ? width - 1 : width;
