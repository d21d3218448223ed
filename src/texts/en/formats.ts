import type { Texts } from '../ru/index.ts';

export const formats: Texts['formats'] = {
  itemCost: 'The cost {{sum}} is not the price {{price}} × the quantity {{quantity}}',
  itemVat: 'The VAT {{vat}} does not fit the rate {{rate}} of {{sum}}',
  totalRounded: 'The total {{total}} is rounded: the items add up to {{items}}',
  totalOfItems: 'The items add up to {{items}}, the total is {{total}}',
  paymentsOfTotal: 'The payments add up to {{paid}}, the total is {{total}}',
  vatOfTotal: 'The VAT {{vat}} is more than can be within {{sum}}',
  vatOfItems: 'The VAT {{vat}} does not fit the items of this rate, {{sum}}',
  unknownCode: 'The code {{value}} is unknown and shown by its number',
  unknownField: 'A field that was not read and may hold a requisite',
  controlSigns: 'Control signs were replaced by spaces',
  innCheckDigits: 'The INN {{inn}} is mistyped: its check digits are wrong',
  registrationNumberCheck:
    'The registration number {{number}} does not fit the INN {{inn}} and the serial number {{serial}}',
  registrationNumberLength: 'The registration number {{number}} does not have 16 digits',
  driveNumberLength: 'The fiscal drive number {{number}} does not have 16 digits',
  dateWithoutTime: 'The receipt has the date of the settlement and not its time',
  epochTime: 'The time was turned from seconds into the time zone {{zone}}',
  roublesAssumed: 'Sums without kopecks were read as roubles',
  formAssumed: 'The form of the document is not given, taken for a receipt',
  priceAssumed: 'The receipt has no price and quantity, shown as one unit at the cost',
};
