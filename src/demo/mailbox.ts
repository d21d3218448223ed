import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { makeFolder } from '../base/make-folder.ts';
import { uuidv7 } from '../base/uuid.ts';

/** What the list of letters shows. `at` is milliseconds since 1970. */
export interface LetterSummary {
  id: string;
  at: number;
  from: string;
  to: string;
  subject: string;
  attachments: number;
}

export interface LetterPart {
  name: string;
  contentType: string;
  size: number;
  bytes: Uint8Array;
}

/** A letter as a mail program shows it. In `html` the pictures are addressed as `cid:…`, by `LetterPart.name` of `inline`. */
export interface Letter extends LetterSummary {
  html: string | undefined;
  text: string;
  inline: (LetterPart & { cid: string })[];
  files: LetterPart[];
  source: string;
}

export interface Mailbox {
  port: number;
  list(): LetterSummary[];
  read(id: string): Promise<Letter | undefined>;
  /** Throws away the letters to an address. */
  forget(address: string): Promise<void>;
  close(): Promise<void>;
}

const KEPT = 200;

/**
 * A local SMTP catcher: it takes every letter on a loopback port chosen by the system and keeps the last 200 as `.eml` files in
 * `folder`. It answers for a letter only after its file is written. `onLetter` is called after that.
 */
export async function openMailbox(
  folder: string,
  onLetter: (letter: LetterSummary) => void = () => {},
): Promise<Mailbox> {
  await makeFolder(folder);
  const letters = new Map<string, LetterSummary>();
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.eml')).sort()) {
    const id = file.slice(0, -4);
    letters.set(id, summaryOf(id, await simpleParser(await readFile(join(folder, file)))));
  }

  const keep = async (bytes: Buffer): Promise<void> => {
    const id = uuidv7(Date.now());
    await writeFile(join(folder, `${id}.eml`), bytes);
    const summary = summaryOf(id, await simpleParser(bytes));
    letters.set(id, summary);
    onLetter(summary);
    for (const old of [...letters.keys()].slice(0, -KEPT)) {
      letters.delete(old);
      await rm(join(folder, `${old}.eml`), { force: true });
    }
  };

  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    size: 20 << 20,
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? '' }),
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', done);
      stream.on('end', () => void keep(Buffer.concat(chunks)).then(() => done(), done));
    },
  });
  // A client that goes away in the middle of a letter is no business of the service.
  server.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });

  return {
    port: (server.server.address() as AddressInfo).port,
    list: () => [...letters.values()].reverse(),
    read: async (id) => {
      if (!letters.has(id)) return undefined;
      const bytes = await readFile(join(folder, `${id}.eml`));
      return letterOf(id, bytes, await simpleParser(bytes, { skipImageLinks: true, skipTextToHtml: true }));
    },
    forget: async (address) => {
      for (const { id, to } of letters.values()) {
        if (!to.toLowerCase().includes(address.toLowerCase())) continue;
        letters.delete(id);
        await rm(join(folder, `${id}.eml`), { force: true });
      }
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

const addressOf = (field: AddressObject | AddressObject[] | undefined): string =>
  (Array.isArray(field) ? field : field ? [field] : [])
    .flatMap((one) => one.value)
    .map(({ name, address = '' }) => (name === '' ? address : `${name} <${address}>`))
    .join(', ');

function summaryOf(id: string, mail: ParsedMail): LetterSummary {
  return {
    id,
    at: mail.date?.getTime() ?? 0,
    from: addressOf(mail.from),
    to: addressOf(mail.to),
    subject: mail.subject ?? '',
    attachments: mail.attachments.filter((part) => !part.related).length,
  };
}

function letterOf(id: string, bytes: Buffer, mail: ParsedMail): Letter {
  const parts = mail.attachments.map((part) => ({
    name: part.filename ?? part.cid ?? 'part',
    contentType: part.contentType,
    size: part.size,
    bytes: new Uint8Array(part.content),
    cid: part.cid ?? '',
    related: part.related,
  }));
  return {
    ...summaryOf(id, mail),
    html: mail.html === false ? undefined : mail.html,
    text: mail.text ?? '',
    inline: parts.filter((part) => part.related),
    files: parts.filter((part) => !part.related),
    source: bytes.toString('utf8'),
  };
}
