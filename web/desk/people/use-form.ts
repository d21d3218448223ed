import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call, Refused } from '../../parts/api.ts';

/** A form that is handed over to the service: what is under way, and what was wrong with which field. */
export function useForm<Answer>(
  request: () => { method: 'POST' | 'PUT'; path: string; body: unknown },
  onDone: (answer: Answer) => void,
) {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused>();
  const send = async () => {
    setBusy(true);
    setRefused(undefined);
    try {
      const { method, path, body } = request();
      const answer = await call<Answer>(method, path, body);
      await Promise.all(['people', 'tokens', 'audit'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
      onDone(answer);
    } catch (error) {
      setRefused(error instanceof Refused ? error : new Refused(String(error)));
    } finally {
      setBusy(false);
    }
  };
  return {
    submit: (event: FormEvent) => {
      event.preventDefault();
      void send();
    },
    busy,
    /** Why the field was refused; without a field, why the whole was. */
    fault: (field?: string) => (refused && (refused.path ?? '') === (field ?? '') ? refused.message : undefined),
  };
}
