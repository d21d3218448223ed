import type { RegisterOutcome } from '../registers/index.ts';
import type { SaleFields } from '../store/index.ts';
import type { Decision } from './decision.ts';
import type { Fiscal } from './sale.ts';

/** Milliseconds between questions about a command that nobody can tell the end of; the last one repeats. */
const PAUSES = [500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000];

/**
 * What becomes of a sale after the register's answer. `unknown` is shown as `unclear` and asked about again and again; it is never fiscalised
 * anew by itself. `absent` and `refused` are certain: nothing was fiscalised.
 */
export function afterOutcome(
  outcome: RegisterOutcome,
  { asked, now, told }: { asked: number; now: number; told: Decision },
): Partial<SaleFields> {
  const askAgain = { asked: asked + 1, dueAt: now + (PAUSES[asked] ?? 60_000) };
  switch (outcome.kind) {
    case 'made': {
      const { result, register } = outcome;
      const fiscal = fiscalOf({ result, register, paper: outcome.paper ?? told.paper }, told);
      return { state: 'fiscalised', result: JSON.stringify(fiscal), reason: null, reply: null, dueAt: now };
    }
    case 'refused': {
      const { code, reply = null } = outcome.reason;
      return { state: 'failed', reason: code, reply, dueAt: null };
    }
    case 'absent':
      return { state: 'failed', reason: 'till.absent', reply: null, dueAt: null };
    case 'running':
      return askAgain;
    case 'unknown': {
      const { code, reply = null } = outcome.reason;
      return { state: 'unclear', reason: code, reply, ...askAgain };
    }
  }
}

/** The register's answer together with what it was told and doesn't repeat. */
export function fiscalOf(answered: Fiscal, { document: { senderAddress } }: Decision): Fiscal {
  return senderAddress === undefined ? answered : { ...answered, senderAddress };
}
