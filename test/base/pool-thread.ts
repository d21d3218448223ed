import { threadId } from 'node:worker_threads';
import { answerJobs } from '../../src/base/pool-thread.ts';

/** What a thread of the pool's tests is told to do. */
export type Order =
  | 'name'
  | 'fail'
  | 'throw'
  | 'exit'
  | { wait: SharedArrayBuffer }
  | { count: SharedArrayBuffer }
  | { say: number; afterMs: number };

answerJobs<Order, number>('not done', async (order) => {
  if (order === 'fail') throw new Error('no paper');
  if (order === 'exit') process.exit(3);
  if (order === 'throw') {
    setImmediate(() => {
      throw new Error('out of ink');
    });
    return new Promise<number>(() => {});
  }
  if (order === 'name') return threadId;
  if ('say' in order) {
    await new Promise((resolve) => setTimeout(resolve, order.afterMs));
    return order.say;
  }
  if ('count' in order) Atomics.add(new Int32Array(order.count), 0, 1);
  else Atomics.wait(new Int32Array(order.wait), 0, 0);
  return threadId;
});
