import { words } from '../sale/dialect.ts';

/** Types of a task that makes a fiscal document: calculation type, and whether it corrects one. */
export const tasks: ReadonlyMap<string, { calculationType: number; correction: boolean }> = new Map([
  ['sell', { calculationType: 1, correction: false }],
  ['sellReturn', { calculationType: 2, correction: false }],
  ['buy', { calculationType: 3, correction: false }],
  ['buyReturn', { calculationType: 4, correction: false }],
  ['sellCorrection', { calculationType: 1, correction: true }],
  ['sellReturnCorrection', { calculationType: 2, correction: true }],
  ['buyCorrection', { calculationType: 3, correction: true }],
  ['buyReturnCorrection', { calculationType: 4, correction: true }],
]);

export const taxation = words(
  ['osn', 1],
  ['usnIncome', 2],
  ['usnIncomeOutcome', 4],
  ['envd', 8],
  ['esn', 16],
  ['patent', 32],
);

export const vat = words(
  ['vat20', 1],
  ['vat10', 2],
  ['vat120', 3],
  ['vat110', 4],
  ['vat0', 5],
  ['none', 6],
  ['vat5', 7],
  ['vat7', 8],
  ['vat105', 9],
  ['vat107', 10],
  ['vat22', 11],
  ['vat122', 12],
);

export const paymentMethods = words(
  ['fullPrepayment', 1],
  ['prepayment', 2],
  ['advance', 3],
  ['fullPayment', 4],
  ['partialPayment', 5],
  ['credit', 6],
  ['creditPayment', 7],
);

export const paymentObjects = words(
  ['commodity', 1],
  ['excise', 2],
  ['job', 3],
  ['service', 4],
  ['gamblingBet', 5],
  ['gamblingPrize', 6],
  ['lottery', 7],
  ['lotteryPrize', 8],
  ['intellectualActivity', 9],
  ['payment', 10],
  ['agentCommission', 11],
  ['pay', 12],
  ['composite', 12],
  ['another', 13],
  ['proprietaryLaw', 14],
  ['nonOperatingIncome', 15],
  ['otherContributions', 16],
  ['insuranceContributions', 16],
  ['merchantTax', 17],
  ['resortFee', 18],
  ['deposit', 19],
  ['consumption', 20],
  ['soleProprietorCPIContributions', 21],
  ['cpiContributions', 22],
  ['soleProprietorCMIContributions', 23],
  ['cmiContributions', 24],
  ['csiContributions', 25],
  ['casinoPayment', 26],
  ['fundsIssuance', 27],
  ['exciseWithoutMarking', 30],
  ['exciseWithMarking', 31],
  ['commodityWithoutMarking', 32],
  ['commodityWithMarking', 33],
);

export const agents = words(
  ['bankPayingAgent', 1],
  ['bankPayingSubagent', 2],
  ['payingAgent', 4],
  ['payingSubagent', 8],
  ['attorney', 16],
  ['commissionAgent', 32],
  ['another', 64],
);

export const measures = words(
  ['piece', 0],
  ['gram', 10],
  ['kilogram', 11],
  ['ton', 12],
  ['centimeter', 20],
  ['decimeter', 21],
  ['meter', 22],
  ['squareCentimeter', 30],
  ['squareDecimeter', 31],
  ['squareMeter', 32],
  ['milliliter', 40],
  ['liter', 41],
  ['cubicMeter', 42],
  ['kilowattHour', 50],
  ['gkal', 51],
  ['day', 70],
  ['hour', 71],
  ['minute', 72],
  ['second', 73],
  ['kilobyte', 80],
  ['megabyte', 81],
  ['gigabyte', 82],
  ['terabyte', 83],
  ['otherUnits', 255],
);

/** Kinds of payment by word or number; the field of the model. */
export const payments: ReadonlyMap<string, 'cash' | 'cashless' | 'prepaid' | 'credit' | 'provision'> = new Map([
  ['cash', 'cash'],
  ['0', 'cash'],
  ['electronically', 'cashless'],
  ['1', 'cashless'],
  ['prepaid', 'prepaid'],
  ['2', 'prepaid'],
  ['credit', 'credit'],
  ['3', 'credit'],
  ['other', 'provision'],
  ['4', 'provision'],
]);

/** Codes of tag 1163 by their field in `productCodes`, and our kinds of a marking code. */
export const productCodes: readonly [field: string, kind: string][] = [
  ['undefined', 'undefined'],
  ['ean8', 'ean8'],
  ['ean13', 'ean13'],
  ['itf14', 'itf14'],
  ['gs10', 'gs10'],
  ['gs1m', 'gs1m'],
  ['short', 'kmk'],
  ['furs', 'mi'],
  ['egais20', 'egais2'],
  ['egais30', 'egais3'],
  ['f1', 'f1'],
  ['f2', 'f2'],
  ['f3', 'f3'],
  ['f4', 'f4'],
  ['f5', 'f5'],
  ['f6', 'f6'],
];
