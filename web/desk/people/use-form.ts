import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../parts/api.ts';
import { useRequest } from '../use-request.ts';

/** A form about people or tokens: once the service took it, the lists are shown anew. */
export function useForm<Answer>(
  request: () => { method: 'POST' | 'PUT'; path: string; body: unknown },
  onDone: (answer: Answer) => void,
) {
  const queries = useQueryClient();
  return useRequest(async () => {
    const { method, path, body } = request();
    const answer = await call<Answer>(method, path, body);
    await Promise.all(['people', 'tokens', 'audit'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    onDone(answer);
  });
}
