import { type Language, languageOf } from '../../src/texts/index.ts';

const CHOSEN = 'kvitok-language';

/** The reader's language: the one chosen on this computer, else the browser's. */
export const language: Language = languageOf(localStorage.getItem(CHOSEN) ?? navigator.language);

/** Keeps the choice on this computer and shows the page anew. */
export function chooseLanguage(chosen: Language): void {
  localStorage.setItem(CHOSEN, chosen);
  location.reload();
}

/** A refused request: `message` is the sentence to show, `path` the field that it is about, `status` and `code` as the API has them. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly path: string | undefined;

  constructor(
    message: string,
    { status = 0, code = '', path }: { status?: number; code?: string; path?: string } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.path = path;
  }

  /** The sentence where it stands beside its field: without the field's name, which is written as programs write it. */
  get beside(): string {
    return this.path === undefined
      ? this.message
      : this.message
          .replace(this.path, '')
          .replace(/ {2,}/g, ' ')
          .replace(/ ([:.,])/g, '$1');
  }
}

/** Event of the window: a request was refused because the session is over. */
export const SIGNED_OUT = 'kvitok-signed-out';

/** Calls the service and gives the answer's JSON. Throws `Refused` with one sentence when it says no or can't be reached. */
export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await ask(method, path, body);
  return (await answer.json().catch(() => ({}))) as T;
}

/** Calls the service and gives the answer as it comes, for files and steps. Throws `Refused` as `call` does. */
export async function ask(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const answer = await fetch(`/api/v1${path}`, {
    method,
    headers: {
      'accept-language': language,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Refused(
      language === 'ru'
        ? 'Служба не отвечает: проверьте, что она запущена.'
        : 'The service does not answer: check that it runs.',
    );
  });
  if (answer.ok) return answer;
  const said = (await answer.json().catch(() => ({}))) as { title?: string; code?: string; path?: string };
  if (said.code === 'signInNeeded' && path !== '/session') dispatchEvent(new Event(SIGNED_OUT));
  throw new Refused(said.title ?? `${answer.status}`, { ...said, status: answer.status });
}
