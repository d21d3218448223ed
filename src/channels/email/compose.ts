import { createHash } from 'node:crypto';
import { addressOnWire, asciiDomain } from './address.ts';
import { encodedPhrase, encodedText, parameter, safeLine } from './headers.ts';
import { LetterWriter } from './letter-writer.ts';
import type { Attachment, EmailAccount, EmailMessage } from './message.ts';

/** The account as far as a letter shows it. */
type Sender = Pick<EmailAccount, 'login' | 'senderName' | 'replyTo'>;

const CRLF = '\r\n';

/**
 * The letter as bytes: text first, then HTML with its pictures (multipart/related), then files. Everything is base64 and the headers ASCII, so
 * any server may carry it unchanged. The same account and message always give the same bytes. Throws a `Problem` if a
 * control character stands in an address, the subject or a name.
 */
export function composeLetter(account: Sender, message: EmailMessage): Buffer<ArrayBuffer> {
  const seed = createHash('sha256').update(message.id).digest('hex');
  const out = new LetterWriter();
  out.raw(headersOf(account, message));
  if (message.attachments?.length) {
    const boundary = `=_m_${seed.slice(0, 32)}`;
    out.raw(`Content-Type: multipart/mixed;${CRLF} boundary="${boundary}"${CRLF}${CRLF}--${boundary}${CRLF}`);
    writeAlternative(out, message, seed);
    for (const file of message.attachments) {
      out.raw(`--${boundary}${CRLF}`);
      writeFile(out, file, 'attachment');
    }
    out.raw(`--${boundary}--${CRLF}`);
  } else writeAlternative(out, message, seed);
  return out.end();
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

function writeAlternative(out: LetterWriter, message: EmailMessage, seed: string): void {
  if (message.html === undefined) {
    writeText(out, 'plain', message.text);
    return;
  }
  const boundary = `=_a_${seed.slice(0, 32)}`;
  out.raw(`Content-Type: multipart/alternative;${CRLF} boundary="${boundary}"${CRLF}${CRLF}--${boundary}${CRLF}`);
  writeText(out, 'plain', message.text);
  out.raw(`--${boundary}${CRLF}`);
  if (message.inline?.length) {
    const related = `=_r_${seed.slice(0, 32)}`;
    out.raw(
      `Content-Type: multipart/related; type="text/html";${CRLF} boundary="${related}"${CRLF}${CRLF}--${related}${CRLF}`,
    );
    writeText(out, 'html', message.html);
    for (const picture of message.inline) {
      out.raw(`--${related}${CRLF}Content-ID: <${safeLine(picture.name, 'inline')}>${CRLF}`);
      writeFile(out, picture, 'inline');
    }
    out.raw(`--${related}--${CRLF}`);
  } else writeText(out, 'html', message.html);
  out.raw(`--${boundary}--${CRLF}`);
}

function writeText(out: LetterWriter, kind: 'plain' | 'html', text: string): void {
  out.raw(`Content-Type: text/${kind}; charset=utf-8${CRLF}Content-Transfer-Encoding: base64${CRLF}${CRLF}`);
  out.base64Text(text.replaceAll(CRLF, '\n').replaceAll('\n', CRLF));
}

function writeFile(out: LetterWriter, file: Attachment, disposition: 'inline' | 'attachment'): void {
  const name = safeLine(file.name, 'attachment');
  const type = safeLine(file.contentType, 'contentType');
  out.raw(
    `Content-Type: ${type}${CRLF}Content-Disposition: ${disposition}${parameter('filename', name)}${CRLF}Content-Transfer-Encoding: base64${CRLF}${CRLF}`,
  );
  out.base64(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength));
}
