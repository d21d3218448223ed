/** Letters and digits that nobody takes for one another: 32 of them, 5 bits each. */
const PLAIN = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** `K7QM-2XNP-WQ4D-7TRA`: 80 random bits that can be read aloud. */
export function randomPassword(): string {
  const signs = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => PLAIN[byte % PLAIN.length]);
  return signs.join('').replace(/(.{4})(?=.)/g, '$1-');
}
