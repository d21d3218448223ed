import { answerJobs } from '../../base/pool-thread.ts';
import { type LetterJob, makeLetter } from './make-letter.ts';

export type LetterBytes = Uint8Array<ArrayBuffer>;

answerJobs<LetterJob, LetterBytes>(
  'letter not made',
  // Small buffers share memory with others, which can't be handed over to another thread.
  async (job) => new Uint8Array(await makeLetter(job)),
  (bytes) => [bytes.buffer],
);
