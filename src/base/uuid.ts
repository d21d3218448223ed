import { randomFillSync } from 'node:crypto';

/** Fills the bytes with random values; replaced by a seeded source in tests. */
export type FillRandom = (bytes: Uint8Array) => void;

const fillSecurely: FillRandom = (bytes) => void randomFillSync(bytes);

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
