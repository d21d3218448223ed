import type { Texts } from '../ru/index.ts';

export const registerCheck: Texts['registerCheck'] = {
  notMade: ' No receipt was made.',
  note: {
    shiftExpired: 'The shift is longer than 24 hours: the register makes no receipt until it is closed.',
    noPaper: 'The register has no paper: put in a roll.',
    clockLate: 'The clock of the register is late by {{off}}: set it.',
    clockEarly: 'The clock of the register is early by {{off}}: set it.',
    zone: 'The clocks of the register and of this computer differ by {{off}}: so it is where their time zones differ.',
    notRegistered: 'The register did not tell its registration number: check that it is registered.',
    noSender: 'The register has no e-mail of the sender of receipts: without it it may refuse the e-mail of a buyer.',
    emulator: 'This is an emulator: no receipt goes to the tax service.',
  },
  off: {
    minutes_one: '{{count}} minute',
    minutes_other: '{{count}} minutes',
    hours_one: '{{count}} hour',
    hours_other: '{{count}} hours',
    days_one: '{{count}} day',
    days_other: '{{count}} days',
  },
};
