import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Receipt } from '../../receipt/receipt.ts';
import type { LayoutOptions } from '../layout.ts';
import type { PdfDone, PdfJob } from './worker.ts';

const MOST_WORKERS = Math.max(1, Math.min(4, availableParallelism()));
/** A thread that has had nothing to do for so long is ended, so that a resting service stays small. */
const IDLE_MS = 20_000;

interface Drawer {
  worker: Worker;
  jobs: Map<number, { resolve(bytes: Uint8Array): void; reject(error: Error): void }>;
  idle: NodeJS.Timeout | undefined;
}

const drawers = new Set<Drawer>();
let lastId = 0;

/**
 * A receipt as PDF, drawn in a thread of its own so that the event loop is never held up. Rejects if the drawing failed; a thread that
 * dies takes only its own jobs with it.
 */
export function renderPdf(receipt: Receipt, { contact, withoutQr }: LayoutOptions = {}): Promise<Uint8Array> {
  const options: LayoutOptions = {
    ...(contact === undefined ? {} : { contact }),
    ...(withoutQr === undefined ? {} : { withoutQr }),
  };
  const drawer = leastBusy();
  clearTimeout(drawer.idle);
  drawer.worker.ref();
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    drawer.jobs.set(id, { resolve, reject });
    drawer.worker.postMessage({ id, receipt, options } satisfies PdfJob);
  });
}

/** Ends the threads; drawings under way are rejected. */
export async function closePdfPool(): Promise<void> {
  await Promise.all([...drawers].map((drawer) => drawer.worker.terminate()));
}

function leastBusy(): Drawer {
  const free = [...drawers].sort((a, b) => a.jobs.size - b.jobs.size)[0];
  return free && (free.jobs.size === 0 || drawers.size >= MOST_WORKERS) ? free : start();
}

function start(): Drawer {
  const drawer: Drawer = {
    worker: new Worker(new URL('./worker.ts', import.meta.url)),
    jobs: new Map(),
    idle: undefined,
  };
  const end = (error: Error) => {
    drawers.delete(drawer);
    clearTimeout(drawer.idle);
    for (const job of drawer.jobs.values()) job.reject(error);
    drawer.jobs.clear();
  };
  drawer.worker.on('message', (done: PdfDone) => {
    const job = drawer.jobs.get(done.id);
    drawer.jobs.delete(done.id);
    if ('bytes' in done) job?.resolve(done.bytes);
    else job?.reject(new Error(`PDF not drawn: ${done.failed}`));
    if (drawer.jobs.size > 0) return;
    // A resting thread must not keep a command-line program from ending.
    drawer.worker.unref();
    drawer.idle = setTimeout(() => void drawer.worker.terminate(), IDLE_MS).unref();
  });
  drawer.worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))));
  drawer.worker.on('exit', () => end(new Error('PDF thread ended')));
  drawers.add(drawer);
  return drawer;
}
