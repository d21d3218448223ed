import type { Money } from '../outcome.ts';
import { rowOf, textOf } from './answer.ts';
import type { SmsReport, SmsState } from './provider.ts';
import { type SmsReason, wordsOf } from './verdict.ts';

/** From the state that decides most to the one that decides least: a message is delivered only if all its parts are. */
const ORDER: readonly SmsState[] = [
  'rejected',
  'undelivered',
  'expired',
  'unknown',
  'queued',
  'sending',
  'sent',
  'delivered',
];

/** True for the name of a state. */
export const isState = (name: string): name is SmsState => ORDER.some((state) => state === name);

/** True for a state that changes no more. */
export const isFinal = (state: SmsState): boolean =>
  state === 'delivered' || state === 'undelivered' || state === 'expired' || state === 'rejected';

/** One report of a message that went in parts with an id each. */
export function joinedReport(id: string, parts: readonly SmsReport[]): SmsReport {
  const [first, ...others] = parts;
  if (!first) return { id, state: 'unknown' };
  if (others.length === 0) return { ...first, id };
  const worst = parts.reduce((one, other) => (ORDER.indexOf(other.state) < ORDER.indexOf(one.state) ? other : one));
  const cost = sumOf(parts);
  const { state, reason, reply } = worst;
  return {
    id,
    state,
    parts: parts.length,
    ...(reason === undefined ? {} : { reason }),
    ...(reply === undefined ? {} : { reply }),
    ...(cost === undefined ? {} : { cost }),
  };
}

function sumOf(parts: readonly SmsReport[]): Money | undefined {
  const costs = parts.flatMap(({ cost }) => (cost ? [cost] : []));
  const [first] = costs;
  if (!first || costs.length < parts.length) return undefined;
  return { kopecks: costs.reduce((sum, { kopecks }) => sum + kopecks, 0), currency: first.currency };
}

/** What a provider's codes of state mean. */
export type States = Readonly<Record<string, readonly [SmsState, SmsReason?]>>;

/** The report of a code; one that isn't in the table leaves the state unknown. The code itself is kept as the reply, with `words` behind it. */
export function reportOf(
  id: string,
  states: States,
  code: unknown,
  more: { words?: unknown; cost?: Money; parts?: number } = {},
): SmsReport {
  const [state, reason] = rowOf(states, code) ?? (['unknown'] as const);
  const { words, ...rest } = more;
  const reply = wordsOf([textOf(code), textOf(words)].filter(Boolean).join(' '));
  return { id, state, ...(reason ? { reason } : {}), ...(reply === '' ? {} : { reply }), ...rest };
}

/** The report of a message that the provider's answer doesn't name. */
export const notNamed = (id: string): SmsReport => ({ id, state: 'unknown', reason: 'statusNotFound' });
