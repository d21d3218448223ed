import { ask } from './api.ts';

/** What the service tells step by step, one JSON a line, each as soon as it is known. Throws `Refused` as `ask` does. */
export async function* askSteps<T>(path: string, body: unknown): AsyncGenerator<T> {
  const answer = await ask('POST', path, body, { accept: 'application/x-ndjson' });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    const lines = `${rest}${part.value}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as T;
  }
}
