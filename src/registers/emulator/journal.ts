import { open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from '../../base/make-folder.ts';

/** Records in a file, one a line; a record that `append` has settled for survives a power cut. */
export interface Journal {
  append(record: unknown): Promise<void>;
  /** Ends at once; what is not on disk yet never will be. */
  drop(): Promise<void>;
}

/** Opens or makes the file. Records of one turn of the event loop share a sync. A last line cut short is left out and overwritten. */
export async function openJournal(file: string): Promise<{ records: unknown[]; journal: Journal }> {
  await makeFolder(dirname(file));
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const records = whole
    .split('\n')
    .slice(0, -1)
    .map((line): unknown => JSON.parse(line));
  const handle = await open(file, 'a', 0o600);
  await handle.truncate(Buffer.byteLength(whole));

  let waiting: { line: string; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let flushing = false;
  let dropped = false;

  const flush = async () => {
    while (waiting.length > 0 && !dropped) {
      const batch = waiting;
      waiting = [];
      try {
        await handle.write(batch.map(({ line }) => line).join(''));
        await handle.datasync();
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    flushing = false;
  };

  return {
    records,
    journal: {
      append: (record) =>
        new Promise((resolve, reject) => {
          waiting.push({ line: `${JSON.stringify(record)}\n`, resolve, reject });
          if (flushing) return;
          flushing = true;
          setImmediate(() => void flush());
        }),
      drop: async () => {
        dropped = true;
        await handle.close();
      },
    },
  };
}

/** A journal of a drive that lives as long as the process. */
export const forgetfulJournal: Journal = { append: async () => {}, drop: async () => {} };
