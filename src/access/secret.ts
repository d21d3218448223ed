import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, 43 characters of base64url: nobody guesses it, so a plain hash of it is enough to keep. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** SHA-256 of a secret in base64url, which is all that is kept of it. Looking it up tells nothing by its time. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Letters and digits that nobody takes for one another when reading them aloud or off a screen: 32 of them, 5 bits each. */
const PLAIN = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** `K7QM-2XNP`: 5 random bits a sign, in groups of four. */
export function readableSecret(signs: number): string {
  const text = Array.from(randomBytes(signs), (byte) => PLAIN[byte % PLAIN.length]).join('');
  return text.replace(/(.{4})(?=.)/g, '$1-');
}
