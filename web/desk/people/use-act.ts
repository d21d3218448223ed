import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../parts/api.ts';

interface Act {
  method: 'POST' | 'PUT' | 'DELETE';
  path: string;
  body?: unknown;
  /** What to say when it is done. */
  done: string;
}

/** Does something to people or tokens and shows the lists anew; a refusal is told where forms don't tell it themselves. */
export function useAct() {
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: ({ method, path, body }: Act) => call(method, path, body),
    onSuccess: (_answer, { done }) => notifications.show({ message: done, color: 'green' }),
    onError: (error) => notifications.show({ message: error.message, color: 'red' }),
    onSettled: () =>
      Promise.all(
        ['people', 'tokens', 'audit', 'session'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      ),
  });
  return { act: (wanted: Act) => mutate(wanted), busy: isPending };
}
