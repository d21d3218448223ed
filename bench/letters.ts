// Letters a second over the whole path (accepted durably → rendered → composed → sent → journalled) into Postfix's smtp-sink, beside a plain
// pooled nodemailer loop that composes the same letters, and smtp-source as the limit. Run: node bench/letters.ts
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { openApp } from '../src/app.ts';
import { readReceipt } from '../src/formats/index.ts';
import type { Receipt } from '../src/receipt/receipt.ts';
import { renderLetter } from '../src/rendering/index.ts';
import { freePort } from '../test/servers/postfix.ts';
import { median, printTable } from './measure.ts';
import { type WholePathFigures, wholePath } from './whole-path.ts';

const CONNECTIONS = 10;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const LETTERS = Number(process.env.BENCH_LETTERS ?? 8_000);
const PDF_LETTERS = LETTERS / 8;

const sample = readReceipt(readFileSync('samples/1-grocery.json')).receipt;
const numbered = (number: number): Receipt => ({ ...sample, fiscalDocumentNumber: number });
const account = { login: 'shop@example.ru', senderName: 'Магазин' };

const port = await freePort();
const sink = spawn('/usr/sbin/smtp-sink', ['-u', 'nobody', `127.0.0.1:${port}`, '200'], { stdio: 'ignore' });
await listening(port);
try {
  const ours: number[] = [];
  const oursPdf: number[] = [];
  const peer: number[] = [];
  const blocks: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    peer.push(await nodemailerLoop(LETTERS));
    for (const [rates, count, asPdf] of [
      [ours, LETTERS, false],
      [oursPdf, PDF_LETTERS, true],
    ] as const) {
      const { rate, block } = await sendAll(count, asPdf);
      rates.push(rate);
      blocks.push(block);
    }
  }
  const source = smtpSource(20_000);
  const base = median(peer);
  printTable('Letters a second', [
    ['nodemailer pool, composing the same letters', `${Math.round(base)}`, '1.00'],
    ['Kvitok, whole path', `${Math.round(median(ours))}`, (median(ours) / base).toFixed(2)],
    [
      'Kvitok, whole path, PDF made and attached',
      `${Math.round(median(oursPdf))}`,
      (median(oursPdf) / base).toFixed(2),
    ],
    ['smtp-source, ready bytes, the limit', `${Math.round(source)}`, (source / base).toFixed(2)],
  ]);
  console.log(
    `Longest block of the event loop, ms, a round: ${blocks.map((block) => Math.round(block)).join(', ')} (limit 50)`,
  );
} finally {
  sink.kill();
}
process.exit(0);

async function nodemailerLoop(count: number): Promise<number> {
  const letter = await renderLetter(sample);
  const transport = nodemailer.createTransport({
    pool: true,
    host: '127.0.0.1',
    port,
    maxConnections: CONNECTIONS,
    maxMessages: 1_000_000,
    ignoreTLS: true,
  });
  const send = (number: number) =>
    transport.sendMail({
      from: { name: account.senderName, address: account.login },
      to: `buyer${number}@example.ru`,
      subject: letter.subject,
      text: letter.text,
      html: letter.html,
      attachments: letter.inline.map((part) => ({
        cid: part.name,
        filename: 'qr.png',
        content: Buffer.from(part.bytes),
        contentType: part.contentType,
      })),
    });
  const run = (letters: number) => Promise.all(Array.from({ length: letters }, (_, number) => send(number)));
  await run(count / 8);
  const started = performance.now();
  await run(count);
  const rate = (count / (performance.now() - started)) * 1_000;
  transport.close();
  return rate;
}

async function sendAll(count: number, asPdf: boolean): Promise<WholePathFigures> {
  const data = mkdtempSync(join(tmpdir(), 'kvitok-bench-'));
  const app = await openApp({ data, quiet: true, allowPrivate: ['127.0.0.1'] });
  await app.settings.change(
    'email',
    { ...account, host: '127.0.0.1', port, security: 'none', connections: CONNECTIONS, asPdf },
    'bench',
  );
  const to = (number: number) => `buyer${number}@example.ru`;
  const figures = await wholePath({ app, receipt: numbered, to, warm: count / 8, count });
  await app.close();
  rmSync(data, { recursive: true, force: true });
  return figures;
}

function smtpSource(count: number): number {
  const started = performance.now();
  spawnSync('/usr/sbin/smtp-source', [
    '-s',
    String(CONNECTIONS),
    '-d',
    '-m',
    String(count),
    '-l',
    '30000',
    '-f',
    'a@x.test',
    '-t',
    'b@x.test',
    `127.0.0.1:${port}`,
  ]);
  return (count / (performance.now() - started)) * 1_000;
}

async function listening(at: number): Promise<void> {
  for (;;) {
    const socket = connect(at, '127.0.0.1');
    const up = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
