import { createHash } from 'node:crypto';
import { addressOnWire, asciiDomain } from './address.ts';
import { encodedPhrase, encodedText, parameter, safeLine } from './headers.ts';
import type { Attachment, EmailAccount, EmailMessage } from './message.ts';

/** The account as far as a letter shows it. */
type Sender = Pick<EmailAccount, 'login' | 'senderName' | 'replyTo'>;

const CRLF = '\r\n';
/** Characters in a line of base64 (RFC 2045, 6.8). */
const LINE = 76;

/**
 * The letter as bytes: text first, then HTML with its pictures (multipart/related), then files. Everything is base64 and the headers ASCII, so
 * any server may carry it unchanged. The same account and message always give the same bytes. Throws a `Problem` if a
 * control character stands in an address, the subject or a name.
 */
export function composeLetter(account: Sender, message: EmailMessage): Buffer {
  const seed = createHash('sha256').update(message.id).digest('hex');
  const out: (string | Buffer)[] = [headersOf(account, message)];
  const alternative = (out: (string | Buffer)[]) => writeAlternative(out, message, seed);
  if (message.attachments?.length) {
    const boundary = `=_m_${seed.slice(0, 32)}`;
    out.push(`Content-Type: multipart/mixed;${CRLF} boundary="${boundary}"${CRLF}${CRLF}--${boundary}${CRLF}`);
    alternative(out);
    for (const file of message.attachments) {
      out.push(`--${boundary}${CRLF}`);
      writeFile(out, file, 'attachment');
    }
    out.push(`--${boundary}--${CRLF}`);
  } else alternative(out);
  return Buffer.concat(out.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : part)));
}

/** The `Message-ID` of a message sent from an account, with its angle brackets. */
export function messageIdOf(account: Pick<EmailAccount, 'login'>, id: string): string {
  const domain = account.login.slice(account.login.lastIndexOf('@') + 1);
  return `<${safeLine(id, 'id')}@${asciiDomain(domain)}>`;
}

function headersOf(account: Sender, message: EmailMessage): string {
  const from = addressOnWire(safeLine(account.login, 'email.login'));
  const name = account.senderName ? `${encodedPhrase(safeLine(account.senderName, 'email.senderName'))}${CRLF} ` : '';
  const lines = [
    `From: ${name}<${from}>`,
    `To: <${addressOnWire(safeLine(message.to, 'to'))}>`,
    ...(account.replyTo ? [`Reply-To: <${addressOnWire(safeLine(account.replyTo, 'email.replyTo'))}>`] : []),
    `Subject: ${encodedText(safeLine(message.subject, 'subject'))}`,
    `Date: ${new Date(message.date).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${messageIdOf(account, message.id)}`,
    'MIME-Version: 1.0',
    'Auto-Submitted: auto-generated',
    'X-Auto-Response-Suppress: All',
    'Content-Language: ru',
  ];
  return lines.join(CRLF) + CRLF;
}

function writeAlternative(out: (string | Buffer)[], message: EmailMessage, seed: string): void {
  if (message.html === undefined) {
    writeText(out, 'plain', message.text);
    return;
  }
  const boundary = `=_a_${seed.slice(0, 32)}`;
  out.push(`Content-Type: multipart/alternative;${CRLF} boundary="${boundary}"${CRLF}${CRLF}--${boundary}${CRLF}`);
  writeText(out, 'plain', message.text);
  out.push(`--${boundary}${CRLF}`);
  if (message.inline?.length) {
    const related = `=_r_${seed.slice(0, 32)}`;
    out.push(
      `Content-Type: multipart/related; type="text/html";${CRLF} boundary="${related}"${CRLF}${CRLF}--${related}${CRLF}`,
    );
    writeText(out, 'html', message.html);
    for (const picture of message.inline) {
      out.push(`--${related}${CRLF}Content-ID: <${safeLine(picture.name, 'inline')}>${CRLF}`);
      writeFile(out, picture, 'inline');
    }
    out.push(`--${related}--${CRLF}`);
  } else writeText(out, 'html', message.html);
  out.push(`--${boundary}--${CRLF}`);
}

function writeText(out: (string | Buffer)[], kind: 'plain' | 'html', text: string): void {
  out.push(`Content-Type: text/${kind}; charset=utf-8${CRLF}Content-Transfer-Encoding: base64${CRLF}${CRLF}`);
  out.push(base64Lines(utf8(text.replaceAll(CRLF, '\n').replaceAll('\n', CRLF))));
}

function writeFile(out: (string | Buffer)[], file: Attachment, disposition: 'inline' | 'attachment'): void {
  const name = safeLine(file.name, 'attachment');
  const type = safeLine(file.contentType, 'contentType');
  out.push(
    `Content-Type: ${type}${CRLF}Content-Disposition: ${disposition}${parameter('filename', name)}${CRLF}Content-Transfer-Encoding: base64${CRLF}${CRLF}`,
  );
  out.push(base64Lines(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength)));
}

let scratch = Buffer.alloc(0);

/** A text as UTF-8, in memory that the next call takes again: a text is long, and making room for each costs more than writing it. */
function utf8(text: string): Buffer {
  if (scratch.length < text.length * 3) scratch = Buffer.allocUnsafeSlow(text.length * 4);
  return scratch.subarray(0, scratch.write(text, 'utf8'));
}

/** Base64 in lines of 76 characters, written into one buffer of the right size: all of it to the end, then line by line to its place. */
function base64Lines(bytes: Buffer): Buffer {
  const length = Math.ceil(bytes.length / 3) * 4;
  const lines = Math.ceil(length / LINE);
  const out = Buffer.allocUnsafe(length + lines * 2);
  out.write(bytes.toString('base64'), lines * 2, 'latin1');
  let to = 0;
  for (let from = lines * 2; from < out.length; from += LINE) {
    const end = Math.min(from + LINE, out.length);
    out.copyWithin(to, from, end);
    to += end - from;
    out[to++] = 0x0d;
    out[to++] = 0x0a;
  }
  return out;
}
