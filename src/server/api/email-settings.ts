/** What the answers of the e-mail settings look like; shared with the pages. */

/** What is known of a mailbox by its address or server: what to fill in, and which kind of password it wants. */
export interface MailHintView {
  /** The provider's name; absent for one we don't know. */
  name?: string;
  host?: string;
  /** What the address wants where nothing else was chosen. */
  fill?: { host: string; port: number; security: 'tls' | 'starttls' };
  /** Which kind of password, and where it is made. */
  password?: string;
  /** Where it is made, to be opened. */
  passwordUrl?: string;
  /** The mail lies abroad: what the law says. */
  foreign?: string;
}

/** A letter as the buyer would get it. */
export interface LetterPreviewView {
  from: string;
  subject: string;
  /** Its HTML, pictures within. */
  html: string;
  text: string;
  /** Names of the attached files. */
  attachments: string[];
}

/** A receipt to look at templates and letters with. */
export interface SampleReceiptView {
  id: string;
  title: string;
  /** Kopecks. */
  total: number;
}
