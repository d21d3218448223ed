import { uuidv7 } from '../base/uuid.ts';
import { maskContact } from '../contact/mask.ts';
import { parseContact } from '../contact/parse-contact.ts';
import { contactHash } from '../delivery/index.ts';
import type { ReadSale } from '../formats/index.ts';
import type { RegisterSettings, Settings } from '../settings/index.ts';
import type { NewSale, SaleFields, Vault } from '../store/index.ts';
import { Problem } from '../texts/problem.ts';
import { sealContact } from './sale.ts';

/** A sale as a caller hands it over. `key` is the caller's `Idempotency-Key`. */
export interface ArrivingSale extends ReadSale {
  register?: string;
  key?: string;
}

/**
 * The sale as the store keeps it: waiting for the contact, or where the shop doesn't ask for one, already with the command under which the
 * register will know it. Its contact is sealed; a contact that is no good opens the form without one and never stops the sale.
 */
export function newSaleOf(
  { format, sale, register: wanted = '', key }: ArrivingSale,
  { register, form, vault, now }: { register: RegisterSettings; form: Settings['form']; vault: Vault; now: number },
): NewSale {
  const { customerContact, electronically = false, ...document } = sale;
  const naturalKey = keyOf(sale, key);
  // Nobody stands between such a sale and the register, so a repetition of it must be known.
  if (naturalKey === null && !form.askContact) throw new Problem('saleWithoutKey', { path: 'id' });
  return {
    id: uuidv7(now),
    naturalKey,
    fingerprint: vault.fingerprint(JSON.stringify([format, wanted, sale])),
    documentId: sale.id ?? null,
    register: register.id,
    profile: register.profile,
    format,
    body: JSON.stringify(document),
    total: sale.total,
    calculationType: sale.calculationType,
    ...contactFields(customerContact, vault),
    electronically,
    ...(form.askContact
      ? { state: 'awaiting-contact', commandId: null, dueAt: formEnd(form, now) }
      : { state: 'fiscalising', commandId: uuidv7(now), dueAt: null }),
    asked: 0,
    reason: null,
    reply: null,
    result: null,
    receiptId: null,
    deliveryProblem: null,
    createdAt: now,
  };
}

/** The document's id tells one sale from another only together with what is done: a sale and its refund may share it. */
function keyOf({ id, calculationType, correction }: ReadSale['sale'], key: string | undefined): string | null {
  if (key !== undefined) return `key:${key}`;
  return id === undefined ? null : `id:${calculationType}${correction ? 'c' : ''}:${id}`;
}

export function formEnd({ timeLimit }: Settings['form'], now: number): number | null {
  return timeLimit === 0 ? null : now + timeLimit * 1_000;
}

type ContactFields = Pick<SaleFields, 'contactSealed' | 'contactHash' | 'contactMask' | 'contactProblem'>;

const noContact: ContactFields = { contactSealed: null, contactHash: null, contactMask: null, contactProblem: null };

/** A contact that came with the sale; `none` is how some registers' callers write that there is none. */
export function contactFields(typed: string | null | undefined, vault: Vault): ContactFields {
  if (typed == null || /^\s*(none)?\s*$/i.test(typed)) return noContact;
  const parsed = parseContact(typed);
  if (!parsed.ok) return { ...noContact, contactProblem: JSON.stringify(parsed.reason) };
  return {
    contactSealed: sealContact(vault, parsed.contact),
    contactHash: contactHash(vault, parsed.contact),
    contactMask: maskContact(parsed.contact),
    contactProblem: null,
  };
}
