import type { Contact } from '../contact.ts';
import type { ContactNote } from '../parse-contact.ts';

/** In which form a contact stood in what a device typed. */
export type DeviceForm = 'plain' | 'link' | 'mecard' | 'vcard' | 'track' | 'pattern';

/** Why nothing was taken from a device; `code` is a key of the texts (`contact.device.…`). `params.text` is fit to be shown. */
export interface DeviceRefusal {
  code: 'bankCard' | 'badSwipe' | 'noContact' | 'wrongContact' | 'tooLong' | 'empty';
  params: Record<string, string>;
}

/** What a scanner or a card reader typed. A reading that is no contact holds no digit of a card. */
export type DeviceReading =
  | {
      ok: true;
      contact: Contact;
      notes: ContactNote[];
      form: DeviceForm;
      /** Further contacts of the same code, such as the telephone of a vCard whose e-mail was taken. */
      others: Contact[];
      /** The text had been typed under the Russian layout and was put right: show it before it counts. */
      repaired: boolean;
    }
  | { ok: false; reason: DeviceRefusal };
