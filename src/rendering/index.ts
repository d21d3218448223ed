import type { Receipt } from '../receipt/receipt.ts';
import { Problem } from '../texts/problem.ts';
import { receiptHtml } from './html/receipt-html.ts';
import { type LayoutOptions, layoutReceipt } from './layout.ts';
import { qrPng } from './qr/png.ts';
import { renderTemplate } from './template/template.ts';
import { templateVariables } from './template/variables.ts';
import { receiptText } from './text/receipt-text.ts';

export type { LayoutOptions } from './layout.ts';
export { type LetterOptions, type RenderedLetter, type RenderedPart, renderLetter } from './letter.ts';
export { closePdfPool, renderPdf } from './pdf/index.ts';
export { renderLine, renderTemplate } from './template/template.ts';
export { templateVariables } from './template/variables.ts';

/** The law's short form: registration number, total, date and time, fiscal sign, site (229@, table 49), with the document and drive numbers that the check on the site asks for. */
export const DEFAULT_SMS =
  'ККТ {{ рн_ккт }} ИТОГО {{ сумма }} ДАТА {{ день }} ВРЕМЯ {{ время }} ФП {{ фп }} ФД {{ фд }} ФН {{ фн }} САЙТ {{ сайт }}';

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

/** The SMS of a receipt from a template. */
export function renderSms(receipt: Receipt, template: string = DEFAULT_SMS): string {
  return renderTemplate(template, templateVariables(receipt));
}
