import { type ResourceLimits, Worker } from 'node:worker_threads';

export interface PoolOptions {
  /** A module that calls `answerJobs`. */
  script: URL;
  /** Threads at most. */
  size: number;
  /** A thread that has had nothing to do for so long is ended, so that a resting service stays small. */
  idleMs: number;
  /** Jobs that a thread holds at once, so that it needn't wait for the main thread between them; 1 if not given. */
  ahead?: number;
  /** Memory of a thread; a job that needs more is rejected, and its thread ends. */
  limits?: ResourceLimits;
}

/** What a thread posts back. */
export type Answer<Result> = { result: Result } | { failure: string };

export interface Pool<Job, Result> {
  /** Rejects if the job failed, or if its thread died of it; other jobs go on. */
  run(job: Job): Promise<Result>;
  /** Ends all threads; jobs under way and waiting are rejected. The pool can be used again. */
  close(): Promise<void>;
}

interface Waiting<Job, Result> {
  job: Job;
  resolve: (result: Result) => void;
  reject: (error: Error) => void;
}

interface Thread<Job, Result> {
  worker: Worker;
  /** What it has been given, in order; it is at the first. */
  given: Waiting<Job, Result>[];
  idle: NodeJS.Timeout | undefined;
}

/** Threads that start with the first jobs and do one job at a time, in the order of arrival. */
export function createPool<Job, Result>({
  script,
  size,
  idleMs,
  ahead = 1,
  limits = {},
}: PoolOptions): Pool<Job, Result> {
  const threads = new Set<Thread<Job, Result>>();
  const queue: Waiting<Job, Result>[] = [];

  function start(): Thread<Job, Result> {
    // Arguments of the program's own start, such as `--input-type`, may not suit a thread.
    const worker = new Worker(script, { execArgv: [], resourceLimits: limits });
    const thread: Thread<Job, Result> = { worker, given: [], idle: undefined };
    let cause: Error | undefined;
    worker.on('message', (answer: Answer<Result>) => {
      if (!threads.has(thread)) return;
      const done = thread.given.shift();
      if ('result' in answer) done?.resolve(answer.result);
      else done?.reject(new Error(answer.failure));
      next(thread);
    });
    worker.on('error', (error) => {
      cause = error instanceof Error ? error : new Error(String(error));
    });
    worker.on('exit', () => {
      threads.delete(thread);
      clearTimeout(thread.idle);
      const why = cause ? `: ${cause.message}` : '';
      const [atFault, ...others] = thread.given.splice(0);
      atFault?.reject(new Error(`The thread ended before its work was done${why}`, { cause }));
      queue.unshift(...others);
      if (queue.length > 0 && threads.size < size) next(start());
    });
    threads.add(thread);
    return thread;
  }

  function next(thread: Thread<Job, Result>): void {
    clearTimeout(thread.idle);
    while (thread.given.length < ahead) {
      const job = queue.shift();
      if (!job) break;
      thread.given.push(job);
      thread.worker.ref();
      thread.worker.postMessage(job.job);
    }
    if (thread.given.length > 0) return;
    // A resting thread must not keep a command-line program from ending.
    thread.worker.unref();
    thread.idle = setTimeout(() => {
      threads.delete(thread);
      void thread.worker.terminate();
    }, idleMs).unref();
  }

  const leastGiven = (): Thread<Job, Result> | undefined =>
    [...threads].reduce<Thread<Job, Result> | undefined>(
      (least, thread) => (least && least.given.length <= thread.given.length ? least : thread),
      undefined,
    );

  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        queue.push({ job, resolve, reject });
        const fewest = leastGiven();
        if (fewest?.given.length !== 0 && threads.size < size) next(start());
        else if (fewest) next(fewest);
      }),
    close: async () => {
      // What the threads were given is taken from them first, or the end of one would hand it to a new one.
      const ended = [...threads];
      threads.clear();
      const left = [...ended.flatMap(({ given }) => given.splice(0)), ...queue.splice(0)];
      for (const { reject } of left) reject(new Error('The pool was closed before the work was done'));
      await Promise.all(ended.map(({ worker }) => worker.terminate()));
    },
  };
}
