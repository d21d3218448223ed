import { createHash } from 'node:crypto';

const digest = (id: string): Buffer => createHash('sha256').update(id).digest();

/** A delivery's id as a number 1…2147483647, the same at every attempt. It need only be unlike those of other messages to the same phone. */
export const numericId = (id: string): string => String(digest(id).readUInt32BE(0) & 0x7fff_ffff || 1);

/** A delivery's id as 20 hexadecimal digits. */
export const shortId = (id: string): string => digest(id).toString('hex').slice(0, 20);
