import { printedDate, printedTime } from '../receipt/date-time.ts';
import { missingTags, printedFiscalSign } from '../receipt/key.ts';
import { displayRoubles, formatRoubles, type Kopecks } from '../receipt/money.ts';
import { qrText } from '../receipt/qr.ts';
import type { AgentData, Receipt, ReceiptItem, Supplier } from '../receipt/receipt.ts';
import {
  agentTypes,
  calculationTypes,
  correctionTypes,
  documentForms,
  itemName,
  markingMark,
  measures,
  paymentHeadings,
  paymentMethods,
  paymentSubjects,
  printed,
  printedBits,
  taxationSystems,
  vatRate,
} from '../receipt/vocabulary.ts';
import { Problem } from '../texts/problem.ts';

/** A requisite as it is printed: its heading and its value, as the register gave it. */
export interface Line {
  label: string;
  value: string;
}

export interface ItemLayout {
  number: number;
  name: string;
  /** `2 шт. × 99.90`. */
  amount: string;
  sum: string;
  /** VAT, payment method and subject, agent and supplier, and whatever else belongs to the item. */
  notes: string[];
}

/** What the buyer sees of a receipt, in order; HTML, text and PDF draw the same one. Headings and wording are those of tables 48, 146 and 147. */
export interface ReceiptLayout {
  /** One line that names the document: for a page's or file's title. */
  title: string;
  /** Name of the document, tag 1000. */
  headline: string;
  /** Calculation type, tag 1054. */
  kind: string;
  /** Anything but a plain sale: drawn so that nobody takes it for one. */
  unusual: boolean;
  seller: string[];
  head: Line[];
  items: ItemLayout[];
  total: Line;
  /** The total as people read it, `1 240,50 ₽`. */
  displayTotal: string;
  payments: Line[];
  vat: Line[];
  details: Line[];
  fiscal: Line[];
  /** Text of the QR; absent where it is left out or can't be made. */
  qr?: string;
  /** Why there is no QR, where the register's data don't allow one. */
  qrMissing?: string;
}

export interface LayoutOptions {
  /** Tag 1008, as the register has it or as the receipt is sent. */
  contact?: string;
  withoutQr?: boolean;
}

/** Lays out a receipt of any kind. Never throws: what is absent is left out, what is unknown is shown by its number. */
export function layoutReceipt(receipt: Receipt, { contact, withoutQr = false }: LayoutOptions = {}): ReceiptLayout {
  const headline = printed(documentForms, receipt.form);
  const kind = printed(calculationTypes, receipt.calculationType);
  const { seller } = receipt;
  const displayTotal = `${displayRoubles(receipt.total)}\u00a0₽`;
  return {
    title: clean(
      [
        headline,
        receipt.calculationType === 1 ? '' : kind,
        receipt.fiscalDocumentNumber === undefined ? '' : `ФД ${receipt.fiscalDocumentNumber}`,
        displayTotal,
      ]
        .filter(Boolean)
        .join(' · '),
    ),
    headline,
    kind,
    unusual: receipt.calculationType !== 1 || receipt.form === 31 || receipt.form === 41,
    seller: [
      seller.name,
      seller.inn === undefined ? undefined : `ИНН ${seller.inn}`,
      seller.settlementAddress,
      seller.settlementPlace,
    ]
      .filter((line) => line !== undefined && line.trim() !== '')
      .map((line) => clean(line ?? '')),
    head: headLines(receipt),
    items: receipt.items.map((item, index) => layoutItem(item, index, receipt)),
    total: { label: 'ИТОГО', value: formatRoubles(receipt.total) },
    displayTotal,
    payments: paymentLines(receipt),
    vat: receipt.vat.map(({ rate, sum }) => ({
      label: vatRate(rate, receipt.dateTime).total,
      value: formatRoubles(sum),
    })),
    details: detailLines(receipt, contact),
    fiscal: fiscalLines(receipt),
    ...qrOf(receipt, withoutQr),
  };
}

/** Text that stays on its line: controls, line ends and signs that turn the direction of reading become spaces. */
export function clean(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, ' ').trim();
}

const lines = (...rows: (readonly [string, string | number | undefined])[]): Line[] =>
  rows.flatMap(([label, value]) => {
    const text = value === undefined ? '' : clean(String(value));
    return text === '' ? [] : [{ label, value: text }];
  });

const money = (sum: Kopecks | undefined): string | undefined => (sum === undefined ? undefined : formatRoubles(sum));

function headLines(receipt: Receipt): Line[] {
  const time = printedTime(receipt.dateTime);
  return lines(
    ['ДАТА, ВРЕМЯ', time === undefined ? printedDate(receipt.dateTime) : `${printedDate(receipt.dateTime)} ${time}`],
    ['ЧЕК N', receipt.numberInShift],
    ['СМЕНА', receipt.shiftNumber],
    ['КАССИР', receipt.cashier?.name],
    ['ИНН КАССИРА', receipt.cashier?.inn],
    ['СНО', receipt.taxationSystem === undefined ? undefined : taxation(receipt.taxationSystem)],
    ['N АВТ.', receipt.machineNumber],
    ['РАСЧЕТ В ИНТЕРНЕТ', receipt.internetPayment || receipt.internetOnly ? 'да' : undefined],
  );
}

const taxation = (system: number): string => (system === 0 ? '0' : printedBits(taxationSystems, system).join(', '));

function layoutItem(item: ReceiptItem, index: number, receipt: Receipt): ItemLayout {
  const mark = markingMark(item);
  const name = clean(itemName(item) ?? (item.paymentMethod === 3 ? 'Аванс' : ''));
  const unit = item.measure === undefined ? clean(item.unit ?? '') : unitOf(item.measure);
  const fraction = item.fraction ? ` (${item.fraction.numerator}/${item.fraction.denominator})` : '';
  return {
    number: index + 1,
    name: [name || `Позиция ${index + 1}`, mark].filter(Boolean).join(' '),
    amount: `${item.quantity}${unit === '' ? '' : `\u00a0${unit}`}${fraction} × ${formatRoubles(item.price)}`,
    sum: formatRoubles(item.sum),
    notes: itemNotes(item, receipt),
  };
}

// Code 255 is "another unit", which says nothing to a buyer; a code nobody knows is shown so that it isn't lost.
const unitOf = (measure: number): string =>
  measure === 255 ? '' : measures.has(measure) ? printed(measures, measure) : `(${measure})`;

function itemNotes(item: ReceiptItem, receipt: Receipt): string[] {
  const vat = item.vatRate === undefined ? undefined : vatRate(item.vatRate, receipt.dateTime).item;
  const first = [
    vat === undefined
      ? undefined
      : item.vatSum === undefined || item.vatRate === 6
        ? vat
        : `${vat}: ${formatRoubles(item.vatSum)}`,
    item.paymentMethod === undefined ? undefined : printed(paymentMethods, item.paymentMethod),
    item.paymentSubject === undefined ? undefined : printed(paymentSubjects, item.paymentSubject),
  ];
  return [
    first.filter(Boolean).join(' · '),
    ...lines(
      ['', item.agentType ? printedBits(agentTypes, item.agentType).join(', ') : undefined],
      ...agentRows(item.agent),
      ...supplierRows(item.supplier),
      ['АКЦИЗ', money(item.excise)],
      ['СТРАНА', item.originCountry],
      ['N ДТ', item.customsDeclaration],
      ['', item.additionalRequisite],
      ...(item.industryRequisites ?? []).map(
        (one) => ['ОТР.РЕКВ.', [one.authority, one.date, one.number, one.value].filter(Boolean).join(' ')] as const,
      ),
    ).map(({ label, value }) => (label === '' ? value : `${label}: ${value}`)),
  ].filter((note) => note !== '');
}

type Row = readonly [string, string | undefined];

const supplierRows = (supplier: Supplier | undefined): Row[] => [
  ['ПОСТАВЩИК', supplier?.name],
  ['ИНН ПОСТАВЩИКА', supplier?.inn],
  ['ТЛФ. ПОСТ.', supplier?.phones?.join(', ')],
];

const agentRows = (agent: AgentData | undefined): Row[] => [
  ['ОП.АГЕНТА', agent?.operation],
  ['ТЛФ.ПЛ.АГЕНТА', agent?.agentPhones?.join(', ')],
  ['ТЛФ.ОП.ПР.ПЛАТЕЖА', agent?.receiverPhones?.join(', ')],
  ['ТЛФ.ОП.ПЕРЕВОДА', agent?.transferPhones?.join(', ')],
  ['ОПЕРАТОР', agent?.transferName],
  ['АДР. ОПЕРАТОРА', agent?.transferAddress],
  ['ИНН ОП. ПЕРЕВОДА', agent?.transferInn],
];

/** Payments that are not zero (229@, table 19, note 1). */
function paymentLines({ payments }: Receipt): Line[] {
  return paymentHeadings.flatMap(({ field, printed: label }) => {
    const sum = payments[field];
    return sum === undefined || sum === 0 ? [] : [{ label, value: formatRoubles(sum) }];
  });
}

function detailLines(receipt: Receipt, contact: string | undefined): Line[] {
  const { buyer, correction, seller } = receipt;
  return lines(
    ['ТИП КОРРЕКЦИИ', correction?.type === undefined ? undefined : printed(correctionTypes, correction.type)],
    ['ОСНОВАНИЕ', correction?.description],
    ['ДАТА КОРРЕКТИРУЕМОГО РАСЧЕТА', correction?.date === undefined ? undefined : printedDate(correction.date)],
    ['N ПРЕДПИСАНИЯ', correction?.number],
    ['АГЕНТ', receipt.agentType ? printedBits(agentTypes, receipt.agentType).join(', ') : undefined],
    ...agentRows(receipt.agent),
    ['ТЛФ. ПОСТ.', receipt.supplierPhones?.join(', ')],
    ['ПОКУПАТЕЛЬ', buyer?.name],
    ['ИНН ПОКУПАТЕЛЯ', buyer?.inn],
    ['ДАТА РОЖДЕНИЯ', buyer?.birthDate],
    ['ГРАЖДАНСТВО', buyer?.citizenship],
    ['КОД ДОКУМЕНТА', buyer?.documentCode],
    ['ДАННЫЕ ДОКУМЕНТА', buyer?.documentData],
    ['АДРЕС ПОКУПАТЕЛЯ', buyer?.address],
    [contact?.includes('@') ? 'ЭЛ.АДР.ПОКУПАТЕЛЯ' : 'ТЕЛ. ПОКУПАТЕЛЯ', contact],
    ['ЭЛ.АДР.ОТПРАВИТЕЛЯ', seller.senderAddress],
    ...(receipt.cashlessPayments ?? []).map(
      (one) =>
        [
          'СВЕД. О БЕЗНАЛ. ОПЛАТЕ',
          [money(one.sum), one.identifiers, one.additional].filter(Boolean).join(' '),
        ] as const,
    ),
    ...(receipt.userRequisites ?? []).map((one) => [clean(one.name) || 'ДОП. РЕКВИЗИТ', one.value] as const),
    ['ДОП. РЕКВИЗИТ ЧЕКА', receipt.additionalRequisite],
    ...(receipt.industryRequisites ?? []).map(
      (one) => ['ОТР.РЕКВ.', [one.authority, one.date, one.number, one.value].filter(Boolean).join(' ')] as const,
    ),
    [
      'ОПЕР. РЕКВ.',
      receipt.operationalRequisite
        ? [receipt.operationalRequisite.id, receipt.operationalRequisite.data, receipt.operationalRequisite.dateTime]
            .filter((part) => part !== undefined)
            .join(' ')
        : undefined,
    ],
  );
}

function fiscalLines(receipt: Receipt): Line[] {
  return lines(
    ['N ККТ', receipt.registrationNumber],
    ['ЗАВ. N ККТ', receipt.registerSerialNumber],
    ['N ФД', receipt.fiscalDocumentNumber],
    ['N ФН', receipt.fiscalDriveNumber],
    ['ФП', receipt.fiscalSign === undefined ? undefined : printedFiscalSign(receipt.fiscalSign)],
    ['ФФД', receipt.ffd],
    ['САЙТ ФНС', receipt.checkSite],
  );
}

/** Bytes in the largest QR of level M (ISO/IEC 18004, table 7). */
const QR_CAPACITY = 2_331;

function qrOf(receipt: Receipt, withoutQr: boolean): { qr?: string; qrMissing?: string } {
  if (withoutQr) return {};
  try {
    const qr = qrText(receipt);
    if (Buffer.byteLength(qr) <= QR_CAPACITY) return { qr };
    return { qrMissing: 'QR-кода нет: текст, который дала касса, в него не помещается.' };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return {
      qrMissing: `QR-кода нет: в данных чека не хватает ${missingTags(receipt).join(', ') || 'времени расчёта'}.`,
    };
  }
}
