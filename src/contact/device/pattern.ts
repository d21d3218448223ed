/** A shop's own form of a code. */
export interface ContactPattern {
  /** What the first group holds, or the whole where there is none; undefined if the text isn't of this form. */
  match(text: string): string | undefined;
}

/** Why a pattern can't be used; `code` is a key of the texts (`contact.pattern.…`). */
export interface PatternRefusal {
  code: 'tooLong' | 'invalid' | 'notAllowed' | 'tooSlow';
  params: Record<string, string | number>;
}

const LONGEST_PATTERN = 200;
/** A longer text is of no shop's form. */
const LONGEST_TEXT = 256;
/** Ways in which a text may be divided among the parts of a pattern: two parts of any length each, and no more. */
const MOST_WAYS = (LONGEST_TEXT + 1) ** 2;

/**
 * A regular expression that is to match a whole code. The time it takes is bounded by its shape: a repeated group must be of one length,
 * and only two parts may be of any length; there is no looking around and no back reference.
 */
export function contactPattern(
  source: string,
): { ok: true; pattern: ContactPattern } | { ok: false; reason: PatternRefusal } {
  const refuse = (code: PatternRefusal['code'], params: PatternRefusal['params'] = {}) => ({
    ok: false as const,
    reason: { code, params },
  });
  if (source.length > LONGEST_PATTERN) return refuse('tooLong', { limit: LONGEST_PATTERN });
  const body = source.replace(/^\^/, '').replace(/(?<!\\)((?:\\\\)*)\$$/, '$1');
  let expression: RegExp;
  try {
    expression = new RegExp(`^(?:${body})$`, 'u');
  } catch {
    return refuse('invalid');
  }
  const shape = new PatternShape(body);
  const ways = shape.ways();
  if (ways === undefined) return refuse('notAllowed', { sign: shape.rest() });
  if (ways > MOST_WAYS) return refuse('tooSlow');
  return {
    ok: true,
    pattern: {
      match(text) {
        if (text.length > LONGEST_TEXT) return undefined;
        const found = expression.exec(text);
        return found ? (found.slice(1).find((group) => group !== undefined) ?? found[0]) : undefined;
      },
    },
  };
}

/** Walks over a pattern that is known to be valid and counts in how many ways it may match. */
class PatternShape {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Undefined if there is something in it that has no bound. */
  ways(): number | undefined {
    const ways = this.#choice();
    return this.#at === this.#source.length ? ways : undefined;
  }

  /** Around the place where the walk stopped. */
  rest(): string {
    return this.#source.slice(Math.max(0, this.#at - 6), this.#at + 6);
  }

  #choice(): number | undefined {
    let ways = 0;
    do {
      const branch = this.#sequence();
      if (branch === undefined) return undefined;
      ways += branch;
    } while (this.#take(/\|/y));
    return ways;
  }

  #sequence(): number | undefined {
    let ways = 1;
    while (this.#at < this.#source.length && !/[|)]/.test(this.#source[this.#at] ?? '')) {
      const part = this.#part();
      if (part === undefined) return undefined;
      const times = this.#times();
      if (times === undefined || (times.most > 1 && part > 1)) return undefined;
      ways *= part + (times.most - times.least);
    }
    return ways;
  }

  #part(): number | undefined {
    const group = this.#take(/\((?:\?:|\?<[A-Za-z]\w*>|(?!\?))/y);
    if (group) {
      const ways = this.#choice();
      return this.#take(/\)/y) ? ways : undefined;
    }
    const sign = this.#take(/\\[dDwWsS]|\\[^A-Za-z0-9]|\[\^?(?:\\[^pPbBk]|[^\]\\])*\]|[^()[\]{}|*+?^$\\]/uy);
    return sign ? 1 : undefined;
  }

  #times(): { least: number; most: number } | undefined {
    const [quantifier] = this.#take(/[*+?]\??|\{\d+(?:,\d*)?\}\??/y) ?? [''];
    if (quantifier === '') return { least: 1, most: 1 };
    const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(quantifier) ?? [];
    const range =
      least === undefined
        ? { least: quantifier.startsWith('+') ? 1 : 0, most: quantifier.startsWith('?') ? 1 : LONGEST_TEXT }
        : { least: Number(least), most: comma === '' ? Number(least) : most ? Number(most) : LONGEST_TEXT };
    return range.most > LONGEST_TEXT ? undefined : range;
  }

  #take(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#source) ?? undefined;
    if (found) this.#at = expression.lastIndex;
    return found;
  }
}
