import { useQuery } from '@tanstack/react-query';
import { call, Refused } from '../parts/api.ts';

/** Who works with the page. */
export interface Session {
  name: string;
  role: 'owner' | 'cashier' | 'integrator';
  /** The service runs as a demonstration: open to this computer without signing in. */
  demo: boolean;
}

/** Who works with the page; undefined while it is asked, and where nobody has signed in. */
export function useSession(): { session: Session | undefined; asked: boolean } {
  const { data, isPending } = useQuery({
    queryKey: ['session'],
    queryFn: () =>
      call<Session>('GET', '/session').catch((error: unknown) => {
        if (error instanceof Refused && error.status === 401) return null;
        if (error instanceof Refused && error.status === 404) return { name: '', role: 'owner' as const, demo: true };
        throw error;
      }),
  });
  return { session: data ?? undefined, asked: !isPending };
}
