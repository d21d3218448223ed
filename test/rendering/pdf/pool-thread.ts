import { parentPort, threadId } from 'node:worker_threads';

/** What a thread of the pool's tests is told to do. */
export type Order = 'name' | 'fail' | 'throw' | 'exit' | { wait: SharedArrayBuffer };

parentPort?.on('message', (order: Order) => {
  if (order === 'fail') return parentPort?.postMessage({ failure: 'no paper' });
  if (order === 'exit') process.exit(3);
  if (order === 'throw') throw new Error('out of ink');
  if (typeof order === 'object') Atomics.wait(new Int32Array(order.wait), 0, 0);
  parentPort?.postMessage({ result: threadId });
});
