import { useState } from 'react';
import { isSecret } from '../draft.ts';

/** Whether the fields that a check depends on have changed since `mark` was called. `saved` is what the service keeps of them. */
export function useOutdated(fields: Record<string, unknown>, saved: unknown): { outdated: boolean; mark(): void } {
  const [marked, setMarked] = useState({ fields, saved });
  // A secret that was typed and is kept now is the same one if it was saved since; else the old one was brought back.
  const isSame = (before: unknown, now: unknown): boolean =>
    isSecret(now)
      ? isSecret(before) || (typeof before === 'string' && saved !== marked.saved)
      : JSON.stringify(before) === JSON.stringify(now);
  return {
    outdated: Object.entries(fields).some(([field, value]) => !isSame(marked.fields[field], value)),
    mark: () => setMarked({ fields, saved }),
  };
}
