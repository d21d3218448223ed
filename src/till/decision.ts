import type { Contact } from '../contact/contact.ts';
import { wireAddress } from '../contact/email.ts';
import { parseContact } from '../contact/parse-contact.ts';
import type { SaleDocument } from '../receipt/sale.ts';
import type { RegisterSettings } from '../settings/index.ts';
import type { Sale } from './sale.ts';

/** Tags 1008 and 1117 hold 64 characters. */
const LONGEST_TAG = 64;

/** What the register is to be told of a sale. */
export interface Decision {
  document: SaleDocument;
  paper: boolean;
  /** Why there is paper although none was wanted. */
  because?: 'noContact' | 'register';
}

export interface Circumstances {
  register: Pick<RegisterSettings, 'delivers' | 'contactToRegister'>;
  /** Whether the register makes receipts without paper. */
  electronically: 'yes' | 'no' | 'unknown';
  /** Login of the mailbox that we send from; empty = none. */
  mailbox: string;
}

/**
 * A receipt without paper needs a contact in it (54-ФЗ, ст. 4.7) and a register that makes one; else it is on paper. The contact goes to the
 * register as tag 1008 always, unless the shop keeps it to itself and the law leaves it that choice: not without paper, and not for a
 * payment over the internet.
 */
export function decide(sale: Sale, { register, electronically, mailbox }: Circumstances): Decision {
  const contact = sale.contact && contactForRegister(sale.contact);
  const because =
    !sale.electronically || (contact !== undefined && electronically !== 'no')
      ? undefined
      : contact === undefined
        ? 'noContact'
        : 'register';
  const paper = !sale.electronically || because !== undefined;
  const needed = register.delivers !== 'we' || register.contactToRegister || !paper || sale.document.internetPayment;
  const sender = sale.document.senderAddress ?? (register.delivers === 'ofd' ? undefined : senderOf(mailbox));
  const document: SaleDocument = {
    ...sale.document,
    electronically: !paper,
    ...(contact !== undefined && needed ? { customerContact: contact } : {}),
    ...(sender === undefined ? {} : { senderAddress: sender }),
  };
  return { document, paper, ...(because === undefined ? {} : { because }) };
}

/** Tag 1008: `+79161234567`, or an address whose domain is in ASCII; undefined if it is too long for the tag. */
function contactForRegister({ kind, value }: Contact): string | undefined {
  const text = kind === 'email' ? wireAddress(value) : value;
  return text.length > LONGEST_TAG ? undefined : text;
}

function senderOf(mailbox: string): string | undefined {
  const parsed = parseContact(mailbox);
  return parsed.ok && parsed.contact.kind === 'email' ? contactForRegister(parsed.contact) : undefined;
}
