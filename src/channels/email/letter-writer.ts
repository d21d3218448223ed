/** Characters in a line of base64 (RFC 2045, 6.8), and of the line with its end. */
const LINE = 76;
const LINE_AND_END = LINE + 2;

/** Memory that every letter is written into before it is copied out: making room piece by piece would cost more than writing. */
let page = Buffer.allocUnsafeSlow(64 << 10);
let scratch = Buffer.allocUnsafeSlow(64 << 10);

/** Writes the bytes of one letter at a time: the next may begin once `end` has been called. */
export class LetterWriter {
  #at = 0;

  /** Headers and boundaries, as they are. */
  raw(text: string): void {
    this.#makeRoom(text.length * 3);
    this.#at += page.write(text, this.#at, 'utf8');
  }

  /** A text as base64 of its UTF-8. */
  base64Text(text: string): void {
    if (scratch.length < text.length * 3) scratch = Buffer.allocUnsafeSlow(text.length * 4);
    this.base64(scratch.subarray(0, scratch.write(text, 'utf8')));
  }

  /** Base64 in lines of 76 characters: all of it to the end of its room, then line by line to its place. */
  base64(bytes: Buffer): void {
    const length = Math.ceil(bytes.length / 3) * 4;
    const lines = Math.ceil(length / LINE);
    const end = this.#at + length + lines * 2;
    this.#makeRoom(length + lines * 2);
    page.write(bytes.toString('base64'), this.#at + lines * 2, 'latin1');
    let to = this.#at;
    for (let from = this.#at + lines * 2; from < end; from += LINE, to += LINE_AND_END) {
      const stop = Math.min(from + LINE, end);
      page.copyWithin(to, from, stop);
      page[to + stop - from] = 0x0d;
      page[to + stop - from + 1] = 0x0a;
    }
    this.#at = end;
  }

  /** The letter, in memory of its own, which may be handed over to another thread. */
  end(): Buffer<ArrayBuffer> {
    const letter = Buffer.allocUnsafeSlow(this.#at);
    page.copy(letter, 0, 0, this.#at);
    return letter;
  }

  #makeRoom(bytes: number): void {
    if (page.length - this.#at >= bytes) return;
    const larger = Buffer.allocUnsafeSlow(2 * (this.#at + bytes));
    page.copy(larger, 0, 0, this.#at);
    page = larger;
  }
}
