import { refusalMeant, splitLine } from './shop-errors.ts';
import { type Refusal, type Rule, refusal } from './verdict.ts';

const ask = ['PERM', 'badRequest'] as const;
const addressType = ['CONFIG', 'smppAddressType'] as const;
const extraFields = ['CONFIG', 'smppExtraFields'] as const;
const route = ['CONFIG', 'routeNotAllowed'] as const;

/** Every `command_status` of SMPP 3.4 (section 5.1.3) and those of 5.0 that answer to `submit_sm`. */
const table = new Map<number, readonly [name: string, ...Rule]>([
  [0x01, ['ESME_RINVMSGLEN', 'PERM', 'smppLength']],
  [0x02, ['ESME_RINVCMDLEN', ...ask]],
  [0x03, ['ESME_RINVCMDID', ...ask]],
  [0x04, ['ESME_RINVBNDSTS', 'TEMP', 'notConnected']],
  [0x05, ['ESME_RALYBND', 'TEMP', 'smppAlreadyBound', { account: true, retryAfter: 60_000 }]],
  [0x06, ['ESME_RINVPRTFLG', ...ask]],
  [0x07, ['ESME_RINVREGDLVFLG', ...ask]],
  // An error answer is no acceptance: the message can be sent again.
  [0x08, ['ESME_RSYSERR', 'TEMP', 'serviceDown', { retryAfter: 30_000 }]],
  [0x0a, ['ESME_RINVSRCADR', 'CONFIG', 'senderNotRegistered']],
  [0x0b, ['ESME_RINVDSTADR', 'PERM', 'badNumber']],
  [0x0c, ['ESME_RINVMSGID', 'PERM', 'statusNotFound']],
  [0x0d, ['ESME_RBINDFAIL', 'CONFIG', 'smppBindRefused']],
  [0x0e, ['ESME_RINVPASWD', 'CONFIG', 'smppBadLogin']],
  [0x0f, ['ESME_RINVSYSID', 'CONFIG', 'smppBadLogin']],
  [0x11, ['ESME_RCANCELFAIL', ...ask]],
  [0x13, ['ESME_RREPLACEFAIL', ...ask]],
  [0x14, ['ESME_RMSGQFUL', 'TEMP', 'smppQueueFull', { retryAfter: 60_000 }]],
  [0x15, ['ESME_RINVSERTYP', ...route]],
  [0x33, ['ESME_RINVNUMDESTS', ...ask]],
  [0x34, ['ESME_RINVDLNAME', ...ask]],
  [0x40, ['ESME_RINVDESTFLAG', ...ask]],
  [0x42, ['ESME_RINVSUBREP', ...ask]],
  [0x43, ['ESME_RINVESMCLASS', 'PERM', 'smppLength']],
  [0x44, ['ESME_RCNTSUBDL', ...ask]],
  [0x45, ['ESME_RSUBMITFAIL', 'PERM', 'unknownRefusal']],
  [0x48, ['ESME_RINVSRCTON', ...addressType]],
  [0x49, ['ESME_RINVSRCNPI', ...addressType]],
  [0x50, ['ESME_RINVDSTTON', ...addressType]],
  [0x51, ['ESME_RINVDSTNPI', ...addressType]],
  [0x53, ['ESME_RINVSYSTYP', 'CONFIG', 'smppSystemType']],
  [0x54, ['ESME_RINVREPFLAG', ...ask]],
  [0x55, ['ESME_RINVNUMMSGS', ...ask]],
  [0x58, ['ESME_RTHROTTLED', 'TEMP', 'tooFast', { retryAfter: 60_000 }]],
  [0x61, ['ESME_RINVSCHED', ...ask]],
  [0x62, ['ESME_RINVEXPIRY', ...ask]],
  [0x63, ['ESME_RINVDFTMSGID', ...ask]],
  [0x64, ['ESME_RX_T_APPN', 'TEMP', 'serviceDown', { retryAfter: 30_000 }]],
  [0x65, ['ESME_RX_P_APPN', 'PERM', 'rejectedByOperator']],
  [0x66, ['ESME_RX_R_APPN', 'PERM', 'rejectedByOperator']],
  [0x67, ['ESME_RQUERYFAIL', 'PERM', 'statusNotFound']],
  [0xc0, ['ESME_RINVOPTPARSTREAM', ...extraFields]],
  [0xc1, ['ESME_ROPTPARNOTALLWD', ...extraFields]],
  [0xc2, ['ESME_RINVPARLEN', ...extraFields]],
  [0xc3, ['ESME_RMISSINGOPTPARAM', ...extraFields]],
  [0xc4, ['ESME_RINVOPTPARAMVAL', ...extraFields]],
  [0xfe, ['ESME_RDELIVERYFAILURE', 'PERM', 'notDelivered']],
  [0xff, ['ESME_RUNKNOWNERR', 'AMBIG', 'serverError']],
  [0x100, ['ESME_RSERTYPUNAUTH', ...route]],
  [0x101, ['ESME_RPROHIBITED', ...route]],
  [0x102, ['ESME_RSERTYPUNAVAIL', 'TEMP', 'serviceDown', { retryAfter: 60_000 }]],
  [0x103, ['ESME_RSERTYPDENIED', ...route]],
  [0x104, ['ESME_RINVDCS', 'PERM', 'encoding']],
  [0x105, ['ESME_RINVSRCADDRSUBUNIT', ...ask]],
  [0x106, ['ESME_RINVDSTADDRSUBUNIT', ...ask]],
]);

export const THROTTLED = 0x58;
export const QUEUE_FULL = 0x14;
export const NOT_BOUND = 0x04;
export const UNKNOWN_COMMAND = 0x03;
export const TRY_DELIVERY_AGAIN = 0x64;

/** A status that came instead of an acceptance. `told` are the shop's words on the provider's own codes: `money=0x0400|1041`. */
export function refusalOfCommand(status: number, told: readonly string[] = []): Refusal {
  const hex = `0x${status.toString(16).padStart(4, '0')}`;
  for (const line of told) {
    const [meaning = '', codes = ''] = splitLine(line) ?? [];
    const meant = codes.split('|').some((code) => Number(code) === status && code.trim() !== '');
    const found = meant ? refusalMeant(meaning, hex) : undefined;
    if (found) return found;
  }
  const row = table.get(status);
  if (!row) return refusal('PERM', 'unknownRefusal', hex);
  const [name, kind, reason, more] = row;
  return refusal(kind, reason, `${hex} ${name}`, more);
}
