import type { ReadReceipt } from '../../src/formats/index.ts';

type Plain = null | boolean | string | number | Plain[] | { [key: string]: Plain };

/** Keys of no printed requisite, written down here apart from the reader's own list. */
const NOT_PRINTED = new Set(
  '_id id metadata messageFiscalSign rawData raw_data redefine_mask region productCodeDataError labelCodeProcesMode productIdType fractionalPart'.split(
    ' ',
  ),
);
/** Keys whose value takes another form in the model. */
const OTHER_FORM = new Set(['dateTime', 'correctionDocumentDate', 'fiscalDocumentFormatVer', 'protocolVersion']);

/** The receipt's own object in a document of any dialect; only the tests' simple way, not the reader's. */
export function receiptNodes(source: string): Plain[] {
  const json = JSON.parse(source) as Plain;
  return (Array.isArray(json) ? json : [json]).map(unwrapped);
}

function unwrapped(node: Plain): Plain {
  if (node === null || typeof node !== 'object' || Array.isArray(node)) return node;
  if (typeof node.payload === 'string') return JSON.parse(node.payload) as Plain;
  if ('totalSum' in node) return node;
  const wrapping = ['ticket', 'document', 'data', 'json', 'receipt', 'bso', 'receiptCorrection', 'bsoCorrection'];
  const inner = wrapping.find((key) => typeof node[key] === 'object' && node[key] !== null);
  return inner === undefined ? node : unwrapped(node[inner] as Plain);
}

/** Values of the source that the model does not hold: a requisite of the printed form that was lost. */
export function lost(node: Plain, read: ReadReceipt): string[] {
  const held = new Set<string>(read.contact === undefined ? [] : [read.contact]);
  collect(read.receipt as unknown as Plain, held);
  return missing(node, '', held);
}

function collect(value: Plain, into: Set<string>): void {
  if (value === null || typeof value !== 'object')
    into.add(typeof value === 'boolean' ? String(Number(value)) : String(value));
  else for (const inner of Object.values(value)) collect(inner as Plain, into);
}

function missing(value: Plain, path: string, held: Set<string>): string[] {
  if (value !== null && typeof value === 'object')
    return Object.entries(value).flatMap(([key, inner]) =>
      NOT_PRINTED.has(key) || OTHER_FORM.has(key) || (key.startsWith('nds') && inner === 0)
        ? []
        : missing(inner as Plain, `${path}.${key}`, held),
    );
  if (value === null || value === '' || value === -1 || value === 'none') return [];
  const text = String(value);
  const forms = [
    text,
    text.trim(),
    text.replace(/^0+(?=\d)/, ''),
    text.padStart(14, '0'),
    text.replace(/[\r\n]+/g, ' '),
  ];
  if (typeof value === 'number') forms.push(String(Math.round(value * 100)));
  return forms.some((form) => held.has(form)) ? [] : [`${path} = ${text}`];
}
