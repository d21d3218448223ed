import { multiply } from '../../receipt/money.ts';
import type { AgentData, IndustryRequisite, MarkingCode, Supplier } from '../../receipt/receipt.ts';
import type { SaleItem } from '../../receipt/sale.ts';
import { compact } from '../compact.ts';
import type { Fields } from '../fields.ts';
import * as atol from './words.ts';

/** A position of an ATOL task. Codes may be words or numbers, as versions of the driver differ. */
export function readPosition(fields: Fields): SaleItem {
  const price = fields.need(fields.sum(['price']), 'price');
  const quantity = fields.need(fields.decimal(['quantity']), 'quantity');
  const tax = fields.object('tax');
  const agent = readAgentInfo(fields);
  const imc = fields.object('imcParams');
  return compact<SaleItem>({
    name: fields.text(['name']),
    price,
    quantity,
    ...readMeasure(fields),
    fraction: readFraction(imc),
    sum: fields.sum(['amount']) ?? multiply(price, quantity),
    vatRate: tax?.choice(['type'], atol.vat.codes),
    vatSum: tax?.sum(['sum']),
    paymentMethod: fields.choice(['paymentMethod'], atol.paymentMethods.codes, true),
    paymentSubject: fields.choice(['paymentObject'], atol.paymentObjects.codes, true),
    agentType: agent?.agentType,
    agent: agent?.agent,
    supplier: readSupplier(fields),
    marking: readProductCode(fields),
    markingCode: imc?.base64(['imc']) ?? fields.object('markingCode')?.base64(['mark']),
    plannedStatus: imc?.whole(['itemEstimatedStatus']),
    excise: fields.sum(['exciseSum']),
    originCountry: fields.trimmed(['countryCode'], 100),
    customsDeclaration: fields.text(['customsDeclaration'], 100),
    additionalRequisite: fields.text(['additionalAttribute']),
    industryRequisites: readIndustry(fields),
    department: fields.whole(['department']),
  });
}

/** Tag 2108 as a number or a word of the driver, or the unit's own text of FFD 1.05. */
function readMeasure(fields: Fields): { measure?: number; unit?: string } {
  const text = fields.text(['measurementUnit'], 100);
  if (text === undefined) return {};
  const code = /^\d{1,3}$/.test(text) ? Number(text) : atol.measures.codes.get(text);
  return code === undefined ? { unit: text } : { measure: code };
}

function readFraction(imc: Fields | undefined): SaleItem['fraction'] {
  const found = /^(\d{1,9})\/(\d{1,9})$/.exec(imc?.text(['itemFractionalAmount'], 40) ?? '');
  return found ? { numerator: Number(found[1]), denominator: Number(found[2]) } : undefined;
}

function readProductCode(fields: Fields): MarkingCode | undefined {
  const codes = fields.object('productCodes');
  for (const [name, type] of atol.productCodes) {
    const raw = codes?.base64([name]);
    if (raw !== undefined) return { type, raw };
  }
  const old = fields.value(['nomenclatureCode']);
  if (old === undefined) return undefined;
  if (typeof old.value === 'string') return { type: 'legacy', raw: old.value.slice(0, 1_000) };
  const code = fields.nestedObject(old.value, old.name);
  return compact<MarkingCode>({
    type: 'legacy',
    gtin: code.digits(['gtin'], 1, 20),
    serial: code.raw(['serial'], 500),
  });
}

/** Signs of the agent (tags 1057, 1222) and his data (1223). */
export function readAgentInfo(fields: Fields): { agentType?: number; agent?: AgentData } | undefined {
  const info = fields.object('agentInfo');
  if (info === undefined) return undefined;
  const bits = (info.texts(['agents']) ?? []).map((word) => {
    const bit = atol.agents.codes.get(word);
    if (bit === undefined)
      throw info.wrong('saleCodeUnknown', 'agents', { value: word, allowed: [...atol.agents.codes.keys()].join(', ') });
    return bit;
  });
  const agentType = bits.reduce((all, bit) => all | bit, 0);
  const paying = info.object('payingAgent');
  const transfer = info.object('moneyTransferOperator');
  const agent = compact<AgentData>({
    operation: paying?.text(['operation']),
    agentPhones: paying?.texts(['phones']),
    receiverPhones: info.object('receivePaymentsOperator')?.texts(['phones']),
    transferPhones: transfer?.texts(['phones']),
    transferName: transfer?.text(['name']),
    transferAddress: transfer?.text(['address']),
    transferInn: transfer?.trimmed(['vatin'], 20),
  });
  return {
    ...(agentType === 0 ? {} : { agentType }),
    ...(Object.keys(agent).length === 0 ? {} : { agent }),
  };
}

export function readSupplier(fields: Fields): Supplier | undefined {
  const info = fields.object('supplierInfo');
  const supplier = compact<Supplier>({
    name: info?.text(['name']),
    inn: info?.trimmed(['vatin'], 20),
    phones: info?.texts(['phones']),
  });
  return Object.keys(supplier).length === 0 ? undefined : supplier;
}

export function readIndustry(fields: Fields): IndustryRequisite[] | undefined {
  const requisites = fields.list('industryInfo', 100).map((info) =>
    compact<IndustryRequisite>({
      authority: info.text(['fois']),
      date: info.text(['date'], 40),
      number: info.text(['number']),
      value: info.text(['industryAttribute'], 2_000),
    }),
  );
  return requisites.length === 0 ? undefined : requisites;
}
