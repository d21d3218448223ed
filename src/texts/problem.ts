import { isTextKey, type Language, type TextParams, text } from './index.ts';
import type { problems } from './ru/problems.ts';

export type ProblemCode = keyof typeof problems;

/**
 * Bad input or a failed wish, told in one sentence. `code` is stable (`texts/ru/problems.ts` lists them all), `path` names the wrong
 * field as a JSON path such as `items[2].sum`, `status` is the HTTP status (default 400).
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly params: TextParams;
  readonly path: string | undefined;
  readonly status: number;

  constructor(
    code: ProblemCode,
    options: { params?: TextParams; path?: string; status?: number; cause?: unknown } = {},
  ) {
    super(text('en', `problems.${code}`, options.params), options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.params = options.params ?? {};
    this.path = options.path;
    this.status = options.status ?? 400;
  }

  /** The sentence in the person's language. A parameter that begins with `@` is the key of another text. */
  tell(language: Language): string {
    const params = Object.entries(this.params).map(([key, value]) => {
      const inner = typeof value === 'string' && value.startsWith('@') ? value.slice(1) : '';
      return [key, isTextKey(inner) ? text(language, inner, this.params) : value];
    });
    return text(language, `problems.${this.code}`, Object.fromEntries(params) as TextParams);
  }
}
