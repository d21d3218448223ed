import { composeLetter, type EmailAccount } from '../../channels/email/index.ts';
import type { Receipt } from '../../receipt/receipt.ts';
import { renderLetter } from '../../rendering/index.ts';

/** What a letter is made of. It goes into a thread as it is, so it holds neither the password nor anything that can't be copied. */
export interface LetterJob {
  /** The delivery's id, which gives the Message-ID, and its time, milliseconds since 1970, which gives the date. */
  id: string;
  date: number;
  account: Pick<EmailAccount, 'login' | 'senderName' | 'replyTo'>;
  to: string;
  /** JSON of the receipt. */
  receiptBody: string;
  asPdf: boolean;
  withoutQr: boolean;
  /** Template of the subject. */
  subject: string;
}

/** The letter of a receipt as it goes over the wire, in memory of its own. */
export async function makeLetter(job: LetterJob): Promise<Buffer<ArrayBuffer>> {
  const { id, date, account, to, receiptBody, asPdf, withoutQr, subject } = job;
  const letter = await renderLetter(JSON.parse(receiptBody) as Receipt, {
    contact: to,
    asPdf,
    withoutQr,
    subject,
  });
  return composeLetter(account, { id, date, to, ...letter });
}
