import { type FormEvent, useState } from 'react';
import { Refused } from '../parts/api.ts';

/** A form that is handed over to the service by `send`: what is under way, and what was wrong with which field. */
export function useRequest(send: () => Promise<void>) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused>();
  const run = async () => {
    setBusy(true);
    setRefused(undefined);
    try {
      await send();
    } catch (error) {
      setRefused(error instanceof Refused ? error : new Refused(String(error)));
    } finally {
      setBusy(false);
    }
  };
  return {
    submit: (event: FormEvent) => {
      event.preventDefault();
      void run();
    },
    busy,
    /** Why the field was refused; without a field, why the whole was. */
    fault: (field?: string) => (refused && (refused.path ?? '') === (field ?? '') ? refused.message : undefined),
  };
}
