import { type FormEvent, useState } from 'react';
import type { SessionView } from '../../../src/server/api/access.ts';
import { call, Refused } from '../../parts/api.ts';

/** Hands a form that lets somebody in over to the service: what is under way, and what was wrong with which field. */
export function useEntry(path: '/sign-in' | '/set-up', body: () => Record<string, string>) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefused(undefined);
    try {
      // A page loaded anew: what another person has seen here is not this one's to see.
      location.replace(destination(await call<SessionView>('POST', path, body())));
    } catch (error) {
      setRefused(error instanceof Refused ? error : new Refused(String(error)));
      setBusy(false);
    }
  };
  const fault = (field?: string) => (refused && (refused.path ?? '') === (field ?? '') ? refused.message : undefined);
  return { submit: (event: FormEvent) => void submit(event), busy, fault };
}

/** The page that was asked for before signing in. A cashier has the till alone. */
function destination({ role }: SessionView): string {
  const asked = new URLSearchParams(location.search).get('to');
  const wanted = URL.parse(asked ?? location.pathname + location.search, location.origin);
  if (!wanted || wanted.origin !== location.origin || wanted.pathname === '/sign-in') return '/overview';
  return role === 'owner' || wanted.pathname.startsWith('/till/') ? wanted.pathname + wanted.search : '/overview';
}
