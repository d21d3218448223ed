import { languageOf } from '../../src/texts/index.ts';

export const language = languageOf(navigator.language);

/** A refused request: `message` is the sentence to show. */
export class Refused extends Error {}

/** Calls the service and gives the answer's JSON. Throws `Refused` with one sentence when it says no or can't be reached. */
export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`/api/v1${path}`, {
    method,
    headers: { 'accept-language': language, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Refused(
      language === 'ru'
        ? 'Служба не отвечает: проверьте, что она запущена.'
        : 'The service does not answer: check that it runs.',
    );
  });
  const said = (await answer.json().catch(() => ({}))) as { title?: string };
  if (!answer.ok) throw new Refused(said.title ?? `${answer.status}`);
  return said as T;
}
