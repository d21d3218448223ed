import { checkArithmetic } from './arithmetic.ts';
import { isInn, isRegistrationNumber } from './check-digits.ts';
import { parseDateTime } from './date-time.ts';
import type { Receipt } from './receipt.ts';
import * as words from './vocabulary.ts';
import type { Warning } from './warning.ts';

/** All that is odd about a receipt: codes the vocabulary does not know, check digits, a missing time, sums that do not add up. */
export function checkReceipt(receipt: Receipt): Warning[] {
  return [...checkCodes(receipt), ...checkNumbers(receipt), ...checkArithmetic(receipt)];
}

const isBit = (bits: number) => bits > 0 && (bits & (bits - 1)) === 0;

function checkCodes(receipt: Receipt): Warning[] {
  const { correction, taxationSystem, agentType } = receipt;
  const unknown = (path: string, code: number | undefined, known: (code: number) => boolean): Warning[] =>
    code === undefined || known(code) ? [] : [{ code: 'unknownCode', path, params: { value: code } }];
  const among = (table: words.Vocabulary) => (code: number) => table.has(code);
  const isAgent = (bits: number) => bits > 0 && bits < 128;
  const isVat = (code: number) => words.vatRateCodes.includes(code);
  return [
    ...unknown('form', receipt.form, among(words.documentForms)),
    ...unknown('calculationType', receipt.calculationType, among(words.calculationTypes)),
    ...unknown('taxationSystem', taxationSystem, (bits) => isBit(bits) && words.taxationSystems.has(bits)),
    ...unknown('agentType', agentType, isAgent),
    ...unknown('correction.type', correction?.type, among(words.correctionTypes)),
    ...receipt.items.flatMap((item, index) => [
      ...unknown(`items[${index}].vatRate`, item.vatRate, isVat),
      ...unknown(`items[${index}].paymentMethod`, item.paymentMethod, among(words.paymentMethods)),
      ...unknown(`items[${index}].paymentSubject`, item.paymentSubject, among(words.paymentSubjects)),
      ...unknown(`items[${index}].measure`, item.measure, among(words.measures)),
      ...unknown(`items[${index}].agentType`, item.agentType, isAgent),
    ]),
    ...receipt.vat.flatMap(({ rate }, index) => unknown(`vat[${index}].rate`, rate, isVat)),
  ];
}

function checkNumbers(receipt: Receipt): Warning[] {
  const { seller, registrationNumber: number, registerSerialNumber: serial, fiscalDriveNumber } = receipt;
  const warnings: Warning[] = [];
  const inns: [string, string | undefined][] = [
    ['seller.inn', seller.inn],
    ['cashier.inn', receipt.cashier?.inn],
    ['buyer.inn', receipt.buyer?.inn],
    ['agent.transferInn', receipt.agent?.transferInn],
    ...receipt.items.flatMap((item, index): [string, string | undefined][] => [
      [`items[${index}].supplier.inn`, item.supplier?.inn],
      [`items[${index}].agent.transferInn`, item.agent?.transferInn],
    ]),
  ];
  for (const [path, inn] of inns)
    if (inn !== undefined && !isInn(inn)) warnings.push({ code: 'innCheckDigits', path, params: { inn } });
  if (number !== undefined && !/^\d{16}$/.test(number))
    warnings.push({ code: 'registrationNumberLength', path: 'registrationNumber', params: { number } });
  else if (number !== undefined && serial !== undefined && seller.inn !== undefined)
    if (!isRegistrationNumber(number, seller.inn, serial))
      warnings.push({
        code: 'registrationNumberCheck',
        path: 'registrationNumber',
        params: { number, inn: seller.inn, serial },
      });
  if (fiscalDriveNumber !== undefined && fiscalDriveNumber.length !== 16)
    warnings.push({ code: 'driveNumberLength', path: 'fiscalDriveNumber', params: { number: fiscalDriveNumber } });
  if (parseDateTime(receipt.dateTime)?.time === undefined)
    warnings.push({ code: 'dateWithoutTime', path: 'dateTime', params: {} });
  return warnings;
}
