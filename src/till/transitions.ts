import { parseContact } from '../contact/parse-contact.ts';
import type { SaleFields, SaleState } from '../store/index.ts';
import { Problem, type ProblemCode } from '../texts/problem.ts';

/** What a person or a caller does with a sale. */
export type Act = 'contact' | 'confirm' | 'cancel' | 'repeat' | 'resolve';

/** From which states each act leads on. */
export const from: Record<Act, readonly SaleState[]> = {
  contact: ['awaiting-contact', 'failed'],
  confirm: ['awaiting-contact'],
  cancel: ['awaiting-contact', 'failed'],
  repeat: ['failed'],
  resolve: ['unclear'],
};

/** States in which an act has been done already, by a first press of the key or by another window. */
const done: Partial<Record<Act, readonly SaleState[]>> = {
  confirm: ['fiscalising', 'fiscalised'],
  repeat: ['fiscalising', 'fiscalised'],
  cancel: ['cancelled'],
};

const refusals: Record<SaleState, ProblemCode> = {
  'awaiting-contact': 'saleNotConfirmed',
  fiscalising: 'saleUnderWay',
  fiscalised: 'saleFiscalised',
  cancelled: 'saleCancelled',
  failed: 'saleFailed',
  unclear: 'saleUnclear',
};

/** Why a sale in this state can't give its fiscal result. */
export const notFiscalised = (state: SaleState): Problem => new Problem(refusals[state], { status: 409 });

/** Throws the `Problem` of an act that came too late or too early; returns if it was done before. */
export function agreeOrRefuse(act: Act, state: SaleState): void {
  if (!done[act]?.includes(state)) throw new Problem(refusals[state], { status: 409 });
}

/** What a person may do with a sale in a state. */
export const actsOf = (state: SaleState): Act[] =>
  (Object.keys(from) as Act[]).filter((act) => from[act].includes(state));

/** The buyer's contact as the cashier typed it; null or an empty text takes it away. Throws a `Problem` for one that is no good. */
export function typedContact(typed: string | null): string | null {
  if (typed === null || typed.trim() === '') return null;
  const parsed = parseContact(typed);
  if (parsed.ok) return typed;
  const { code, params } = parsed.reason;
  throw new Problem('contactWrong', { path: 'contact', params: { ...params, reason: `@contact.${code}` } });
}

/** What a person saw at the register about a command that nobody could tell the end of. */
export type Verdict =
  | { made: false }
  | { made: true; fiscalDocumentNumber: number; fiscalSign: string; dateTime: string };

/** A sale that a person says was not fiscalised. */
export const notMade: Partial<SaleFields> = { state: 'failed', reason: 'till.notMade', reply: null, dueAt: null };
