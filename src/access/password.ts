import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Problem } from '../texts/problem.ts';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane; 34 ms on the machine it was measured on. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** A hash takes a thread of the few that files and names need too: one at a time, and a queue that can't be flooded. */
const MOST_WAITING = 20;

const derive = promisify(argon2);
let waiting = 0;
let tail: Promise<unknown> = Promise.resolve();

/** Password → its argon2id hash in PHC form, `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return phc(salt, await inTurn(() => tagOf(password, salt, COST, TAG_BYTES)));
}

/** Whether a password has this hash. Without a hash it takes as long and is false, so that nobody learns which names there are. */
export async function passwordFits(password: string, hash: string | undefined): Promise<boolean> {
  const { salt, tag, cost } = read(hash ?? DECOY);
  const found = await inTurn(() => tagOf(password, salt, cost, tag.length));
  return timingSafeEqual(found, tag) && hash !== undefined;
}

/** Whether a hash was made at another cost than today's. */
export const isOutdated = (hash: string): boolean => !hash.startsWith(PREFIX);

const PREFIX = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$`;
const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
const phc = (salt: Buffer, tag: Buffer) => `${PREFIX}${base64(salt)}$${base64(tag)}`;
const DECOY = phc(Buffer.alloc(SALT_BYTES), Buffer.alloc(TAG_BYTES));

function read(hash: string): { salt: Buffer; tag: Buffer; cost: typeof COST } {
  const [, memory, passes, parallelism, salt = '', tag = ''] =
    /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash) ?? [];
  return {
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
  };
}

async function tagOf(password: string, nonce: Buffer, cost: typeof COST, tagLength: number): Promise<Buffer> {
  // The same letters typed on another system may come composed in another way.
  const message = Buffer.from(password.normalize('NFC'), 'utf8');
  return Buffer.from(await derive('argon2id', { ...cost, message, nonce, tagLength }));
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting >= MOST_WAITING) throw new Problem('signInBusy', { status: 429 });
  waiting++;
  const turn = tail.then(work).finally(() => waiting--);
  tail = turn.catch(() => {});
  return turn;
}
