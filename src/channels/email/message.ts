/**
 * A letter, complete but for its envelope. The same fields always compose to the same bytes, so that a retry sends the
 * very letter that may have arrived before.
 */
export interface EmailMessage {
  /** Local part of the Message-ID; stable for a delivery over all its attempts. ASCII letters, digits and `-`. */
  id: string;
  /** Milliseconds since 1970; the `Date` header. */
  date: number;
  /** Recipient, normalised as `Contact.value` of kind `email`. */
  to: string;
  subject: string;
  text: string;
  html?: string;
  inline?: Attachment[];
  attachments?: Attachment[];
}

/** A letter composed before, and who it is for. */
export interface ReadyLetter {
  to: string;
  bytes: Buffer;
}

export interface Attachment {
  /** File name as the reader sees it; RFC 2231 on the wire. For an inline part also its Content-ID. */
  name: string;
  contentType: string;
  bytes: Uint8Array;
}

/** How letters leave the shop: one mailbox at one SMTP server. */
export interface EmailAccount {
  /** Full address of the mailbox, with `@`: the login and the `From` address. */
  login: string;
  password: string;
  host: string;
  port: number;
  /** `tls`: from the first byte (465). `starttls`: required after the greeting (587). `none`: in the clear, only where the shop said so. */
  security: 'tls' | 'starttls' | 'none';
  senderName?: string;
  replyTo?: string;
}
