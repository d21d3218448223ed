import { parentPort } from 'node:worker_threads';
import type { Answer } from '../../base/pool.ts';
import { Problem } from '../../texts/problem.ts';
import { type LetterJob, makeLetter } from './make-letter.ts';

export type LetterBytes = Uint8Array<ArrayBuffer>;

let last = Promise.resolve();
// Answers are told apart by their order, so a job begins when the one before it is answered.
parentPort?.on('message', (job: LetterJob) => {
  last = last.then(async () => {
    const answer = await answerTo(job);
    parentPort?.postMessage(answer, 'result' in answer ? [answer.result.buffer] : []);
  });
});

async function answerTo(job: LetterJob): Promise<Answer<LetterBytes>> {
  try {
    // Small buffers share memory with others, which can't be handed over to another thread.
    return { result: new Uint8Array(await makeLetter(job)) };
  } catch (error) {
    const said = error instanceof Problem ? error.code : error instanceof Error ? error.message : String(error);
    return { failure: `letter not made: ${said}` };
  }
}
