import type { Receipt } from '../receipt/receipt.ts';
import { type Language, text } from '../texts/index.ts';
import { html } from './html/html.ts';
import { receiptHtml } from './html/receipt-html.ts';
import { type LayoutOptions, layoutReceipt, type ReceiptLayout } from './layout.ts';
import { renderPdf } from './pdf/index.ts';
import { qrPng } from './qr/png.ts';
import { renderLine } from './template/template.ts';
import { templateVariables } from './template/variables.ts';
import { receiptText } from './text/receipt-text.ts';

export interface LetterOptions extends LayoutOptions {
  /** The receipt as an attached PDF instead of in the body. */
  asPdf?: boolean;
  /** Template of the subject. */
  subject?: string;
  /** Template of the PDF's file name, without its ending. */
  fileName?: string;
  language?: Language;
}

export interface RenderedPart {
  name: string;
  contentType: string;
  bytes: Uint8Array;
}

/** A letter without its envelope: what a mail channel needs of it. */
export interface RenderedLetter {
  subject: string;
  text: string;
  html: string;
  inline: RenderedPart[];
  attachments: RenderedPart[];
}

const LONGEST_SUBJECT = 200;
const LONGEST_FILE_NAME = 100;
const QR_NAME = 'qr-receipt';

/** The letter of a receipt: in its body, or as a PDF beside a short body. */
export async function renderLetter(receipt: Receipt, options: LetterOptions = {}): Promise<RenderedLetter> {
  const { asPdf = false, subject = 'Чек о покупке', fileName = 'Чек {{ фд }}', language = 'ru' } = options;
  const layout = layoutReceipt(receipt, options);
  const head = { subject: renderLine(subject, () => templateVariables(receipt), LONGEST_SUBJECT) };
  if (!asPdf) return { ...head, ...bodyOf(layout), attachments: [] };

  const name = renderLine(fileName, () => templateVariables(receipt), LONGEST_FILE_NAME);
  const file = `${name.replace(/[\\/:*?"<>|]/g, '_') || 'receipt'}.pdf`;
  const params = { total: layout.displayTotal, file };
  return {
    ...head,
    text: `${layout.seller[0] ?? ''}\n\n${text(language, 'rendering.pdfText', params)}\n`,
    html: cover(layout, text(language, 'rendering.pdfIntro', params)),
    inline: [],
    attachments: [{ name: file, contentType: 'application/pdf', bytes: await renderPdf(receipt, options) }],
  };
}

function bodyOf(layout: ReceiptLayout): Pick<RenderedLetter, 'text' | 'html' | 'inline'> {
  return {
    text: receiptText(layout),
    html: receiptHtml(layout, layout.qr === undefined ? {} : { qrSource: `cid:${QR_NAME}` }),
    inline: layout.qr === undefined ? [] : [{ name: QR_NAME, contentType: 'image/png', bytes: qrPng(layout.qr) }],
  };
}

const cover = (layout: ReceiptLayout, line: string): string =>
  html`<!DOCTYPE html>
<html lang="ru">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${layout.title}</title></head>
<body style="margin:0;padding:0">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td style="padding:24px 16px;font-family:-apple-system,'Segoe UI',Roboto,Arial,sans-serif;font-size:15px;line-height:22px">
<p style="margin:0 0 12px;font-weight:bold">${layout.seller[0]}</p>
<p style="margin:0 0 12px">${layout.headline} · ${layout.kind}</p>
<p style="margin:0">${line}</p>
</td></tr></table>
</body>
</html>
`.text;
