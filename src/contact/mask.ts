import type { Contact } from './contact.ts';

/** Stands where the masked contact stood before it was erased. */
export const ERASED = '—';

/** A contact that can be recognised by who knows it and read by nobody else: `и***@mail.ru`, `+7 916 ***-**-67`. Never throws. */
export function maskContact({ kind, value }: Contact): string {
  if (kind === 'email') {
    const at = value.lastIndexOf('@');
    return `${/^[\p{L}\p{N}]/u.exec(value)?.[0] ?? ''}***${at < 0 ? '' : value.slice(at)}`;
  }
  const russian = /^\+7(\d{3})\d{5}(\d{2})$/.exec(value);
  return russian ? `+7 ${russian[1]} ***-**-${russian[2]}` : `${value.slice(0, 4)} *** ${value.slice(-2)}`;
}
