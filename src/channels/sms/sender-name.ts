import type { Problem } from '../../texts/problem.ts';
import type { sms } from '../../texts/ru/sms.ts';
import { senderProblem } from './guards.ts';

/** A sentence of `sms.senderName`. */
export type SenderNote = keyof (typeof sms)['senderName'];

/** What is to be known of a sender name: why no operator takes it, and what else it needs, in the order of importance. */
export interface SenderExplanation {
  problem?: Problem;
  notes: SenderNote[];
}

/** Explains a sender name to the shop before a provider refuses it. An empty one is allowed: the provider's own then stands there. */
export function explainSender(sender: string): SenderExplanation {
  if (sender === '') return { notes: ['empty', 'rule', 'registration'] };
  const problem = senderProblem(sender);
  if (problem) return { problem, notes: ['rule', 'registration'] };
  return { notes: /^\d+$/.test(sender) ? ['digits', 'registration'] : ['registration', 'whose'] };
}
