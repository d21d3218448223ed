/** A bar on a terminal when there is more than one thing to do; otherwise silent. */
export interface Progress {
  step(): void;
  /** Prints something without spoiling the bar. */
  note(write: () => void): void;
  end(): void;
}

export async function progressBar(total: number): Promise<Progress> {
  if (!process.stderr.isTTY || total < 2) return { step: () => {}, note: (write) => write(), end: () => {} };
  const { Presets, SingleBar } = await import('cli-progress');
  const bar = new SingleBar({ stream: process.stderr, clearOnComplete: true }, Presets.shades_classic);
  bar.start(total, 0);
  return {
    step: () => bar.increment(),
    note: (write) => {
      process.stderr.write('\r\x1b[K');
      write();
      bar.render();
    },
    end: () => bar.stop(),
  };
}
