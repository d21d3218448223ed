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
  bytes.set(pool.subarray(used, used + bytes.length));
  pool.fill(0, used, used + bytes.length);
  used += bytes.length;
};

/**
 * A UUID version 7 (RFC 9562, 5.7): 48 bits of milliseconds, then 74 random bits, so ids sort by the time they were made.
 * Shape: 36 characters in lower case.
 */
export function uuidv7(now: number, fill: FillRandom = fillSecurely): string {
  const bytes = new Uint8Array(16);
  fill(bytes);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(now / 2 ** 32));
  view.setUint32(2, now % 2 ** 32);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The least UUID version 7 of a millisecond: ids made from it on are not below, earlier ones are. */
export function leastUuidv7(at: number): string {
  const hex = Math.max(0, Math.min(at, 2 ** 48 - 1))
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
