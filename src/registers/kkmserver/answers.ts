import { compact } from '../../formats/compact.ts';
import type { Fields } from '../../formats/fields.ts';
import { taxationByIndex } from '../../formats/sale/dialect.ts';
import { parseQr } from '../../receipt/qr.ts';
import type { RegisterData } from '../../receipt/sale-receipt.ts';
import { ffdVersion, localTime } from '../answer.ts';
import type { Asked } from '../patience.ts';
import type { Made, Seen } from '../protocol.ts';
import { reason } from '../reason.ts';
import type { RegisterState } from '../register.ts';
import { kkmServerError } from './errors.ts';

/** What the answer to `RegisterCheck` or `GetRezult` says. Statuses: 0 done, 1 running, 2 error, 3 not found, 4 not started yet. */
export function receiptOutcome(answer: Fields): Asked<Made> {
  const rezult = answer.object('Rezult') ?? answer;
  const status = rezult.whole(['Status']);
  const error = rezult.text(['Error'], 4_000) ?? '';
  const qr = rezult.text(['QRCode']);
  // A receipt that was made and not printed is told as an error with the receipt's QR.
  if (status === 0 || (status === 2 && qr !== undefined)) return madeOf(rezult, qr);
  if (status === 1 || status === 4) return { kind: 'running' };
  if (status === 3) return { kind: 'absent' };
  if (status !== 2) return { kind: 'unheard', reason: reason('unreadable', error) };
  const { certain, reason: why } = kkmServerError(error);
  return { kind: certain ? 'refused' : 'unknown', reason: why };
}

/** All but the shift's numbers stands in the QR. */
function madeOf(rezult: Fields, text: string | undefined): Asked<Made> {
  const qr = text === undefined ? undefined : parseQr(text);
  if (text === undefined || qr === undefined) return { kind: 'unknown', reason: reason('madeUnreadable', text) };
  const { calculationType: _calculationType, ...numbers } = qr;
  const paper = /напечатан|на бумаге/i.test(rezult.text(['Warning'], 4_000) ?? '');
  const shift = { shiftNumber: rezult.whole(['SessionNumber']), numberInShift: rezult.whole(['SessionCheckNumber']) };
  return { kind: 'done', value: { result: compact({ ...numbers, ...shift, qr: text }), ...(paper ? { paper } : {}) } };
}

const shifts = new Map<number | undefined, RegisterState['shift']>([
  [1, 'closed'],
  [2, 'open'],
  [3, 'expired'],
]);

/** What `GetDataKKT` tells. Versions of the server leave fields out, so none is needed. */
export function registerState(answer: Fields): Seen['state'] | undefined {
  const info = answer.object('Info');
  if (info === undefined) return undefined;
  const paperOver = info.flag(['PaperOver']);
  return compact<Seen['state']>({
    shift: shifts.get(info.whole(['SessionState'])) ?? 'unknown',
    shiftNumber: answer.whole(['SessionNumber']),
    paper: paperOver === undefined ? undefined : !paperOver,
    dateTime: localTime(info.text(['DateTimeKKT'])),
    register: compact<RegisterData>({
      ffd: ffdVersion(info.trimmed(['FFDVersion', 'FFDVersionKKT'], 10)),
      fiscalDriveNumber: info.trimmed(['FnNumber'], 16),
      registrationNumber: info.trimmed(['RegNumber'], 20),
      serialNumber: info.trimmed(['KktNumber'], 20),
      name: info.text(['NameOrganization']),
      inn: info.trimmed(['InnOrganization'], 20),
      settlementAddress: info.text(['AddressSettle']),
      settlementPlace: info.text(['PlaceSettle']),
      senderAddress: info.trimmed(['SenderEmail'], 320),
      taxationSystem: taxationByIndex.codes.get(info.trimmed(['TaxVariant'], 20) ?? ''),
      internetOnly: info.flag(['InternetMode']) || undefined,
    }),
  });
}
