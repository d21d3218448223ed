import { createHash } from 'node:crypto';
import { addressOnWire, asciiDomain } from './address.ts';
import { encodedPhrase, encodedText, parameter, safeLine } from './headers.ts';
import type { Attachment, EmailAccount, EmailMessage } from './message.ts';

const CRLF = '\r\n';
/** Octets in a line of 76 base64 characters (RFC 2045, 6.8). */
const BASE64_LINE = 57;

/**
 * The letter as bytes: text first, then HTML with its pictures (multipart/related), then files. Everything is base64 and the headers ASCII, so
 * any server may carry it unchanged. The same account and message always give the same bytes. Throws a `Problem` if a
 * control character stands in an address, the subject or a name.
 */
export function composeLetter(account: EmailAccount, message: EmailMessage): Buffer {
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

function headersOf(account: EmailAccount, message: EmailMessage): string {
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
  out.push(base64Lines(Buffer.from(text.replace(/\r?\n/g, CRLF), 'utf8')));
}

function writeFile(out: (string | Buffer)[], file: Attachment, disposition: 'inline' | 'attachment'): void {
  const name = safeLine(file.name, 'attachment');
  const type = safeLine(file.contentType, 'contentType');
  out.push(
    `Content-Type: ${type}${CRLF}Content-Disposition: ${disposition}${parameter('filename', name)}${CRLF}Content-Transfer-Encoding: base64${CRLF}${CRLF}`,
  );
  out.push(base64Lines(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength)));
}

/** Base64 in lines of 76 characters, written into one buffer of the right size. */
function base64Lines(bytes: Buffer): Buffer {
  const text = bytes.toString('base64');
  const lines = Math.ceil(bytes.length / BASE64_LINE);
  const out = Buffer.allocUnsafe(text.length + lines * 2);
  let to = 0;
  for (let from = 0; from < text.length; from += 76) {
    to += out.write(text.slice(from, from + 76), to, 'latin1');
    out[to++] = 0x0d;
    out[to++] = 0x0a;
  }
  return out.subarray(0, to);
}
