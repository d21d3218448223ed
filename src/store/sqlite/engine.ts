import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { Problem } from '../../texts/problem.ts';
import type { Store } from '../store.ts';
import { type Call, type Orders, type Reply, type Started, unpacked } from './messages.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Calls that go on their way before the turn of the loop ends, so that under load the thread commits some while others are still read. */
const AT_ONCE = 16;

/**
 * The embedded engine: SQLite in a thread of its own, so that a disk sync never holds up the event loop. Calls go to it sixteen at a time or
 * when a turn of the loop ends, and its answers are looked for then too; all that arrive while a commit is on its way share the next commit.
 * `oneCommitEach` switches that off, for comparison. A thread that ends fails each call with the Problem `storeFailed`.
 */
export async function openSqlite(file: string, { oneCommitEach = false } = {}): Promise<Store> {
  const { port1: port, port2: threadPort } = new MessageChannel();
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { file, oneCommitEach, port: threadPort } satisfies Orders,
    transferList: [threadPort],
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
  });
  // The names come from the thread, so that only it loads the statements and what builds their queries.
  const names = await ready(worker);

  const waiting = new Map<number, Waiting>();
  let outgoing: Call[] = [];
  let lastId = 0;
  let dead: Problem | undefined;

  const answer = (replies: Reply[]) => {
    for (const [id, value, problem] of replies) {
      const caller = waiting.get(id);
      waiting.delete(id);
      if (problem) caller?.reject(unpacked(problem));
      else caller?.resolve(value);
    }
  };
  port.on('message', answer);
  const answerWhatIsThere = () => {
    for (let message = receiveMessageOnPort(port); message; message = receiveMessageOnPort(port))
      answer(message.message as Reply[]);
  };
  const fail = (error: unknown) => {
    answerWhatIsThere();
    dead ??= new Problem('storeFailed', {
      status: 503,
      params: { said: error instanceof Error ? error.message : String(error) },
    });
    for (const caller of waiting.values()) caller.reject(dead);
    waiting.clear();
  };
  worker.on('error', fail);
  worker.on('exit', (code) => fail(`thread ended with ${code}`));

  const call = (name: string, args: unknown): Promise<unknown> => {
    if (dead) return Promise.reject(dead);
    if (outgoing.length === 0) setImmediate(flush);
    const id = ++lastId;
    outgoing.push([id, name, args]);
    const answered = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    if (outgoing.length === AT_ONCE) flush();
    return answered;
  };
  const flush = () => {
    if (outgoing.length === 0) return;
    const calls = outgoing;
    outgoing = [];
    if (!dead) port.postMessage(calls);
    // What is answered by now goes out while the rest of the turn's requests are read, rather than after them.
    answerWhatIsThere();
  };

  const asked = Object.fromEntries(names.map((name) => [name, (args?: unknown) => call(name, args)]));
  return {
    ...asked,
    backup: (args: { file: string }) => call('backup', args),
    forgetLog: () => call('forgetLog', undefined),
    close: async () => {
      // It stands behind all other calls: when it is answered, so are they.
      if (!dead) await call('close', undefined).catch(() => {});
      dead ??= new Problem('storeFailed', { status: 503, params: { said: 'closed' } });
      await worker.terminate();
      port.close();
    },
  } as unknown as Store;
}

function ready(worker: Worker): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    worker.once('message', (message: Started) => {
      if ('statements' in message) resolve(message.statements);
      else reject(unpacked(message.failed));
    });
    worker.once('error', reject);
    worker.once('exit', (code) =>
      reject(new Problem('storeFailed', { status: 503, params: { said: `thread ended with ${code}` } })),
    );
  });
}
