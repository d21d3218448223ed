import type { Decimal } from '../../receipt/money.ts';
import type { MarkingCode, ReceiptItem } from '../../receipt/receipt.ts';
import { compact } from '../compact.ts';
import type { Fields } from '../fields.ts';
import { isObject } from '../json-text.ts';
import { itemNoise } from './noise.ts';
import { readAgent, readIndustry, readSupplier } from './parties.ts';
import { readItemVat } from './vat.ts';

/** An item of the receipt (tag 1059) in the names of all FNS dialects. */
export function readItem(fields: Fields): ReceiptItem {
  const sum = fields.need(fields.sum(['sum']), 'sum');
  const price = fields.sum(['price']);
  const quantity = fields.decimal(['quantity']);
  // Some sellers could leave both out until 2021 (table 20, note 2).
  if (price === undefined || quantity === undefined)
    fields.warn('priceAssumed', price === undefined ? 'price' : 'quantity');
  const item = compact<ReceiptItem>({
    name: fields.text(['name']),
    price: price ?? sum,
    quantity: quantity ?? ('1' as Decimal),
    measure: fields.whole(['itemsQuantityMeasure']),
    unit: fields.text(['unit', 'measure'], 100),
    fraction: readFraction(fields),
    sum,
    ...readItemVat(fields),
    vatPerUnit: fields.sum(['unitNds']),
    paymentMethod: fields.whole(['paymentType', 'calculationTypeSign']),
    paymentSubject: fields.whole(['productType', 'calculationSubjectSign']),
    agentType: fields.bits(['paymentAgentByProductType', 'paymentAgentType']),
    agent: readAgent(fields),
    supplier: readSupplier(fields),
    marking: readMarking(fields),
    markingCheckResult: fields.whole(['checkingProdInformationResult']),
    excise: fields.sum(['exciseDuty', 'exciseDutySum']),
    originCountry: fields.trimmed(['originCountryCode'], 100),
    customsDeclaration: fields.text(['customEntryNum', 'customsDeclarationNumber'], 100),
    additionalRequisite: fields.text(['propertiesItem']),
    industryRequisites: readIndustry(fields, 'itemsIndustryDetails'),
  });
  fields.warnUnread(itemNoise);
  return item;
}

/** Tag 1291: numbers, or the printed form `1/2`. */
function readFraction(fields: Fields): ReceiptItem['fraction'] | undefined {
  const found = fields.object('labeledProdFractionalQuantity');
  if (found === undefined) return undefined;
  const printed = /^(\d{1,9})\s*\/\s*(\d{1,9})$/.exec(found.text(['fractionalPart']) ?? '');
  const numerator = found.whole(['numerator']) ?? (printed ? Number(printed[1]) : undefined);
  const denominator = found.whole(['denominator']) ?? (printed ? Number(printed[2]) : undefined);
  found.warnUnread(new Set());
  return { numerator: found.need(numerator, 'numerator'), denominator: found.need(denominator, 'denominator') };
}

// `productIdType` of the app's export: the only two values seen in receipts.
const kindByType = new Map([
  [5, 'itf14'],
  [6, 'gs1m'],
]);

/** Tag 1163 as the FNS gives it (`productCodeNew`) or the app (`productCodeData`), or tag 1162 as text. */
function readMarking(fields: Fields): MarkingCode | undefined {
  const wrapped = fields.value(['productCodeNew']);
  if (wrapped !== undefined) {
    const { value, name } = wrapped;
    const kind = isObject(value) ? Object.keys(value).find((key) => isObject(value[key])) : undefined;
    const inner = isObject(value) && kind !== undefined ? value[kind] : undefined;
    if (kind === undefined || !isObject(inner)) throw fields.wrong('fieldWrong', name);
    fields.skip('productCodeData', 'productCode');
    return readCode(fields.nested(inner, `${name}.${kind}`), kind.slice(0, 40));
  }
  const data = fields.object('productCodeData');
  if (data !== undefined) return readCode(data, undefined);
  const raw = fields.raw(['productCode', 'nomenclatureCode']);
  return raw === undefined ? undefined : { type: 'legacy', raw };
}

function readCode(code: Fields, kind: string | undefined): MarkingCode {
  const type = code.whole(['productIdType']);
  const raw = code.raw(['rawProductCode']);
  const marking = compact<MarkingCode>({
    type: kind ?? kindByType.get(type ?? -1) ?? String(type ?? 'undefined'),
    gtin: readGtin(code, raw),
    serial: code.raw(['sernum'], 500),
    raw,
  });
  code.warnUnread(new Set());
  return marking;
}

/** A GTIN may come as a number without its leading zeros; the code itself (`01` + 14 digits) has them all. */
function readGtin(code: Fields, raw: string | undefined): string | undefined {
  const gtin = code.digits(['gtin'], 1, 20);
  if (gtin === undefined) return undefined;
  const whole = /^01(\d{14})/.exec(raw ?? '')?.[1];
  if (whole !== undefined && Number(whole) === Number(gtin)) return whole;
  return code.isNumber('gtin') ? gtin.padStart(14, '0') : gtin;
}
