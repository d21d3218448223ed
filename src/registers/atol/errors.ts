import type { Reason } from '../../channels/outcome.ts';
import { type RegisterReason, reason } from '../reason.ts';

/** Codes of the ATOL driver 10 (`LIBFPTR_ERROR_…`) and of its JSON tasks (501, 502) that have an explanation of their own. */
const reasons: ReadonlyMap<number, RegisterReason> = new Map<number, RegisterReason>([
  [1, 'deviceNotConnected'],
  [3, 'portBusy'],
  [4, 'deviceNotConnected'],
  [10, 'notConfigured'],
  [11, 'notSupported'],
  [16, 'wrongSum'],
  [17, 'wrongQuantity'],
  [32, 'needsAttention'],
  [34, 'needsAttention'],
  [35, 'clockWrong'],
  [36, 'clockWrong'],
  [44, 'noPaper'],
  [45, 'coverOpened'],
  [46, 'printerFault'],
  [47, 'printerFault'],
  [52, 'wrongPayments'],
  [55, 'busy'],
  [62, 'notSupported'],
  [66, 'wrongPayments'],
  [68, 'shiftExpired'],
  [73, 'shiftClosed'],
  [77, 'clockWrong'],
  [80, 'noCash'],
  [82, 'documentOpen'],
  [89, 'notRegistered'],
  [94, 'licence'],
  [96, 'licence'],
  [107, 'deviceNotConnected'],
  [114, 'printerFault'],
  [117, 'driveState'],
  [118, 'driveFault'],
  [119, 'driveFault'],
  [120, 'driveExpired'],
  [121, 'driveFull'],
  [122, 'clockWrong'],
  [136, 'driveExpired'],
  [137, 'driveExpired'],
  [139, 'ofdDebt'],
  [140, 'ofdDebt'],
  [141, 'shiftExpired'],
  [142, 'clockWrong'],
  [143, 'wrongTaxation'],
  [144, 'wrongVat'],
  [148, 'wrongRequisite'],
  [150, 'printerFault'],
  [158, 'wrongRequisite'],
  [161, 'wrongRequisite'],
  [166, 'driveNotFound'],
  [189, 'licence'],
  [190, 'wrongFfd'],
  [195, 'wrongRequisite'],
  [198, 'clockWrong'],
  [200, 'documentOpen'],
  [225, 'notRegistered'],
  [227, 'wrongSum'],
  [501, 'badRequest'],
  [502, 'earlierFault'],
]);

/** After these the receipt may have been made all the same: the link broke, or the device was interrupted while closing it. */
const uncertain: ReadonlySet<number> = new Set([
  2, 5, 6, 15, 104, 115, 151, 159, 165, 177, 178, 179, 180, 181, 188, 214, 241,
]);

/** Why the driver stopped, and whether a receipt may exist nevertheless. `description` is the driver's own. */
export function atolError(code: number, description: string): { certain: boolean; reason: Reason } {
  const said = `${description} (${code})`;
  if (uncertain.has(code)) return { certain: false, reason: reason('interrupted', said) };
  const known = reasons.get(code) ?? 'refused';
  return { certain: true, reason: reason(/1008|emailOrPhone/.test(description) ? 'contactRefused' : known, said) };
}
