import type { SessionView } from '../../../src/server/api/access.ts';
import { call } from '../../parts/api.ts';
import { useRequest } from '../use-request.ts';

/** A form that lets somebody in. The page is loaded anew then: what another person has seen here is not this one's to see. */
export const useEntry = (path: '/sign-in' | '/set-up', body: () => Record<string, string>) =>
  useRequest(async () => {
    location.replace(destination(await call<SessionView>('POST', path, body())));
    // The form stays as it is until the other page is there.
    await new Promise(() => {});
  });

/** The page that was asked for before signing in. A cashier has the till alone. */
function destination({ role }: SessionView): string {
  const asked = new URLSearchParams(location.search).get('to');
  const wanted = URL.parse(asked ?? location.pathname + location.search, location.origin);
  if (!wanted || wanted.origin !== location.origin || wanted.pathname === '/sign-in') return '/overview';
  return role === 'owner' || wanted.pathname.startsWith('/till/') ? wanted.pathname + wanted.search : '/overview';
}
