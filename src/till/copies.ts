import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { makeFolder } from '../base/make-folder.ts';
import type { Delivery, DeliveryRow } from '../delivery/index.ts';
import { receiptToJson } from '../receipt/json.ts';
import type { Receipt } from '../receipt/receipt.ts';
import { renderPage, renderPdf, renderSms, renderText } from '../rendering/index.ts';
import type { SettingsRoom } from '../settings/index.ts';

/** «Куда сохранять чек»: a folder of the shop's into which each receipt and each SMS is written as well. */
export interface Copies {
  /** Where copies could not be written the last time; undefined while all goes well. */
  failed(): string | undefined;
  /** Settles when all that was to be written is. */
  done(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Writes copies one after another in the background: nothing waits for them and their failure fails nothing. A file appears under its name
 * only when it is whole: `2026-11-24/9999078900001234-77.pdf`, `.html`, `.txt`, `.json`, and `.sms.txt` for the text of an SMS.
 */
export function keepCopies(options: {
  settings: SettingsRoom;
  delivery: Delivery;
  onFault: (message: string, error: unknown) => void;
}): Copies {
  const { settings, delivery, onFault } = options;
  let tail: Promise<void> = Promise.resolve();
  let failed: string | undefined;

  const write = (receipt: Receipt, files: () => Promise<Record<string, string | Uint8Array>>): void => {
    const folder = settings.get('privacy').copiesFolder;
    if (folder === '') {
      failed = undefined;
      return;
    }
    tail = tail.then(async () => {
      try {
        for (const [ending, content] of Object.entries(await files()))
          await writeWhole(join(folder, dayOf(receipt)), `${nameOf(receipt)}.${ending}`, content);
        failed = undefined;
      } catch (error) {
        failed = folder;
        onFault('a copy of a receipt could not be written', error);
      }
    });
  };

  const smsOf = async (row: DeliveryRow): Promise<void> => {
    const kept = await delivery.receipt(row.receiptId);
    if (!kept) return;
    const { template } = settings.get('sms', row.profile);
    write(kept.receipt, async () => ({
      [`${row.id}.sms.txt`]: template === '' ? renderSms(kept.receipt) : renderSms(kept.receipt, template),
    }));
  };

  const stops = [
    delivery.onReceipt((receipt) =>
      write(receipt, async () => ({
        json: `${JSON.stringify(receiptToJson(receipt), null, 2)}\n`,
        txt: renderText(receipt),
        html: renderPage(receipt),
        pdf: await renderPdf(receipt),
      })),
    ),
    delivery.onChange((row) => {
      if (row.channel !== 'sms' || row.status !== 'sent' || settings.get('privacy').copiesFolder === '') return;
      smsOf(row).catch((error: unknown) => onFault('a copy of an SMS could not be written', error));
    }),
  ];

  return {
    failed: () => failed,
    done: () => tail,
    close: async () => {
      for (const stop of stops) stop();
      await tail;
    },
  };
}

/** Why copies can't be kept in a folder: it has no full path, or can't be written to. Undefined if they can. */
export async function copiesFault(folder: string): Promise<'relative' | 'notWritable' | undefined> {
  if (!isAbsolute(folder)) return 'relative';
  const trial = join(folder, `.kvitok-${randomBytes(6).toString('hex')}`);
  try {
    await makeFolder(folder);
    await writeFile(trial, '', { mode: 0o600, flag: 'wx' });
    return undefined;
  } catch {
    return 'notWritable';
  } finally {
    await rm(trial, { force: true }).catch(() => {});
  }
}

/** The register's own day; receipts come from outside, so nothing but digits gets into a path. */
const dayOf = ({ dateTime }: Receipt): string => /^\d{4}-\d{2}-\d{2}/.exec(dateTime)?.[0] ?? 'undated';

const nameOf = ({ fiscalDriveNumber = '', fiscalDocumentNumber = 0 }: Receipt): string =>
  `${fiscalDriveNumber.replace(/\D/g, '') || '0'}-${Math.trunc(fiscalDocumentNumber)}`;

async function writeWhole(folder: string, name: string, content: string | Uint8Array): Promise<void> {
  await makeFolder(folder);
  const part = join(folder, `.${name}.${randomBytes(6).toString('hex')}.part`);
  try {
    await writeFile(part, content, { mode: 0o600, flag: 'wx' });
    await rename(part, join(folder, name));
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
