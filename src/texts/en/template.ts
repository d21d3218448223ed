import type { Texts } from '../ru/index.ts';

export const template: Texts['template'] = {
  requisite: {
    registrationNumber: 'registration number of the register',
    total: 'sum',
    dateTime: 'date and time',
    fiscalSign: 'fiscal sign',
    site: 'site where the receipt is checked',
  },
  fact: {
    registrationNumber: 'registration number of the register',
    total: 'sum of the receipt',
    dateTime: 'date and time of the settlement',
    fiscalSign: 'fiscal sign of the document (ФП)',
    fiscalDocumentNumber: 'number of the fiscal document (ФД)',
    fiscalDriveNumber: 'number of the fiscal drive (ФН)',
    checkSite: 'site where the receipt is checked',
    date: 'date of the settlement',
    time: 'time of the settlement',
    calculationType: 'calculation type',
    number: 'number of the receipt in the shift',
    shift: 'number of the shift',
    registerSerialNumber: 'serial number of the register',
    shop: 'settlement place or seller',
    seller: 'seller',
    inn: 'taxpayer number of the seller',
    address: 'settlement address',
  },
  note: {
    missing_registrationNumber: 'The law wants the registration number of the register: insert {{placeholder}}.',
    missing_total: 'The law wants the sum: insert {{placeholder}}.',
    missing_dateTime: 'The law wants the date and time of the settlement: insert {{placeholder}}.',
    missing_fiscalSign: 'The law wants the fiscal sign: insert {{placeholder}}.',
    missing_site: 'The law wants the site where the receipt can be got: insert {{placeholder}}.',
    advertising:
      '"{{word}}" looks like advertising: that needs the buyer\'s consent (law 38-FZ, article 18), and operators charge more. Remove it.',
    link: 'An operator may refuse the link {{link}}: declare it to the provider first.',
    emoji: 'The sign {{sign}} makes the SMS dearer, and some phones will not show it: remove it.',
    startsWithVariable: 'Operators know a template by its words: begin with a fixed word, not with a variable.',
    fewWords:
      'There are hardly any fixed words: the operator will not know the template and charge it as advertising. Add words.',
    manyVariables: 'There are {{count}} variables, and operators dislike more than {{limit}}: remove the spare ones.',
    forcesUcs2: 'Because of the sign {{sign}} a part holds 70 characters instead of 160: remove it.',
    forcesUcs2Instead: 'Because of the sign {{sign}} a part holds 70 characters instead of 160: write {{instead}}.',
    manyParts: 'Up to {{parts}} parts, and providers take no more than {{limit}}: shorten it.',
  },
};
