import { vocabulary } from './term.ts';

/** Document forms, tag 1000, by the code of the form. */
export const documentForms = vocabulary(
  [3, 'КАССОВЫЙ ЧЕК', 'receipt'],
  [4, 'БСО', 'form of strict accountability'],
  [31, 'КАССОВЫЙ ЧЕК КОРРЕКЦИИ', 'correction receipt'],
  [41, 'БСО КОРРЕКЦИИ', 'correction form of strict accountability'],
);

/** Calculation types, tag 1054. */
export const calculationTypes = vocabulary(
  [1, 'ПРИХОД', 'sale'],
  [2, 'ВОЗВРАТ ПРИХОДА', 'refund of a sale'],
  [3, 'РАСХОД', 'purchase'],
  [4, 'ВОЗВРАТ РАСХОДА', 'refund of a purchase'],
);

/** Taxation systems, tags 1055 and 1062: a bit each. */
export const taxationSystems = vocabulary(
  [1, 'ОСН', 'general'],
  [2, 'УСН ДОХОД', 'simplified, income'],
  [4, 'УСН ДОХОД - РАСХОД', 'simplified, income less expenses'],
  [8, 'ЕНВД', 'imputed income (until 2021)'],
  [16, 'ЕСХН', 'agricultural'],
  [32, 'ПАТЕНТ', 'patent'],
);

/** Signs of the agent, tags 1057 and 1222: a bit each. */
export const agentTypes = vocabulary(
  [1, 'БАНК.ПЛ.АГЕНТ', 'bank payment agent'],
  [2, 'БАНК.ПЛ.СУБАГЕНТ', 'bank payment subagent'],
  [4, 'ПЛ.АГЕНТ', 'payment agent'],
  [8, 'ПЛ.СУБАГЕНТ', 'payment subagent'],
  [16, 'ПОВЕРЕННЫЙ', 'attorney'],
  [32, 'КОМИССИОНЕР', 'commission agent'],
  [64, 'АГЕНТ', 'agent'],
);

/** Correction types, tag 1173. */
export const correctionTypes = vocabulary(
  [0, 'САМОСТОЯТЕЛЬНО', 'by oneself'],
  [1, 'ПО ПРЕДПИСАНИЮ', 'by order of the tax office'],
);

/** FFD versions by the value of tag 1209. */
export const ffdVersions = vocabulary([2, '1.05', '1.05'], [3, '1.1', '1.1'], [4, '1.2', '1.2']);

/** Payments of the receipt in the order of printing: field of `Payments`, tag, printed heading without the colon (table 48). */
export const paymentHeadings = [
  { field: 'cash', tag: 1031, printed: 'НАЛИЧНЫМИ', english: 'cash' },
  { field: 'cashless', tag: 1081, printed: 'БЕЗНАЛИЧНЫМИ', english: 'cashless' },
  { field: 'prepaid', tag: 1215, printed: 'АВАНС', english: 'offset of an advance' },
  { field: 'credit', tag: 1216, printed: 'В КРЕДИТ', english: 'on credit' },
  { field: 'provision', tag: 1217, printed: 'ОБМЕН', english: 'in kind' },
] as const;

/** Time zones, tag 1011 (since 09.2025): hours ahead of UTC by code. */
export const timeZones = new Map([...Array(11).keys()].map((zone) => [zone + 1, zone + 2]));
