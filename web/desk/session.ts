import { useQuery } from '@tanstack/react-query';
import type { SessionView } from '../../src/server/api/access.ts';
import { call, Refused } from '../parts/api.ts';

export type Session = SessionView;

/** Who works with the page; undefined while it is asked, and where nobody has signed in. */
export function useSession(): { session: Session | undefined; asked: boolean } {
  const { data, isPending } = useQuery({
    queryKey: ['session'],
    queryFn: () =>
      call<Session>('GET', '/session').catch((error: unknown) => {
        if (error instanceof Refused && error.status === 401) return null;
        throw error;
      }),
  });
  return { session: data ?? undefined, asked: !isPending };
}
