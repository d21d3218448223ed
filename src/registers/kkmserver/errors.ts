import type { Reason } from '../../channels/outcome.ts';
import { type RegisterReason, reason } from '../reason.ts';

/** After these the receipt may have been made all the same. */
const uncertain =
  /нет связи|связь (?:потеряна|прервана|оборвана)|не отвечает|время ожидания|тайм-?аут|time-?out|прерван/i;

// KkmServer has no codes: it hands on what the maker's driver said.
const reasons: readonly [words: RegExp, reason: RegisterReason][] = [
  [/1008|телефон|e-?mail|адрес покупателя/i, 'contactRefused'],
  [/бумаг|чековой ленты/i, 'noPaper'],
  [/крышка/i, 'coverOpened'],
  [/24 час|смена (?:превысила|истекла|закончилась)/i, 'shiftExpired'],
  [/смена (?:закрыта|не открыта)/i, 'shiftClosed'],
  [/дата|время|часы/i, 'clockWrong'],
  [/запрещена в таблице|без печати|электронн/i, 'notSupported'],
  [/устройство не найдено|не найдено устройство|нет активного устройства/i, 'deviceNotConnected'],
  [/лицензи/i, 'licence'],
  [/ставк[аи] (?:ндс|налога)/i, 'wrongVat'],
  [/сно|налогообложени/i, 'wrongTaxation'],
  [/реквизит|тег \d{4}/i, 'wrongRequisite'],
  [/оплат/i, 'wrongPayments'],
  [/количеств/i, 'wrongQuantity'],
  [/сумм|цен[аы]/i, 'wrongSum'],
];

/** Why the server stopped, by the words of its `Error`, and whether a receipt may exist nevertheless. */
export function kkmServerError(error: string): { certain: boolean; reason: Reason } {
  if (uncertain.test(error)) return { certain: false, reason: reason('interrupted', error) };
  return { certain: true, reason: reason(reasons.find(([words]) => words.test(error))?.[1] ?? 'refused', error) };
}
