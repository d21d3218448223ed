import { answerJobs } from '../../base/pool-thread.ts';
import { type LetterJob, makeLetter } from './make-letter.ts';

export type LetterBytes = Uint8Array<ArrayBuffer>;

answerJobs<LetterJob, LetterBytes>('letter not made', makeLetter, (bytes) => [bytes.buffer]);
