import { language } from './words.ts';

/** The service said no: `message` is the sentence to show. */
export class Refused extends Error {}
/** The service can't be reached: what was asked may be asked again. */
export class Away extends Error {}

/** Calls the service and gives the answer's JSON. Throws `Refused` or `Away`. */
export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`/api/v1${path}`, {
    method,
    headers: { 'accept-language': language, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Away();
  });
  if (answer.status === 502 || answer.status === 503) throw new Away();
  const said = (await answer.json().catch(() => ({}))) as { title?: string };
  if (!answer.ok) throw new Refused(said.title ?? String(answer.status));
  return said as T;
}
