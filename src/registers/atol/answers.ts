import { taxation } from '../../formats/atol/words.ts';
import { compact } from '../../formats/compact.ts';
import type { Fields } from '../../formats/fields.ts';
import type { FiscalResult, RegisterData } from '../../receipt/sale-receipt.ts';
import { ffdVersion, localTime, unpadded } from '../answer.ts';
import type { Seen } from '../protocol.ts';
import type { RegisterState } from '../register.ts';

/** `fiscalParams` of a finished receipt. Throws a Problem where what a receipt cannot do without is missing. */
export function fiscalResult(result: Fields): FiscalResult {
  const params = result.need(result.object('fiscalParams'), 'fiscalParams');
  return compact<FiscalResult>({
    dateTime: params.need(localTime(params.text(['fiscalDocumentDateTime'])), 'fiscalDocumentDateTime'),
    fiscalDocumentNumber: params.need(params.whole(['fiscalDocumentNumber']), 'fiscalDocumentNumber'),
    fiscalSign: unpadded(params.need(params.digits(['fiscalDocumentSign'], 1, 10), 'fiscalDocumentSign')),
    shiftNumber: params.whole(['shiftNumber']),
    numberInShift: params.whole(['fiscalReceiptNumber']),
    fiscalDriveNumber: params.trimmed(['fnNumber'], 16),
    registrationNumber: params.trimmed(['registrationNumber'], 20),
    checkSite: params.trimmed(['fnsUrl'], 256),
    total: params.sum(['total']),
  });
}

const shiftStates = new Map<string | undefined, RegisterState['shift']>([
  ['opened', 'open'],
  ['closed', 'closed'],
  ['expired', 'expired'],
]);

/** The tasks whose results `registerState` reads, in this order. */
export const questions = [
  'getRegistrationInfo',
  'getFnInfo',
  'getDeviceInfo',
  'getDeviceStatus',
  'getShiftStatus',
  'getFnStatus',
];

/** What the register tells about itself. Versions of the driver leave fields out, so none is needed. */
export function registerState(results: readonly (Fields | undefined)[]): Seen {
  const [registration, drive, device, status, shift, driveStatus] = results;
  const organization = registration?.object('organization');
  const parameters = registration?.object('device');
  const deviceInfo = device?.object('deviceInfo');
  const deviceStatus = status?.object('deviceStatus');
  const shiftStatus = shift?.object('shiftStatus');
  const shiftState = shiftStatus?.text(['state', 'status']) ?? deviceStatus?.text(['shift']);
  const systems = organization?.texts(['taxationTypes']) ?? [];
  const state = compact<Seen['state']>({
    shift: shiftStates.get(shiftState) ?? 'unknown',
    shiftNumber: shiftStatus?.whole(['number']),
    paper: deviceStatus?.flag(['paperPresent']),
    dateTime: localTime(deviceStatus?.text(['currentDateTime'])),
    model: deviceInfo?.trimmed(['modelName'], 100),
    register: compact<RegisterData>({
      ffd: ffdVersion(parameters?.trimmed(['ffdVersion'], 10) ?? deviceInfo?.trimmed(['ffdVersion'], 10)),
      fiscalDriveNumber: drive?.object('fnInfo')?.trimmed(['serial'], 16),
      registrationNumber: parameters?.trimmed(['registrationNumber'], 20),
      serialNumber: deviceInfo?.trimmed(['serial'], 20),
      name: organization?.text(['name']),
      inn: organization?.trimmed(['vatin'], 20),
      settlementAddress: organization?.text(['address']),
      settlementPlace: parameters?.text(['paymentsAddress']),
      senderAddress: organization?.trimmed(['email'], 320),
      checkSite: parameters?.trimmed(['fnsUrl'], 256),
      taxationSystem: systems.length === 1 ? taxation.codes.get(systems[0] ?? '') : undefined,
      internetOnly: parameters?.flag(['internet']) || undefined,
    }),
  });
  return compact<Seen>({ state, lastDocument: driveStatus?.object('fnStatus')?.whole(['fiscalDocumentNumber']) });
}
