import { parentPort, type Transferable } from 'node:worker_threads';
import type { Answer } from './pool.ts';

/**
 * The thread's side of a pool: does the jobs one after another and answers them in that order, by which the pool tells the answers apart.
 * A job that throws is answered by `failure` and the error's code, or its message where it has none; a code names no buyer.
 */
export function answerJobs<Job, Result>(
  failure: string,
  work: (job: Job) => Promise<Result>,
  /** What of a result is handed over instead of copied. */
  handedOver: (result: Result) => Transferable[] = () => [],
): void {
  const answerTo = async (job: Job): Promise<Answer<Result>> => {
    try {
      return { result: await work(job) };
    } catch (error) {
      const { code, message = String(error) } = error as { code?: string; message?: string };
      return { failure: `${failure}: ${code ?? message}` };
    }
  };
  let last = Promise.resolve();
  parentPort?.on('message', (job: Job) => {
    last = last.then(async () => {
      const answer = await answerTo(job);
      parentPort?.postMessage(answer, 'result' in answer ? handedOver(answer.result) : []);
    });
  });
}
