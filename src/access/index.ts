import type { Clock } from '../base/clock.ts';
import type { Store } from '../store/index.ts';
import { type Audit, openAudit } from './audit.ts';

export type { Act, Audit } from './audit.ts';

/** Who may work with the service, and what they did. */
export interface Access extends Audit {}

export function openAccess({ store, clock }: { store: Store; clock: Clock }): Access {
  return openAudit({ store, clock });
}
