import type { SaleView } from './api.ts';

/** A sale in XML, for 1C 8.1 and 8.2, which read no JSON: one element, each field an attribute. */
export function saleXml(view: SaleView): string {
  const { id, register, state, version, total, contact, electronically, paper, problem, formUrl, receiptId } = view;
  const { receipt } = view;
  const fields = {
    id,
    register,
    state,
    version,
    total: (total / 100).toFixed(2),
    contact,
    electronically,
    paper,
    formUrl,
    problemCode: problem?.code,
    problem: problem?.explanation,
    receiptId,
    fiscalDocumentNumber: receipt?.fiscalDocumentNumber,
    fiscalSign: receipt?.fiscalSign,
    fiscalDriveNumber: receipt?.fiscalDriveNumber,
    registrationNumber: receipt?.registrationNumber,
    dateTime: receipt?.dateTime,
  };
  const attributes = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Sale${attributes.join('')}/>\n`;
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);
