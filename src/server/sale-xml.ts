import { writeElement } from '../formats/onec/xml.ts';
import type { SaleView } from './api.ts';

const document = (element: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n${element}\n`;

/** A sale in XML, for 1C 8.1 and 8.2, which read no JSON: one element, each field an attribute. */
export function saleXml(view: SaleView): string {
  const { id, register, state, version, total, contact, electronically, paper, problem, formUrl, receiptId } = view;
  const { receipt } = view;
  return document(
    writeElement('Sale', {
      id,
      register,
      state,
      version,
      total: (total / 100).toFixed(2),
      contact,
      electronically: String(electronically),
      paper: String(paper),
      formUrl,
      problemCode: problem?.code,
      problem: problem?.explanation,
      receiptId,
      fiscalDocumentNumber: receipt?.fiscalDocumentNumber,
      fiscalSign: receipt?.fiscalSign,
      fiscalDriveNumber: receipt?.fiscalDriveNumber,
      registrationNumber: receipt?.registrationNumber,
      shiftNumber: receipt?.shiftNumber,
      dateTime: receipt?.dateTime,
    }),
  );
}

/** A refusal for the same readers. */
export const problemXml = ({ title, code, path }: { title: string; code: string; path?: string }): string =>
  document(writeElement('Problem', { code, path, title }));
