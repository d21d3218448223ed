/** An id without what a provider may write one way in its answer and another in its receipt: case and leading zeros. */
export const plainId = (id: string): string => id.toLowerCase().replace(/^0+(?=.)/, '');

/** The ids, in plain form, that a receipt's id may stand for: itself, or the same number in hexadecimal or in decimal digits. */
export function formsOf(id: string): string[] {
  const forms = [plainId(id)];
  if (/^\d{1,40}$/.test(id)) forms.push(BigInt(id).toString(16));
  if (/^[\da-f]{1,32}$/i.test(id)) forms.push(BigInt(`0x${id}`).toString());
  return forms;
}
