import type { Receipt } from '../receipt/receipt.ts';
import { Problem } from '../texts/problem.ts';
import { receiptHtml } from './html/receipt-html.ts';
import { type LayoutOptions, layoutReceipt } from './layout.ts';
import { qrPng } from './qr/png.ts';
import { receiptText } from './text/receipt-text.ts';

export type { LayoutOptions } from './layout.ts';
export { type LetterOptions, type RenderedLetter, type RenderedPart, renderLetter } from './letter.ts';
export { closePdfPool, renderPdf } from './pdf/index.ts';
export { toLatin } from './sms/latin.ts';
export { countSegments, type ForcingSign, type Segments } from './sms/segments.ts';
export { DEFAULT_SMS, renderSms, smsTemplate } from './sms/text.ts';
export { checkTemplate, type FilledSms, type TemplateCheck } from './template/check.ts';
export { exampleReceipt } from './template/example.ts';
export { noteText, type TemplateNote } from './template/note.ts';
export { renderLine, renderTemplate } from './template/template.ts';
export { type Fact, factNames, namesOfFact, templateVariables } from './template/variables.ts';

/** The receipt as a page of its own; its QR picture is at `qrUrl`, else within the page. */
export function renderPage(receipt: Receipt, { qrUrl, ...options }: LayoutOptions & { qrUrl?: string } = {}): string {
  const layout = layoutReceipt(receipt, options);
  if (layout.qr === undefined) return receiptHtml(layout);
  const qrSource = qrUrl ?? `data:image/png;base64,${Buffer.from(qrPng(layout.qr)).toString('base64')}`;
  return receiptHtml(layout, { qrSource });
}

export function renderText(receipt: Receipt, options: LayoutOptions = {}): string {
  return receiptText(layoutReceipt(receipt, options));
}

/** The QR of a receipt as PNG. Throws a `Problem` that names the missing requisites. */
export function renderQr(receipt: Receipt): Uint8Array {
  const { qr, qrMissing = '' } = layoutReceipt(receipt);
  if (qr === undefined) throw new Problem('qrMissing', { status: 422, params: { why: qrMissing } });
  return qrPng(qr);
}
