import { printedDate, printedTime } from '../../receipt/date-time.ts';
import { printedFiscalSign } from '../../receipt/key.ts';
import { formatRoubles } from '../../receipt/money.ts';
import type { Receipt } from '../../receipt/receipt.ts';
import { calculationTypes, printed } from '../../receipt/vocabulary.ts';
import { clean } from '../layout.ts';

export type Variables = Readonly<Record<string, string>>;

const DEFAULT_SITE = 'nalog.gov.ru';

/**
 * The facts of a receipt that a template may name. The seven of the reference stand under both of their names; a value the register
 * did not give is an empty text. `site` replaces the address at which the receipt is checked.
 */
export function templateVariables(receipt: Receipt, { site }: { site?: string } = {}): Variables {
  const { seller } = receipt;
  const date = printedDate(receipt.dateTime);
  const time = printedTime(receipt.dateTime) ?? '';
  const registration = receipt.registrationNumber ?? '';
  const total = formatRoubles(receipt.total);
  const sign = receipt.fiscalSign === undefined ? '' : printedFiscalSign(receipt.fiscalSign);
  const document = text(receipt.fiscalDocumentNumber);
  const drive = receipt.fiscalDriveNumber ?? '';
  const address = site ?? receipt.checkSite ?? DEFAULT_SITE;
  const values = {
    рн_ккт: registration,
    пРегистрационныйНомерККТ: registration,
    сумма: total,
    пСумма: total,
    дата: time === '' ? date : `${date} ${time}`,
    пДатаФискальногоДокумента: time === '' ? date : `${date} ${time}`,
    фп: sign,
    пФискальныйПризнакДокумента: sign,
    фд: document,
    пФискальныйНомерДокумента: document,
    фн: drive,
    пЗаводскойНомерФН: drive,
    сайт: address,
    пАдресСайтаПроверки: address,
    номер: text(receipt.numberInShift ?? receipt.fiscalDocumentNumber),
    смена: text(receipt.shiftNumber),
    день: date,
    время: time,
    признак: printed(calculationTypes, receipt.calculationType),
    магазин: seller.settlementPlace ?? seller.name ?? '',
    организация: seller.name ?? '',
    инн: seller.inn ?? '',
    адрес: seller.settlementAddress ?? '',
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, clean(value)]));
}

const text = (value: number | undefined): string => (value === undefined ? '' : String(value));
