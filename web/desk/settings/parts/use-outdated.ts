import { useState } from 'react';
import { isSecret } from '../draft.ts';

/** Whether the fields that a check depends on have changed since `mark` was called. */
export function useOutdated(fields: Record<string, unknown>): { outdated: boolean; mark(): void } {
  const [marked, setMarked] = useState(fields);
  return {
    outdated: Object.entries(fields).some(([field, value]) => !isSame(marked[field], value)),
    mark: () => setMarked(fields),
  };
}

/** A secret that was typed and is kept now is the same one: it was saved. */
const isSame = (before: unknown, now: unknown): boolean =>
  isSecret(now) ? isSecret(before) || typeof before === 'string' : JSON.stringify(before) === JSON.stringify(now);
