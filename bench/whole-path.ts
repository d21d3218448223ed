import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { App } from '../src/app.ts';
import type { Receipt } from '../src/receipt/receipt.ts';

/** How many tills hand in receipts at once. */
const TILLS = 64;

export interface WholePath {
  app: App;
  receipt: (number: number) => Receipt;
  /** The contact of the receipt with that number. */
  to: (number: number) => string;
  /** Sent before the clock starts, because a service at work has long since loaded and compiled what sends. */
  warm: number;
  count: number;
}

export interface WholePathFigures {
  /** Deliveries a second from the first receipt accepted to the last delivery journalled as sent. */
  rate: number;
  /** Milliseconds for which the event loop did not come round at most, from the first warm delivery on. */
  block: number;
}

/** Throws if a delivery fails. */
export async function wholePath({ app, receipt, to, warm, count }: WholePath): Promise<WholePathFigures> {
  let sent = 0;
  let next = 0;
  let onSent = () => {};
  let onFailed: (error: Error) => void = () => {};
  app.delivery.onChange((row) => {
    if (row.status === 'failed') onFailed(new Error(`failed: ${row.reason} ${row.reply}`));
    if (row.status !== 'sent') return;
    sent++;
    onSent();
  });
  const run = async (upto: number) => {
    const all = new Promise<void>((resolve, reject) => {
      onFailed = reject;
      onSent = () => sent === upto && resolve();
    });
    const till = async () => {
      while (next < upto) {
        const number = ++next;
        await app.delivery.accept({ receipt: receipt(number), format: 'kvitok', wishes: [{ to: to(number) }] });
      }
    };
    await Promise.all([...Array.from({ length: TILLS }, till), all]);
  };
  const loop = monitorEventLoopDelay({ resolution: 5 });
  loop.enable();
  await run(warm);
  const started = performance.now();
  await run(warm + count);
  const rate = (count / (performance.now() - started)) * 1_000;
  loop.disable();
  return { rate, block: loop.max / 1e6 };
}
