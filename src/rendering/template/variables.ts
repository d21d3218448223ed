import { printedDate, printedTime } from '../../receipt/date-time.ts';
import { printedFiscalSign } from '../../receipt/key.ts';
import { formatRoubles } from '../../receipt/money.ts';
import type { Receipt } from '../../receipt/receipt.ts';
import { calculationTypes, printed } from '../../receipt/vocabulary.ts';
import { clean } from '../layout.ts';

export type Variables = Readonly<Record<string, string>>;

const DEFAULT_SITE = 'nalog.gov.ru';

const dateAndTime = ({ dateTime }: Receipt) => [printedDate(dateTime), printedTime(dateTime)].filter(Boolean).join(' ');
const text = (value: number | undefined): string => (value === undefined ? '' : String(value));

/**
 * The facts of a receipt that a template may name, by their English names. The first name of each is the one we offer; the seven of
 * the reference stand under its own name too.
 */
const facts = {
  registrationNumber: { names: ['рн_ккт', 'пРегистрационныйНомерККТ'], of: (receipt) => receipt.registrationNumber },
  total: { names: ['сумма', 'пСумма'], of: (receipt) => formatRoubles(receipt.total) },
  dateTime: { names: ['дата', 'пДатаФискальногоДокумента'], of: dateAndTime },
  fiscalSign: {
    names: ['фп', 'пФискальныйПризнакДокумента'],
    of: ({ fiscalSign }) => (fiscalSign === undefined ? '' : printedFiscalSign(fiscalSign)),
  },
  fiscalDocumentNumber: {
    names: ['фд', 'пФискальныйНомерДокумента'],
    of: (receipt) => text(receipt.fiscalDocumentNumber),
  },
  fiscalDriveNumber: { names: ['фн', 'пЗаводскойНомерФН'], of: (receipt) => receipt.fiscalDriveNumber },
  checkSite: { names: ['сайт', 'пАдресСайтаПроверки'], of: (receipt) => receipt.checkSite ?? DEFAULT_SITE },
  date: { names: ['день'], of: (receipt) => printedDate(receipt.dateTime) },
  time: { names: ['время'], of: (receipt) => printedTime(receipt.dateTime) },
  calculationType: { names: ['признак'], of: (receipt) => printed(calculationTypes, receipt.calculationType) },
  number: { names: ['номер'], of: (receipt) => text(receipt.numberInShift ?? receipt.fiscalDocumentNumber) },
  shift: { names: ['смена'], of: (receipt) => text(receipt.shiftNumber) },
  registerSerialNumber: { names: ['зн_ккт'], of: (receipt) => receipt.registerSerialNumber },
  shop: { names: ['магазин'], of: ({ seller }) => seller.settlementPlace ?? seller.name },
  seller: { names: ['организация'], of: ({ seller }) => seller.name },
  inn: { names: ['инн'], of: ({ seller }) => seller.inn },
  address: { names: ['адрес'], of: ({ seller }) => seller.settlementAddress },
} satisfies Record<string, { names: readonly [string, ...string[]]; of: (receipt: Receipt) => string | undefined }>;

/** English name of a fact, a variable's name as well. */
export type Fact = keyof typeof facts;

export const factNames = Object.keys(facts) as Fact[];

/** All names of a fact, the one to offer first. */
export function namesOfFact(fact: Fact): readonly string[] {
  return [...facts[fact].names, fact];
}

/** The name of a fact that is offered: `рн_ккт`, `сумма`, … */
export function offeredName(fact: Fact): string {
  return facts[fact].names[0];
}

/**
 * What a template may name, for a receipt. A value that the register did not give is an empty text. `site` replaces the address at
 * which the receipt is checked.
 */
export function templateVariables(receipt: Receipt, { site }: { site?: string } = {}): Variables {
  const known = site === undefined ? receipt : { ...receipt, checkSite: site };
  return Object.fromEntries(
    factNames.flatMap((fact) => {
      const value = clean(facts[fact].of(known) ?? '');
      return namesOfFact(fact).map((name) => [name, value]);
    }),
  );
}
