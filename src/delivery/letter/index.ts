import { availableParallelism } from 'node:os';
import { createPool } from '../../base/pool.ts';
import { type LetterJob, makeLetter } from './make-letter.ts';
import type { LetterBytes } from './worker.ts';

/** JSON of a receipt with about 60 items: its letter takes 2 ms. */
const SMALL = 24_000;
/** Letters under way at which threads take over: till then starting one would cost more than it saves. */
const FEW = 2;

const pool = createPool<LetterJob, LetterBytes>({
  script: new URL('./worker.ts', import.meta.url),
  // As many as there are cores, because the main thread waits for servers and the disk most of the time.
  size: Math.min(4, availableParallelism()),
  idleMs: 20_000,
  ahead: 4,
  limits: { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 192 },
});

/**
 * The letter of a receipt as it goes over the wire. A small one is made at once while few are under way; otherwise a thread makes it, so that
 * neither many letters nor a long one hold up the event loop. A PDF is drawn in threads of its own, and little is left to do around it. Rejects if it can't be made.
 */
export async function letterOf(job: LetterJob, underWay: number): Promise<Buffer> {
  if (job.asPdf || (underWay <= FEW && job.receiptBody.length <= SMALL)) return makeLetter(job);
  const bytes = await pool.run(job);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Ends the threads; letters in the making are rejected. */
export const closeLetterPool = (): Promise<void> => pool.close();
