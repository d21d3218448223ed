import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { fillSecurely } from '../base/uuid.ts';
import { Problem } from '../texts/problem.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 1;

/**
 * Keeps secrets and contacts unreadable at rest: AES-256-GCM with a key that lies outside the database.
 * Sealed form: 1 byte version, 12 bytes nonce, ciphertext, 16 bytes tag.
 */
export interface Vault {
  /** `context` says what the value belongs to; it must be given again to open it. */
  seal(plain: string, context: string): Uint8Array;
  /** Throws a `Problem` if the key is another one or the bytes were changed. */
  open(sealed: Uint8Array, context: string): string;
  /** Keyed hash of a text, 32 hex digits, for finding a value without keeping it readable. */
  fingerprint(text: string): string;
}

/** The vault of a 32-byte key. */
export function vaultOf(key: Uint8Array): Vault {
  // A key object is made once: making one a call costs more than the encryption.
  const part = (purpose: string) => createSecretKey(Buffer.from(hkdfSync('sha256', key, 'kvitok', purpose, KEY_BYTES)));
  const [sealing, hashing] = [part('seal'), part('fingerprint')];
  return {
    seal: (plain, context) => {
      const nonce = new Uint8Array(NONCE_BYTES);
      fillSecurely(nonce);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(context));
      return Buffer.concat([
        Buffer.of(VERSION),
        nonce,
        cipher.update(plain, 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
    },
    open: (sealed, context) => {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      try {
        const nonce = bytes.subarray(1, 1 + NONCE_BYTES);
        const decipher = createDecipheriv('aes-256-gcm', sealing, nonce)
          .setAAD(Buffer.from(context))
          .setAuthTag(bytes.subarray(-TAG_BYTES));
        return decipher.update(bytes.subarray(1 + NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        throw new Problem('keyWrong', { status: 503, cause });
      }
    },
    fingerprint: (text) => createHmac('sha256', hashing).update(text).digest('hex').slice(0, 32),
  };
}

/**
 * Reads the key file (64 hex digits), or makes it with mode 0600 when `mayCreate`. Throws a `Problem` if it is missing, damaged or unreadable;
 * a key is never replaced.
 */
export function readKeyFile(file: string, mayCreate: boolean): Uint8Array {
  try {
    const text = readFileSync(file, 'utf8').trim();
    if (!/^[0-9a-f]{64}$/i.test(text)) throw new Problem('keyDamaged', { status: 503, params: { file } });
    return Buffer.from(text, 'hex');
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT')
      throw new Problem('keyUnreadable', { status: 503, params: { file }, cause });
    if (!mayCreate) throw new Problem('keyLost', { status: 503, params: { file }, cause });
  }
  const key = randomBytes(KEY_BYTES);
  try {
    const handle = openSync(file, 'wx', 0o600);
    writeSync(handle, `${key.toString('hex')}\n`);
    fsyncSync(handle);
    closeSync(handle);
  } catch (cause) {
    throw new Problem('folderNotWritable', { status: 503, params: { folder: file }, cause });
  }
  return key;
}
