import type { Texts } from '../ru/index.ts';
import type { registerReasons as ruReasons } from '../ru/registers.ts';

export const registerReasons: Record<keyof typeof ruReasons, string> = {
  unreachable: 'The register does not answer: switch it and its program on. No receipt was made.',
  hostNotFound: "The register's address was not found: check it in the settings. No receipt was made.",
  networkDown: 'There is no network to the register: check the cable or Wi-Fi.',
  certificateWrong:
    "The certificate of the register's program does not fit: check the address in the settings. No receipt was made.",
  notReady: 'The register did not answer in time: check that it is on and free. No receipt was made.',
  silent: 'The register has been silent too long: the receipt may have been made. Look at the register.',
  lost: 'The link to the register broke: the receipt may have been made. Look at the register.',
  answerTooBig: "Something else answers at the register's address: check the address in the settings.",
  unreadable: "The register's answer makes no sense: check the address in the settings and the program's version.",
  madeUnreadable: 'The receipt was made, but the register did not name its requisites: take them from the receipt.',
  serverError: "The register's program failed: the receipt may have been made. Look at the register.",
  badLogin: "The register's program refused entry: check the login and password in the settings. No receipt was made.",
  wrongAddress:
    "There is no register's program at this address: check the address in the settings. No receipt was made.",
  badRequest: 'The register did not understand the receipt: its own words help to see why. No receipt was made.',
  interrupted: 'The register stopped half-way: the receipt may have been made. Look at the register.',
  cancelled: "The receipt was taken out of the register's queue and not made.",
  earlierFault: 'The register stopped before this receipt: it was not made.',
  deviceNotConnected:
    "The register's program does not see the register itself: switch it on and check the cable. No receipt was made.",
  portBusy: "Another program holds the register's port: close it. No receipt was made.",
  notConfigured: "The register's program is not set up: set the register up in it. No receipt was made.",
  notSupported: 'The register cannot do this: update its firmware. No receipt was made.',
  electronicRefused: 'The register makes no receipt without paper: make it on paper. No receipt was made.',
  contactRefused: "The register refused the buyer's phone or e-mail: correct or remove it. No receipt was made.",
  noPaper: 'The register is out of paper: put in a roll and repeat. No receipt was made.',
  coverOpened: "The register's cover is open: close it and repeat. No receipt was made.",
  printerFault: "The register's printer does not work: switch it off and on. No receipt was made.",
  shiftExpired: 'The shift is longer than 24 hours: close it and open a new one. No receipt was made.',
  shiftClosed: 'The shift is closed: open it at the register. No receipt was made.',
  documentOpen: 'Another document is open in the register: close or cancel it. No receipt was made.',
  needsAttention: 'The register waits for the cashier: see what it says. No receipt was made.',
  busy: 'The register is busy with something else: repeat a little later.',
  clockWrong: "The register's clock is wrong: set the date and time. No receipt was made.",
  noCash: 'The register has not enough cash for the refund: pay some in. No receipt was made.',
  wrongSum: 'The register refused the sum: check the prices. No receipt was made.',
  wrongQuantity: 'The register refused the quantity: check it. No receipt was made.',
  wrongPayments: 'The register refused the payment: check that it matches the total. No receipt was made.',
  wrongTaxation: 'The register is registered with another taxation system. No receipt was made.',
  wrongVat: 'The register does not know this VAT rate: update its firmware or correct the rate. No receipt was made.',
  wrongRequisite: 'The register refused a requisite of the receipt: its own words tell which. No receipt was made.',
  wrongFfd: "The register's FFD version does not fit the receipt: check its registration. No receipt was made.",
  driveState: 'The fiscal drive cannot make a receipt now: look at its state at the register. No receipt was made.',
  driveFault: 'The fiscal drive is broken: replace it. No receipt was made.',
  driveNotFound: 'The register does not see the fiscal drive: check that it is in. No receipt was made.',
  driveExpired: 'The fiscal drive is past its term: replace it. No receipt was made.',
  driveFull: 'The fiscal drive is full: replace it. No receipt was made.',
  ofdDebt:
    'The fiscal drive has passed no receipts to the OFD for over 30 days: restore the link to the OFD. No receipt was made.',
  notRegistered: 'The register is not registered with the tax service: register it. No receipt was made.',
  licence: 'The register lacks a licence: enter its code. No receipt was made.',
  refused: 'The register refused: its own words help to see why. No receipt was made.',
};

export const registers: Texts['registers'] = {
  emulator: {
    description: 'run an emulator of a cash register: it speaks as ATOL and as KkmServer and fiscalises nothing',
    kind: 'whose port to take: atol (16732) or kkmserver (5893)',
    port: 'port; 0 is any free one',
    drive: "the fiscal drive's file (emulator.jsonl in the data folder unless given)",
    ffd: 'FFD version of a new drive',
    fault: 'a fault at every receipt: {{names}}',
    seconds: 'seconds for the faults slow and wrong-clock',
    ready:
      'The register emulator is working: {{url}} (registration {{registration}}, fiscal drive {{drive}}). To stop: Ctrl+C',
    faultUnknown: 'There is no fault “{{name}}”, there are: {{names}}.',
  },
};
