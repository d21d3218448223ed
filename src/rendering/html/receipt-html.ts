import type { ItemLayout, Line, ReceiptLayout } from '../layout.ts';
import { attribute, type Html, html } from './html.ts';

/** Where the letter's or page's QR picture is: `cid:…` in a letter, a relative address on a page. */
export interface HtmlOptions {
  qrSource?: string;
  /** A line above the receipt. */
  intro?: string;
}

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Arial,sans-serif";
const TEXT = attribute(`${FONT};font-size:15px;line-height:21px;color:#1c1e20`);
const QUIET = attribute(`${FONT};font-size:13px;line-height:18px;color:#565c62`);
const TOTAL = attribute(
  `${FONT};font-size:22px;line-height:30px;font-weight:bold;color:#1c1e20;border-top:2px solid #1c1e20;padding:8px 0`,
);
const RULE = attribute('border-top:1px solid #d9dbd6');

/** A receipt as one HTML document that mail programs show alike: tables, inline styles, one column of 600 px at most. */
export function receiptHtml(layout: ReceiptLayout, { qrSource, intro }: HtmlOptions = {}): string {
  const banner = layout.unusual ? 'background-color:#fff3d6;color:#5c3d00' : 'background-color:#e9f3ee;color:#14523b';
  return html`<!DOCTYPE html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${layout.title}</title>
<style>
@media (prefers-color-scheme: dark) {
.k-back { background-color: #16181a !important; }
.k-card { background-color: #1f2225 !important; }
.k-text { color: #ecedee !important; }
.k-quiet { color: #b4bac0 !important; }
.k-rule { border-color: #3a3f44 !important; }
}
</style>
</head>
<body style="margin:0;padding:0">
<table role="presentation" class="k-back" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f6f6f3">
<tr><td align="center" style="padding:16px 8px">
<table role="presentation" class="k-card" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" style="max-width:600px">
${intro === undefined ? undefined : html`<tr><td class="k-text" style="${TEXT};padding:20px 20px 0">${intro}</td></tr>`}
<tr><td align="center" class="k-text" style="${TEXT};padding:20px 20px 12px;word-break:break-word">
${layout.seller.map((line, index) => html`<div style="${index === 0 ? 'font-weight:bold;font-size:17px;line-height:24px' : ''}">${line}</div>`)}
</td></tr>
<tr><td align="center" style="padding:0 20px 12px"><table role="presentation" align="center" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="${FONT};padding:6px 14px;font-size:15px;line-height:21px;font-weight:bold;${banner}">${layout.headline} · ${layout.kind}</td></tr></table></td></tr>
<tr><td style="padding:0 20px">${rows(layout.head)}</td></tr>
<tr><td style="padding:12px 20px">${items(layout.items)}</td></tr>
<tr><td style="padding:0 20px">${total(layout)}</td></tr>
<tr><td style="padding:0 20px">${rows([...layout.payments, ...layout.vat])}</td></tr>
${layout.details.length === 0 ? undefined : html`<tr><td style="padding:12px 20px 0">${rows(layout.details)}</td></tr>`}
<tr><td style="padding:12px 20px 0">${rows(layout.fiscal)}</td></tr>
${qr(layout, qrSource)}
</table>
</td></tr>
</table>
</body>
</html>
`.text;
}

function rows(lines: readonly Line[]): Html {
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${lines.map(
    ({ label, value }) =>
      html`<tr><td class="k-quiet" valign="top" style="${QUIET};padding:3px 12px 3px 0">${label}</td><td class="k-text" align="right" valign="top" style="${TEXT};padding:3px 0;word-break:break-word">${value}</td></tr>`,
  )}</table>`;
}

function items(all: readonly ItemLayout[]): Html {
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${all.map(
    (item) =>
      html`<tr><td class="k-text k-rule" colspan="2" style="${TEXT};${RULE};padding:10px 0 0;word-break:break-word">${item.number}. ${item.name}</td></tr><tr><td class="k-quiet" valign="top" style="${QUIET};padding:2px 12px 0 0">${item.amount}</td><td class="k-text" align="right" valign="top" style="${TEXT};padding:2px 0 0">${item.sum}</td></tr><tr><td class="k-quiet" colspan="2" style="${QUIET};padding:0 0 10px;word-break:break-word">${item.notes.map(
        (note) => html`<div>${note}</div>`,
      )}</td></tr>`,
  )}</table>`;
}

function total({ total: { label, value } }: ReceiptLayout): Html {
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="k-text k-rule" style="${TOTAL}">${label}</td><td class="k-text k-rule" align="right" style="${TOTAL}">${value}</td></tr></table>`;
}

function qr({ qr: text, qrMissing }: ReceiptLayout, source: string | undefined): Html {
  if (text !== undefined && source !== undefined)
    return html`<tr><td align="center" style="padding:16px 20px 4px"><img src="${source}" width="196" alt="QR-код чека: ${text}" style="display:block;width:196px;max-width:100%;background-color:#ffffff;border:0"></td></tr><tr><td align="center" class="k-quiet" style="${QUIET};padding:4px 20px 20px;word-break:break-all">${text}</td></tr>`;
  return html`<tr><td class="k-quiet" align="center" style="${QUIET};padding:12px 20px 20px">${qrMissing}</td></tr>`;
}
