import type { MarkingCode } from '../../receipt/receipt.ts';
import type { SaleItem } from '../../receipt/sale.ts';
import { compact } from '../compact.ts';
import type { Fields } from '../fields.ts';
import { discounted, readAgentBits, readAgentData, readVendor } from '../sale/dialect.ts';
import { readIndustryAttribute } from './industry.ts';
import { goodCodes, vatRates } from './words.ts';

/** `FiscalString` in the names of all versions. 2.0 gives the price without the discount that the cost has. */
export function readPosition(fields: Fields): SaleItem {
  const quantity = fields.need(fields.decimal(['Quantity']), 'Quantity');
  const sum = fields.need(fields.sum(['AmountWithDiscount', 'SumWithDiscount', 'Amount']), 'AmountWithDiscount');
  const withDiscount = fields.sum(['PriceWithDiscount']);
  const price = withDiscount ?? fields.need(fields.sum(['Price']), 'PriceWithDiscount');
  const good = fields.object('GoodCodeData');
  const fraction = fields.object('FractionalQuantity');
  const numerator = fraction?.whole(['Numerator']);
  const denominator = fraction?.whole(['Denominator']);
  return compact<SaleItem>({
    name: fields.text(['Name']),
    price: withDiscount ?? discounted(price, quantity, sum),
    quantity,
    measure: fields.whole(['MeasureOfQuantity']),
    unit: fields.text(['MeasurementUnit'], 100),
    fraction: numerator === undefined || denominator === undefined ? undefined : { numerator, denominator },
    sum,
    vatRate: fields.choice(['VATRate', 'Tax'], vatRates.codes),
    vatSum: fields.sum(['VATAmount', 'TaxSum']),
    paymentMethod: fields.whole(['PaymentMethod', 'SignMethodCalculation']),
    paymentSubject: fields.whole(['CalculationSubject', 'SignCalculationObject']),
    agentType: readAgentBits(fields, ['CalculationAgent', 'SignSubjectCalculationAgent', 'AgentType', 'AgentSign']),
    agent: readAgentData(fields),
    supplier: readVendor(fields),
    marking: good && readGoodCode(good),
    markingCode: fields.base64(['MarkingCode']) ?? good?.base64(['MarkingCode']),
    plannedStatus: fields.whole(['PlannedStatus']),
    excise: fields.sum(['ExciseAmount']),
    originCountry: fields.trimmed(['CountryOfOrigin', 'CountryOfOfigin'], 100),
    customsDeclaration: fields.text(['CustomsDeclaration'], 100),
    additionalRequisite: fields.text(['AdditionalAttribute']),
    industryRequisites: readIndustryAttribute(fields),
    department: fields.whole(['Department']),
  });
}

/** Tag 1163 by kinds (3.4 and later), or type, GTIN and stamp of tag 1162 (2.x). */
function readGoodCode(good: Fields): MarkingCode | undefined {
  for (const [attribute, type] of goodCodes) {
    const raw = good.base64([attribute]);
    if (raw !== undefined) return { type, raw };
  }
  const gtin = good.digits(['GTIN'], 1, 20);
  const serial = good.raw(['Stamp'], 500);
  return gtin === undefined && serial === undefined
    ? undefined
    : compact<MarkingCode>({ type: 'legacy', gtin, serial });
}
