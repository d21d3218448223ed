import type { KeyInput } from './input.ts';

/** Alt and the decimal code of a character on the number pad: how Windows lets a scanner type what the layout lacks. */
export class AltCode {
  #digits = '';

  /** Alt goes down; the character before it, if its release was not seen. */
  begin(): string | undefined {
    return this.end();
  }

  /** True if the key is a digit of a code. */
  digit({ alt, ctrl, code }: KeyInput): boolean {
    const digit = alt && !ctrl ? /^Numpad(\d)$/.exec(code)?.[1] : undefined;
    if (digit !== undefined && this.#digits.length < 5) this.#digits += digit;
    return digit !== undefined;
  }

  /** Alt is released: the character, if a code was typed. */
  end(): string | undefined {
    const code = Number(this.#digits);
    const typed = this.#digits !== '';
    this.#digits = '';
    if (!typed) return undefined;
    return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '\ufffd';
  }
}
